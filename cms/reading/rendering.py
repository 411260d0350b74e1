"""A change on screen, in a mail and as the plain text of a cell. Never by colour alone: what goes is struck through,
what comes is underlined, both say so to whoever listens, and mails have brackets.
"""

from collections.abc import Iterable, Iterator

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .pages import Change, Difference
from .texts import Op, Piece, of_new, of_old


def old_html(change: Change) -> SafeString:
    """The old text with what goes marked in it."""
    return marked_html(of_old(change.pieces))


def new_html(change: Change) -> SafeString:
    """The new text with what comes marked in it."""
    return marked_html(of_new(change.pieces))


def inline_html(change: Change) -> SafeString:
    """Both in one text."""
    return marked_html(change.pieces)


def old_plain(change: Change) -> str:
    return _plain(of_old(change.pieces))


def new_plain(change: Change) -> str:
    return _plain(of_new(change.pieces))


def mail_text(difference: Difference) -> str:
    """The whole difference for a mail that has to stand alone."""
    return "\n".join(_mail_lines(difference))


def marked_html(parts: Iterable[Piece]) -> SafeString:
    return format_html_join("", "{}", ((_marked(piece),) for piece in parts))


def _marked(piece: Piece) -> SafeString:
    text = linebreaksbr(piece.text)
    match piece.op:
        case Op.REMOVED:
            return format_html('<del><span class="reading-said">{} </span>{}</del>', _("Removed"), text)
        case Op.ADDED:
            return format_html('<ins><span class="reading-said">{} </span>{}</ins>', _("Added"), text)
    return text


def _plain(parts: Iterable[Piece]) -> str:
    return "".join(piece.text if piece.op == Op.SAME else f"【{piece.text}】" for piece in parts)


def _mail_lines(difference: Difference) -> Iterator[str]:
    yield f"■ {difference.title}（{difference.kind}）"
    old, new = _("Old"), _("New")
    for change in difference.for_others:
        yield f"・{change.label}"
        yield f"　{old}：{_said(old_plain(change), change.old_is_inherited)}"
        yield f"　{new}：{_said(new_plain(change), change.new_is_inherited)}"
    yield _("(【 】 in the old text goes, 【 】 in the new text comes.)")


def _said(text: str, is_inherited: bool) -> str:
    if not text:
        return _("(nothing)")
    return text + _("(the base edition’s text)") if is_inherited else text

"""Two wordings side by side, with what was taken away and what was added marked, for the eye and for the ear."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# A tag is one piece, and so is a number or a phone number: half a number marked would be read as another number.
PIECES = re.compile(
    r"<!--.*?-->|<[^>]*>|&[#\w]+;|[0-9０-９][0-9０-９,，.:：\-－–−‐]*[0-9０-９]|[A-Za-zÀ-ɏ]+|.", re.DOTALL
)
SHORT = 3  # an unchanged stretch shorter than this between two changes is marked with them; else it is confetti


def texts(old: str, new: str) -> tuple[SafeString, SafeString]:
    """For plain text."""
    return html(escape(old), escape(new))


def html(old: str, new: str, unseen: str = "w-sr-only") -> tuple[SafeString, SafeString]:
    """For finished HTML: only its text is marked, tags stay as they are. `unseen` is the class of what only a screen
    reader says.
    """
    before, after = PIECES.findall(old), PIECES.findall(new)
    changed_before, changed_after = [False] * len(before), [False] * len(after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    blocks = matcher.get_matching_blocks()
    last = len(blocks) - 1
    for place, block in enumerate(blocks):
        pieces = before[block.a : block.a + block.size]
        between_changes = 0 < place < last - 1 and block.a and block.b
        if between_changes and block.size < SHORT and not any(map(_is_tag, pieces)):
            changed_before[block.a : block.a + block.size] = [True] * block.size
            changed_after[block.b : block.b + block.size] = [True] * block.size
    _mark_gaps(blocks, changed_before, changed_after)
    taken, added = _("taken out:"), _("added:")
    return (
        mark_safe("".join(_marked(before, changed_before, "del", taken, unseen))),  # noqa: S308  escaped already
        mark_safe("".join(_marked(after, changed_after, "ins", added, unseen))),  # noqa: S308
    )


def _mark_gaps(blocks, changed_before: list[bool], changed_after: list[bool]) -> None:
    a = b = 0
    for block in blocks:
        changed_before[a : block.a] = [True] * (block.a - a)
        changed_after[b : block.b] = [True] * (block.b - b)
        a, b = block.a + block.size, block.b + block.size


def _is_tag(piece: str) -> bool:
    return piece.startswith("<")


def _marked(pieces: list[str], changed: list[bool], tag: str, said: str, unseen: str) -> Iterator[str]:
    def stretch(item: tuple[str, bool]) -> bool:
        return item[1] and not _is_tag(item[0])

    for is_changed, group in groupby(zip(pieces, changed, strict=True), stretch):
        text = "".join(piece for piece, _changed in group)
        if is_changed and text.strip():
            yield f'<{tag}><span class="{unseen}">{said} </span>{text}</{tag}>'
        else:
            yield text

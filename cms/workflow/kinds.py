"""区分: what kind of change the texts themselves ask for. By hand it can only be raised."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from cms.models.programs import Change as Relation
from cms.models.routes import WEIGHT, ChangeKind
from cms.reading.pages import Change, Difference
from cms.reading.texts import Op

# Where something stands, and how to reach it. Whatever says who gets what is more than a correction.
WHERE_AND_HOW = {
    "phones", "fax", "email", "web_page", "form_url", "chat_url", "address", "access", "hours", "weekly_hours",
    "official_url", "links", "reading", "note", "accessibility", "sign_language", "contact_without_phone", "wards",
}  # fmt: skip
SLIP_OF_THE_PEN = 4  # so many characters, none of them a number
NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百千万]")


def demanded(differences: Iterable[Difference]) -> tuple[ChangeKind, str]:
    """The lowest kind that these changes allow, and why in a few words."""
    found = [_of(difference) for difference in differences]
    return max(found, key=lambda pair: WEIGHT[pair[0]], default=(ChangeKind.MINOR, ""))


def allowed(lowest: ChangeKind) -> list[ChangeKind]:
    """What ends is not new, and the other way round."""
    return [kind for kind in ChangeKind if WEIGHT[kind] > WEIGHT[lowest] or kind == lowest]


def _of(difference: Difference) -> tuple[ChangeKind, str]:
    if difference.is_gone or any(c.name == "change" and c.new == Relation.HIDE.label for c in difference.changes):
        return ChangeKind.ABOLISH, _("“%s” stops being shown") % difference.title
    if difference.is_new:
        return ChangeKind.NEW, _("“%s” is not shown yet") % difference.title
    more = list(dict.fromkeys(change.label for change in difference.for_others if not _is_minor(change)))
    if more:
        return ChangeKind.AMEND, _("it changes: %s") % "・".join(more[:3])
    return ChangeKind.MINOR, _("only contact details or a slip of the pen")


def _is_minor(change: Change) -> bool:
    if change.name in WHERE_AND_HOW:
        return True
    touched = "".join(piece.text for piece in change.pieces if piece.op != Op.SAME)
    return (
        bool(change.pieces)
        and len(touched) <= SLIP_OF_THE_PEN
        and not re.search(r"[0-90-9一二三四五六七八九十百千万]", touched)
    )

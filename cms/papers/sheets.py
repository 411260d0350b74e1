"""What stands on the papers. Plain data: whoever knows proposals fills it in."""

import datetime
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.reading.pages import Difference

ERAS = ((datetime.date(2019, 5, 1), "令和", 2018), (datetime.date(1989, 1, 8), "平成", 1988))


class Kind(StrEnum):
    MINOR = "minor"
    AMEND = "amend"
    NEW = "new"
    ABOLISH = "abolish"


KINDS = {
    Kind.MINOR: gettext_lazy("minor correction"),
    Kind.AMEND: gettext_lazy("amend"),
    Kind.NEW: gettext_lazy("new entry"),
    Kind.ABOLISH: gettext_lazy("end of an entry"),
}


@dataclass(frozen=True)
class Signature:
    """One box: the post, who holds it, what was done and when. Empty boxes wait for a seal."""

    post: str
    name: str = ""
    act: str = ""
    at: datetime.datetime | None = None
    remark: str = ""  # 代決 by whom, 後閲 when
    is_marked: bool = False  # an act out of the ordinary stands in bold

    @property
    def when(self) -> str:
        return f"{timezone.localtime(self.at):%-m.%-d %H:%M}" if self.at else ""


@dataclass(frozen=True)
class Sheet:
    """A proposal, or a change that is none yet: then number, route and reason are empty and written by hand."""

    subject: str
    differences: tuple[Difference, ...] = ()
    organisation: str = ""
    number: str = ""
    document_number: str = ""
    kind: str = ""  # a value of Kind
    is_emergency: bool = False
    drafter: str = ""  # department, post, name, extension
    proposed_on: datetime.date | None = None
    decided_on: datetime.date | None = None
    decision: str = ""  # 代決 …
    released: str = ""  # day and number of the Release
    kept_for: str = ""
    authority: str = ""  # 課長専決
    line: tuple[Signature, ...] = ()  # the decider first, the drafter last
    concurrences: tuple[Signature, ...] = ()
    request: str = ""
    reason: str = ""
    evidence: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()  # for residents
    opinions: tuple[str, ...] = ()
    circulated: tuple[str, ...] = ()
    fingerprint: str = ""  # of the record
    new_on_left: bool = False

    @property
    def kinds(self) -> list[tuple[str, bool]]:
        return [(str(label), kind == self.kind) for kind, label in KINDS.items()]

    @property
    def boxes(self) -> tuple[Signature, ...]:
        """Without a route the usual line of a department, empty."""
        return self.line or tuple(Signature(post) for post in (_("Head"), _("Deputy"), _("Checker"), _("Drafter")))

    @property
    def question(self) -> str:
        return self.request or _("May the handbook be changed as the table of old and new shows?")

    @property
    def revisions(self) -> str:
        return "・".join(str(found.new_revision) for found in self.differences if found.new_revision)

    @property
    def proposed(self) -> str:
        return era(self.proposed_on)

    @property
    def decided(self) -> str:
        return era(self.decided_on)


def era(day: datetime.date | None) -> str:
    """令和8年11月20日: papers keep the era, screens and data do not."""
    if day is None:
        return ""
    for first, name, before in ERAS:
        if day >= first:
            year = day.year - before
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def file_name(sheet: Sheet, paper: str) -> str:
    """A name that survives the virus wall of an office network: no signs that mean something elsewhere."""
    parts = [part for part in (sheet.number, sheet.subject[:30], paper) if part]
    name = unicodedata.normalize("NFKC", "_".join(parts))
    return "".join("_" if sign in '\\/:*?"<>|. ' or ord(sign) < 32 else sign for sign in name)

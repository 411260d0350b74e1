"""What a choice of changes would bring residents: cards as they are and as they will be, differences, problems."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from handbook import cards, marking
from handbook.bundle import Bundle
from handbook.models import CurrentRelease
from handbook.release import compose, differences, store
from handbook.release.candidate import Blamed, Candidate
from handbook.release.differences import Difference
from handbook.release.schema import Program, Release
from handbook.release.situations import Outcome, play_all

TAKE_ALONG = re.compile(r'<label class="keep">.*?</label>', re.DOTALL)


@dataclass(frozen=True)
class MarkedLine:
    label: str
    old: SafeString
    new: SafeString


@dataclass(frozen=True)
class MarkedDifference:
    kind: str
    title: str
    what: str
    lines: list[MarkedLine]


def marked(found: list[Difference]) -> list[MarkedDifference]:
    return [
        MarkedDifference(
            _kind(one.kind),
            one.title,
            _what(one.what),
            [MarkedLine(line.label, *marking.texts(line.old, line.new)) for line in one.lines],
        )
        for one in found
    ]


def _kind(kind: str) -> str:
    return {
        "edition": _("edition"),
        "program": _("program"),
        "desk": _("desk"),
        "hotline": _("hotline"),
        "worry": _("worry"),
    }[kind]


def _what(what: str) -> str:
    return {"added": _("comes in"), "changed": _("changes"), "removed": _("goes out of the handbook")}[what]


class Look:
    """In one language; the edition's own, where nothing else is asked for."""

    def __init__(self, edition: str, revisions: list[int], language: str = compose.SOURCE_LANGUAGE):
        self.edition = edition
        self.candidate = Candidate(edition, language, revisions)
        self.draft = self.candidate.assembled()
        self.after = self.draft.release
        row = CurrentRelease.objects.filter(edition=edition, language=language).first()
        self.now = store.stored(row.release_id) if row else None

    @cached_property
    def blamed(self) -> list[Blamed]:
        return self.candidate.blamed()

    @cached_property
    def played(self) -> list[Outcome]:
        """The situations that staff froze; those that fail are among what is blamed."""
        return play_all(self.after, self.draft.situations)

    @property
    def passed(self) -> int:
        return sum(1 for outcome in self.played if not outcome.failures)

    @cached_property
    def differences(self) -> list[Difference]:
        return differences.between(self.now or emptied(self.after), self.after)

    @cached_property
    def marked(self) -> list[MarkedDifference]:
        return marked(self.differences)

    @cached_property
    def changed_cards(self) -> list[Program]:
        """Also those on which only a desk changes. In the order of the handbook, what goes away last."""
        then = {program.id: program for program in self.now.programs} if self.now else {}
        after = self.after.program_by_id
        changed = [program for program in self.after.programs if self._differs(then.get(program.id), program)]
        return [*changed, *(program for program in then.values() if program.id not in after)]

    def _differs(self, old: Program | None, new: Program) -> bool:
        if old is None or self.now is None or replace(old, order=0) != replace(new, order=0):
            return True
        return self.now.desks_of(old) != self.after.desks_of(new)

    @property
    def counts(self) -> dict[str, int]:
        added = sum(1 for program in self.changed_cards if not self._in(self.now, program))
        removed = sum(1 for program in self.changed_cards if not self._in(self.after, program))
        return {"changed": len(self.changed_cards) - added - removed, "added": added, "removed": removed}

    @staticmethod
    def _in(release: Release | None, program: Program) -> bool:
        return release is not None and program.id in release.program_by_id

    def pair(self, program: Program) -> dict[str, Any]:
        """The card twice from the reader's own template; None on the side where it is not in the handbook."""
        old, new = (self._card(release, program) for release in (self.now, self.after))
        if old and new:
            old, new = marking.html(old, new, unseen="vh")
        return {"old": mark_safe(old or ""), "new": mark_safe(new or ""), "title": program.title}  # noqa: S308

    @staticmethod
    def _card(release: Release | None, program: Program) -> str:
        found = release.program_by_id.get(program.id) if release else None
        if release is None or found is None:
            return ""
        with translation.override(release.language):
            html = cards.card(Bundle(release, f"/{release.edition.key}/"), found)
        return TAKE_ALONG.sub("", html).replace("<details>", "<details open>")


def emptied(release: Release) -> Release:
    """Before the first Release there was nothing."""
    return replace(release, categories=(), programs=(), desks=(), hotlines=(), matches=())

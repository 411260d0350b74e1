"""What staff see of each edition: which Release is out in which language, and what keeps a newer one from going out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from handbook.models import Batch, ComposeRequest, CurrentRelease, Hold, Refusal, StoredRelease, Switch
from handbook.release import compose
from handbook.release.checks import Problem


@dataclass
class ProblemLine:
    text: str
    url: str | None


@dataclass
class EditionLine:
    key: str
    title: str
    current: list[CurrentRelease]
    problems: list[ProblemLine]
    refused_at: datetime | None
    is_waiting: bool
    may_publish: bool
    is_own: bool
    hold: Hold | None

    @property
    def main(self) -> CurrentRelease | None:
        """In the language that the edition is written in."""
        written = (row for row in self.current if row.language == compose.SOURCE_LANGUAGE)
        return next(written, self.current[0] if self.current else None)


def editions(user) -> list[EditionLine]:
    """One's own first."""
    titles = compose.edition_titles()
    current: dict[str, list[CurrentRelease]] = {key: [] for key in titles}
    rows = CurrentRelease.objects.select_related("release").defer("release__body").order_by("edition", "pk")
    for row in rows:
        row.language_name = language_name(row.language)
        current.setdefault(row.edition, []).append(row)
    refusals = {refusal.edition: refusal for refusal in Refusal.objects.all()}
    waiting = set(ComposeRequest.objects.values_list("edition", flat=True))
    holds = {hold.edition: hold for hold in Hold.objects.select_related("release", "by").defer("release__body")}
    own = compose.own_editions(user)
    lines = [
        EditionLine(
            key=key,
            title=titles.get(key, key),
            current=rows,
            problems=problem_lines(refusals[key].problems) if key in refusals else [],
            refused_at=refusals[key].refused_at if key in refusals else None,
            is_waiting=key in waiting,
            may_publish=key in own and compose.may_publish(user, key),
            is_own=key in own,
            hold=holds.get(key),
        )
        for key, rows in current.items()
    ]
    return sorted(lines, key=lambda line: not line.is_own)


def problem_lines(problems: Iterable[dict]) -> list[ProblemLine]:
    found = [Problem(**problem) for problem in problems]
    return [ProblemLine(problem.text, _edit_address(problem.page)) for problem in found]


def _edit_address(page: int | None) -> str | None:
    return reverse("wagtailadmin_pages:edit", args=[page]) if page else None


def language_name(code: str) -> str:
    return dict(settings.WAGTAIL_CONTENT_LANGUAGES).get(code, code)


def history(edition: str, language: str) -> QuerySet:
    """The newest first, each with the times at which residents began to read it."""
    switches = Switch.objects.select_related("by", "batch").order_by("-at", "-pk")
    stored = StoredRelease.objects.filter(edition=edition, language=language).defer("body").order_by("-number")
    return stored.prefetch_related(Prefetch("switches", queryset=switches))


def undecided(edition: str) -> QuerySet:
    """Emergencies that went out and that nobody has decided on yet."""
    out = Batch.objects.filter(edition=edition, kind=Batch.Kind.EMERGENCY, state=Batch.State.RELEASED, decided_at=None)
    return out.select_related("made_by").order_by("released_at")


def read_on(edition: str, language: str, moment: datetime) -> Switch | None:
    """What residents read at that moment; None before the first Release."""
    then = Switch.objects.filter(edition=edition, language=language, at__lte=moment)
    return then.select_related("release").defer("release__body").order_by("-at", "-pk").first()


def numbers(edition: str, language: str) -> list[tuple[int, int]]:
    """(number, id) of all Releases, the newest first."""
    stored = StoredRelease.objects.filter(edition=edition, language=language)
    return list(stored.order_by("-number").values_list("number", "pk"))


def scheduled(edition: str) -> list[Batch]:
    waiting = Batch.objects.filter(edition=edition, state=Batch.State.SCHEDULED)
    return list(waiting.select_related("made_by").order_by("release_at", "pk"))

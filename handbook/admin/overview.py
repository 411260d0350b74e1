"""What staff see of each edition: which Release is out in which language, and what keeps a newer one from going out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from handbook.models import ComposeRequest, CurrentRelease, Refusal
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


def editions(user) -> list[EditionLine]:
    titles = compose.edition_titles()
    current: dict[str, list[CurrentRelease]] = {key: [] for key in titles}
    rows = CurrentRelease.objects.select_related("release").defer("release__body").order_by("edition", "pk")
    for row in rows:
        row.language_name = language_name(row.language)
        current.setdefault(row.edition, []).append(row)
    refusals = {refusal.edition: refusal for refusal in Refusal.objects.all()}
    waiting = set(ComposeRequest.objects.values_list("edition", flat=True))
    return [
        EditionLine(
            key=key,
            title=titles.get(key, key),
            current=rows,
            problems=problem_lines(refusals[key].problems) if key in refusals else [],
            refused_at=refusals[key].refused_at if key in refusals else None,
            is_waiting=key in waiting,
            may_publish=compose.may_publish(user, key),
        )
        for key, rows in current.items()
    ]


def problem_lines(problems: Iterable[dict]) -> list[ProblemLine]:
    found = [Problem(**problem) for problem in problems]
    return [ProblemLine(problem.text, _edit_address(problem.page)) for problem in found]


def _edit_address(page: int | None) -> str | None:
    return reverse("wagtailadmin_pages:edit", args=[page]) if page else None


def language_name(code: str) -> str:
    return dict(settings.WAGTAIL_CONTENT_LANGUAGES).get(code, code)

"""A Release as it would be: what is live, and some revisions in the place of their pages. Nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wagtail.models import Page, Revision

from . import compose, unsaved
from .assemble import Assembled, assemble
from .checks import Problem, problems
from .content import Content


@dataclass(frozen=True)
class Blamed:
    problem: Problem
    pages: tuple[int, ...]  # of the changes without which it would go; none where leaving out one of them is no help


class Candidate:
    """Reads once, so that any choice among the changes can be looked at."""

    def __init__(self, edition: str, language: str, revisions: Iterable[int]):
        with compose.one_moment():
            self.content = compose.gather(edition, language)
            found = Revision.objects.filter(pk__in=list(revisions)).select_related("content_type")
            pages = [revision.as_object() for revision in found]
            ending = compose.ending(edition)
            self.gone = {int(revision.object_id) for revision in found if revision.pk in ending}
        self.pages = sorted((page for page in pages if self._is_read(page)), key=lambda page: page.path)

    def _is_read(self, page: Page) -> bool:
        return page.locale.language_code in {self.content.source, self.content.language}

    def assembled(self, without: int | None = None) -> Assembled:
        return self._of(page for page in self.pages if page.pk != without)

    def _of(self, pages: Iterable[Page]) -> Assembled:
        content = _copy(self.content)
        for page in pages:
            if page.pk in self.gone:
                unsaved.take_out(content, page)
            elif isinstance(page, type(content.edition)):
                _put_edition_in(content, page)
            else:
                unsaved.put_in(content, page)
        return assemble(content)

    def blamed(self) -> list[Blamed]:
        """Each problem with the changes that bring it: those without which it is gone, or else those that have it
        alone.
        """
        found = problems(self.assembled())
        if not found:
            return []
        missing = {page.pk: problems(self.assembled(without=page.pk)) for page in self.pages}
        alone = {page.pk: problems(self._of([page])) for page in self.pages}
        return [Blamed(problem, _to_blame(problem, missing, alone)) for problem in found]


def _to_blame(problem: Problem, missing: dict[int, list[Problem]], alone: dict[int, list[Problem]]) -> tuple[int, ...]:
    without = tuple(page for page, left in missing.items() if problem not in left)
    return without or tuple(page for page, brought in alone.items() if problem in brought)


def _copy(content: Content) -> Content:
    return replace(
        content,
        pages=dict(content.pages),
        rows={relation: dict(rows) for relation, rows in content.rows.items()},
        translations=dict(content.translations),
    )


def _put_edition_in(content: Content, page: Page) -> None:
    if page.locale.language_code != content.source:
        content.translations[page.translation_key] = page
        return
    content.edition = page
    content.wards = [ward.name for ward in page.wards.all()]
    codes = [row.locale.language_code for row in page.languages.all()]
    content.languages = list(dict.fromkeys([content.source, *codes]))

"""「住民にとって何が変わるか」: the reading room plays the proposed versions and tells what residents would meet."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import EditionPage


class Effects:
    """Sentences. `failing` names the situations that would no longer hold: the Release would be refused."""

    def __init__(self, edition: EditionPage, revisions: Iterable[int], ending: Iterable[str] = ()):
        told = import_string(settings.CHANGE_EFFECTS)(edition.slug, list(revisions))
        ends = [_("“%(title)s” is no longer shown.") % {"title": title} for title in ending]
        self.lines = [*ends, *(told.effects if told else [])]
        self.failing = told.failing if told else []


def of_pages(edition: EditionPage, pages: list[Page], ends: set[int]) -> Effects:
    kept = [page.latest_revision_id for page in pages if page.pk not in ends and page.latest_revision_id]
    return Effects(edition, kept, [page.title for page in pages if page.pk in ends])

"""What staff do and what residents then read, in one line each."""

from wagtail.models import Page

from handbook.models import CurrentRelease, StoredRelease


def current(edition: str = "zenkoku", language: str = "ja") -> StoredRelease:
    return CurrentRelease.objects.get(edition=edition, language=language).release


def edit(page: Page, **fields) -> Page:
    page = page.__class__.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page

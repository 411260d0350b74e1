"""What a Release would say with a page that is not published yet."""

from typing import Any

from wagtail.models import Page

from . import compose
from .assemble import Assembled, assemble
from .content import Content
from .moment import one_moment
from .schema import Program, Release


def preview(page: Page) -> tuple[Release, Program | None]:
    """The Release as it would be with this unsaved page, unchecked, and the page's program if it is one."""
    edition = compose.source_edition(page)
    with one_moment():
        content = compose.gather(edition.slug, page.locale.language_code, live_only=False)
    put_in(content, page)
    draft: Assembled = assemble(content)
    return draft.release, draft.release.program_by_id.get(getattr(page, "number_id", None) or 0)


def put_in(content: Content, page: Page) -> None:
    """The page and its rows take the place of what is live of them."""
    if page.locale.language_code != content.source:
        found = {page.translation_key: page}
        for relation in compose.OF_KIND.get(type(page), ()):
            if relation in compose.TRANSLATED_ROWS:
                found |= {row.translation_key: row for row in _rows_in_memory(relation, page)}
        content.translations |= found
        content.spoken |= dict.fromkeys(found, page.locale.language_code)
        return
    for kind, model in compose.KINDS.items():
        if isinstance(page, model):
            others = [other for other in content.pages[kind] if other.pk != page.pk]
            content.pages[kind] = sorted([*others, page], key=lambda item: item.path)
    for relation in compose.OF_KIND.get(type(page), ()):
        content.rows[relation][page.pk] = _rows_in_memory(relation, page)


def take_out(content: Content, page: Page) -> None:
    """Of what is live of it nothing is left."""
    if page.locale.language_code != content.source:
        content.translations = {key: item for key, item in content.translations.items() if key != page.translation_key}
        content.spoken = {key: code for key, code in content.spoken.items() if key != page.translation_key}
        return
    content.pages = {kind: [one for one in pages if one.pk != page.pk] for kind, pages in content.pages.items()}


def _rows_in_memory(relation: str, page: Page) -> list[Any]:
    return list(getattr(page, compose.ROWS[relation][2]).all())

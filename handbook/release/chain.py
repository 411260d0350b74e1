"""An edition, its base, the base of that, and what lies below them in the tree."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from wagtail.models import Page


def live_chain(first: Page) -> tuple[list[Page], Page | None]:
    """As far as it is published, and the base that is named but is not. Stops where a circle would close."""
    chain = [first]
    while (base := chain[-1].base) is not None and base not in chain:
        if not base.live:
            return chain, base
        chain.append(base)
    return chain, None


def below(chain: Iterable[Page], pages: QuerySet, prefix: str = "") -> QuerySet:
    inside = Q()
    for edition in chain:
        inside |= Q(**{f"{prefix}path__startswith": edition.path})
    return pages.filter(inside)

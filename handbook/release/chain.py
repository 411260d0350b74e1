"""An edition, its base, the base of that, and what lies below them in the tree."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page


def live_chain(first: Page, editions: dict[int, Any]) -> tuple[list[Page], Page | None]:
    chain = [first]
    while (base := editions.get(chain[-1].base_id)) and base not in chain:
        if not base.live:
            return chain, base
        chain.append(base)
    return chain, None


def below(chain: Iterable[Page], pages: QuerySet, prefix: str = "") -> QuerySet:
    inside = Q()
    for edition in chain:
        inside |= Q(**{f"{prefix}path__startswith": edition.path})
    return pages.filter(inside)

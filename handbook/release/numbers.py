"""Which permanent numbers a Release has to know."""

from typing import Any

from django.db.models import Model, Q


def named(rows: dict[str, dict[int, list[Any]]], name: str) -> set[int]:
    return {getattr(row, name, None) for of_page in rows.values() for many in of_page.values() for row in many}


def of(model: type[Model], edition: str, used: set[int | None]) -> dict[int, Any]:
    """Those that the edition names and those that it retired: hundreds, however many the other editions have."""
    retired = Q(retired_at__isnull=False, retired_in__in=[edition, ""])
    return {row.pk: row for row in model.objects.filter(retired | Q(pk__in=used - {None}))}

"""Changing what residents read. Releases are kept for good; one row an edition and language says which is current."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Max, Q

from handbook.models import CurrentRelease, Refusal, StoredRelease

from . import store
from .compose import one_moment
from .schema import SCHEMA_VERSION, Release


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time composes and switches, so that an older state never takes the place of a newer one.

    SQLite lets only one writer in anyway. In PostgreSQL the lock comes before the first reading, so what is read is
    what was there once the lock was had.
    """
    with one_moment():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {CurrentRelease._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        yield


def switch(edition: str, releases: Iterable[Release], hosts: list[str], is_default: bool) -> list[StoredRelease]:
    """All languages of the edition at once; languages it is no longer offered in are withdrawn."""
    with transaction.atomic():
        kept = {release.language: keep(release) for release in releases}
        CurrentRelease.objects.filter(edition=edition).exclude(language__in=kept).delete()
        for language, stored in kept.items():
            _point(edition, language, stored, hosts=hosts, is_default=is_default)
        Refusal.objects.filter(edition=edition).delete()
        transaction.on_commit(store.refresh)
    return list(kept.values())


def _point(edition: str, language: str, stored: StoredRelease, **address) -> None:
    """An unchanged row stays untouched, so the day of the switch stays true."""
    wanted = {"release": stored, **address}
    row, made = CurrentRelease.objects.get_or_create(edition=edition, language=language, defaults=wanted)
    if not made and any(getattr(row, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(row, name, value)
        row.save()


def keep(release: Release) -> StoredRelease:
    """Store it under the next number, or find it where the same content was released before."""
    of_edition = StoredRelease.objects.filter(edition=release.edition.key, language=release.language)
    same = of_edition.filter(hash=release.hash).first()
    if same is not None:
        return same
    return StoredRelease.objects.create(
        edition=release.edition.key,
        language=release.language,
        number=(of_edition.aggregate(last=Max("number"))["last"] or 0) + 1,
        hash=release.hash,
        schema=SCHEMA_VERSION,
        body=gzip.compress(release.to_json(), mtime=0),
    )


def roll_back(stored: StoredRelease) -> None:
    """Residents read an earlier Release again, until the next publication composes anew."""
    with transaction.atomic():
        row = CurrentRelease.objects.select_for_update().get(edition=stored.edition, language=stored.language)
        row.release = stored
        row.save()
        transaction.on_commit(store.refresh)


def withdraw(edition: str) -> None:
    """The edition is no longer published: its address leads nowhere, its Releases are kept."""
    _withdraw(Q(edition=edition))


def withdraw_all_but(editions: Iterable[str]) -> None:
    """An edition under a new address no longer answers under the one before."""
    _withdraw(~Q(edition__in=list(editions)))


def _withdraw(which: Q) -> None:
    with transaction.atomic():
        CurrentRelease.objects.filter(which).delete()
        Refusal.objects.filter(which).delete()
        transaction.on_commit(store.refresh)

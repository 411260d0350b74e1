"""Changing what residents read. Releases are kept for good; one row an edition and language says which is current."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from handbook.models import Batch, CurrentRelease, Hold, Refusal, StoredRelease, Switch

from . import store
from .moment import one_moment
from .schema import SCHEMA_VERSION, Release

QUICKLY = 4  # of 9: half the time for six percent more bytes; readers wait for it thirteen languages long


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


def switch(
    edition: str, releases: Iterable[Release], hosts: list[str], is_default: bool, batch: Batch | None = None
) -> list[StoredRelease]:
    """All languages of the edition at once; languages it is no longer offered in are withdrawn. Ends a hold."""
    with transaction.atomic():
        transaction.on_commit(store.refresh)  # before what is built on this edition is composed
        now = timezone.now()
        releases = list(releases)
        kept = {release.language: keep(release) for release in releases}
        public = {release.language: release.edition.is_public for release in releases}
        CurrentRelease.objects.filter(edition=edition).exclude(language__in=kept).delete()
        for language, stored in kept.items():
            address = {"hosts": hosts, "is_default": is_default, "is_public": public[language]}
            if _point(edition, language, stored, **address):
                Switch.objects.create(release=stored, at=now, batch=batch, **_of(stored), by=batch and batch.made_by)
        Refusal.objects.filter(edition=edition).delete()
        Hold.objects.filter(edition=edition).delete()
    return list(kept.values())


def _of(stored: StoredRelease) -> dict[str, str]:
    return {"edition": stored.edition, "language": stored.language}


def _point(edition: str, language: str, stored: StoredRelease, **address) -> bool:
    """Whether residents read another Release now. An unchanged row stays untouched, so the day of the switch stays
    true.
    """
    wanted = {"release": stored, **address}
    row, made = CurrentRelease.objects.get_or_create(edition=edition, language=language, defaults=wanted)
    is_other = made or row.release_id != stored.pk
    if not made and any(getattr(row, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(row, name, value)
        row.save()
    return is_other


def keep(release: Release, number: int = 0) -> StoredRelease:
    """Store it under the next number, or find it where the same content was released before. What comes from another
    installation keeps the number that it has there, if that is free.
    """
    of_edition = StoredRelease.objects.filter(edition=release.edition.key, language=release.language)
    spelling = release.spelled()
    store.remember(release)
    same = of_edition.filter(hash=release.hash).defer("body").first()
    if same is not None:
        return same
    return StoredRelease.objects.create(
        edition=release.edition.key,
        language=release.language,
        number=_free(of_edition, number),
        hash=release.hash,
        schema=SCHEMA_VERSION,
        body=gzip.compress(spelling, QUICKLY, mtime=0),
    )


def _free(of_edition: QuerySet, wanted: int) -> int:
    if wanted and not of_edition.filter(number=wanted).exists():
        return wanted
    return (of_edition.aggregate(last=Max("number"))["last"] or 0) + 1


def held(edition: str) -> Hold | None:
    return Hold.objects.filter(edition=edition).select_related("release", "by").defer("release__body").first()


def stay(edition: str, hosts: list[str], is_default: bool) -> None:
    """What was composed passed every check and is not switched to. Under which names the edition answers is no text."""
    with transaction.atomic():
        for row in CurrentRelease.objects.filter(edition=edition).select_related("release"):
            _point(edition, row.language, row.release, hosts=hosts, is_default=is_default)
        Refusal.objects.filter(edition=edition).delete()
        transaction.on_commit(store.refresh)


def roll_back(stored: StoredRelease, by: Any = None, reason: str = "") -> list[StoredRelease]:
    """Residents read an earlier Release again, in every language what was read then, and go on reading it until
    somebody ends the hold. Later numbers are kept.
    """
    with alone():
        targets = read_together(stored)
        now = timezone.now()
        for target in targets:
            row = CurrentRelease.objects.select_for_update().get(**_of(target))
            if row.release_id != target.pk:
                row.release, row.is_public = target, _is_public(target)
                row.save()
                Switch.objects.create(release=target, at=now, by=by, reason=reason, **_of(target))
        hold = {"release": stored, "by": by, "reason": reason, "at": now}
        Hold.objects.update_or_create(edition=stored.edition, defaults=hold)
        transaction.on_commit(store.refresh)
    return targets


def _is_public(stored: StoredRelease) -> bool:
    release = store.stored(stored.pk)
    return release is not None and release.edition.is_public


def read_together(stored: StoredRelease) -> list[StoredRelease]:
    """The Release and what was read beside it in the other languages, as far as they are still offered."""
    since = stored.switches.order_by("-at").values_list("at", flat=True).first() or stored.composed_at
    found = [stored]
    others = CurrentRelease.objects.filter(edition=stored.edition).exclude(language=stored.language)
    for language in others.values_list("language", flat=True):
        then = Switch.objects.filter(edition=stored.edition, language=language, at__lte=since)
        if then := then.select_related("release").defer("release__body").order_by("-at", "-pk").first():
            found.append(then.release)
    return found


def rename(old: str, new: str) -> None:
    """An edition that is held stays held under its new address: what was withdrawn does not come back with it."""
    with alone():
        hold = Hold.objects.filter(edition=old).first()
        if hold is None or CurrentRelease.objects.filter(edition=new).exists():
            return
        now = timezone.now()
        for row in CurrentRelease.objects.filter(edition=old):
            release = store.stored(row.release_id)
            if release is None:
                continue
            moved = keep(replace(release, edition=replace(release.edition, key=new)))
            _point(new, row.language, moved, hosts=row.hosts, is_default=row.is_default, is_public=row.is_public)
            Switch.objects.create(release=moved, at=now, by=hold.by, reason=hold.reason, **_of(moved))
            if row.language == hold.release.language:
                hold.release = moved
        hold.edition = new
        hold.save()
        CurrentRelease.objects.filter(edition=old).delete()
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
        Hold.objects.filter(which).delete()
        transaction.on_commit(store.refresh)

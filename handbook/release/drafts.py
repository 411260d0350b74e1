"""A Release that is not out, kept under a link: whoever has the link may walk through it, and through nothing else."""

import gzip
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone

from handbook.models import Draft, DraftRelease

from . import compose
from .candidate import Candidate
from .schema import Release

DAYS = (1, 7, 14)
FORGOTTEN_AFTER = timedelta(days=30)  # after it expired

_signer = Signer(salt="handbook.draft", sep=".")


def make(edition: str, revisions: Iterable[int], user: Any, days: int, remark: str = "") -> Draft:
    """All languages of the edition. It is not checked: a draft may be walked to see what is wrong with it."""
    wanted = list(revisions)
    languages = compose.edition_languages(edition)
    bodies = {code: Candidate(edition, code, wanted).assembled().release.to_json() for code in languages}
    now = timezone.now()
    with transaction.atomic():
        Draft.objects.filter(expires_at__lt=now - FORGOTTEN_AFTER).delete()
        draft = Draft.objects.create(
            edition=edition, remark=remark, made_by=user, expires_at=now + timedelta(days=days)
        )
        DraftRelease.objects.bulk_create(
            DraftRelease(draft=draft, language=code, body=gzip.compress(body, mtime=0)) for code, body in bodies.items()
        )
    return draft


def token(draft: Draft) -> str:
    return _signer.sign(str(draft.pk))


def find(signed: str) -> Draft | None:
    """None where nobody of us made this link."""
    try:
        return Draft.objects.filter(pk=int(_signer.unsign(signed))).first()
    except (BadSignature, ValueError):
        return None


def is_open(draft: Draft) -> bool:
    return draft.revoked_at is None and timezone.now() < draft.expires_at


def release_of(draft: Draft, language: str = "") -> Release | None:
    """In its first language where none is named."""
    rows = draft.releases.order_by("pk")
    row = (rows.filter(language=language) if language else rows).first()
    return Release.from_json(gzip.decompress(bytes(row.body))) if row else None


def revoke(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk, revoked_at=None).update(revoked_at=timezone.now())


def still_open(edition: str) -> list[Draft]:
    drafts = Draft.objects.filter(edition=edition, revoked_at=None, expires_at__gt=timezone.now())
    return list(drafts.select_related("made_by"))

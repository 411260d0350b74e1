"""確認済みにする: somebody who did not write it says that a translation is right. An act of its own, in the record."""

import hashlib
import json

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import permissions
from cms.models import TranslationState, TranslationVersion
from cms.models.editions import edition_of

from .texts import texts

LANGUAGES = dict(settings.WAGTAIL_CONTENT_LANGUAGES)


class Refused(Exception):
    """Nothing was changed; the sentence says why and what to do next."""


def why_not(user, original: Page, version: TranslationVersion | None) -> str:
    """Empty where this person may check it."""
    if version is None:
        return _("There is no translation yet.")
    if version.state == TranslationState.APPROVED:
        return _("It has been checked already.")
    if permissions.post_checking(user, original) is None:
        return _("A section chief, the head of the department or the welfare division checks translations.")
    if TranslationVersion.objects.filter(wrote(user), pk=version.pk).exists():
        return _("You wrote it yourself. Somebody else checks it.")
    return ""


def is_checked_by(user, version: TranslationVersion) -> bool:
    return version.state == TranslationState.APPROVED and version.checked_by_id == user.pk


def wrote(user) -> Exists:
    """Of a version, whether this person wrote in it since a version before it was checked."""
    of_page = TranslationVersion.objects.filter(page=OuterRef("page"))
    checked = of_page.filter(pk__gte=OuterRef("pk"), pk__lt=OuterRef(OuterRef("pk"))).exclude(checked_at=None)
    return Exists(of_page.filter(~Exists(checked), pk__lte=OuterRef("pk"), written_by=user))


def seen(original: Page, version: TranslationVersion | None) -> str:
    """What somebody has before them: the version, and a check value of the Japanese beside it."""
    japanese = json.dumps(texts(original), ensure_ascii=False, sort_keys=True).encode()
    return f"{version.pk if version else 0}.{hashlib.sha256(japanese).hexdigest()[:16]}"


@transaction.atomic
def check(user, original: Page, page: Page, had: str) -> None:
    """`had`: what was `seen` when the screen was opened."""
    from cms.workflow import record  # it imports the hooks

    version = TranslationVersion.objects.select_for_update().filter(revision=page.latest_revision_id).first()
    if version is not None and seen(original, version) != had:
        raise Refused(_("Somebody has changed the translation in the meantime. Read it again."))
    if refused := why_not(user, original, version):
        raise Refused(refused)
    post = permissions.post_checking(user, original)
    version.answers_to, version.changed, version.is_machine = texts(original), [], False
    version.checked_by, version.checked_as, version.checked_at = user, str(post), timezone.now()
    version.save()
    record.append(
        "check_translation",
        edition_of(original).slug,
        person=user,
        post=str(post),
        subject=f"{original.title}（{LANGUAGES[page.locale.language_code]}）"[:200],
        versions=[[page.pk, version.revision_id]],
    )

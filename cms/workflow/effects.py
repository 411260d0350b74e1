"""「住民にとって何が変わるか」: the reading room plays the proposed versions and tells what residents would meet. It
takes seconds, so it is told once for the versions and the state of the handbook, and kept.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import EditionPage, Situation, SituationEntry, SituationWorry, ToldEffects

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Effects:
    """Sentences. `failing` names the situations that would no longer hold: the Release would be refused."""

    lines: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)


def of_revisions(edition: EditionPage, revisions: Iterable[int], ending: Iterable[str] = ()) -> Effects:
    revisions = sorted(revisions)
    ends = [_("“%(title)s” is no longer shown.") % {"title": title} for title in ending]
    if ends and not revisions:  # nothing but endings to tell
        return Effects(ends)
    told = _told(edition, revisions)
    return Effects([*ends, *told.lines], told.failing)


def of_pages(edition: EditionPage, pages: list[Page], ends: set[int]) -> Effects:
    kept = [page.latest_revision_id for page in pages if page.pk not in ends and page.latest_revision_id]
    return of_revisions(edition, kept, [page.title for page in pages if page.pk in ends])


def _told(edition: EditionPage, revisions: list[int]) -> ToldEffects | Effects:
    key = _key(edition, revisions)
    known = ToldEffects.objects.filter(key=key).first()
    if known is not None:
        return known
    told = import_string(settings.CHANGE_EFFECTS)(edition.slug, revisions)
    if told is None:
        return Effects()
    ToldEffects.objects.filter(told_at__lt=timezone.now() - KEPT).delete()
    values = {"lines": told.effects, "failing": told.failing}
    return ToldEffects.objects.get_or_create(key=key, defaults=values)[0]


def _key(edition: EditionPage, revisions: list[int]) -> str:
    """All that the sentences depend on: the versions, what is live, what readers of the bases read, the situations,
    the day and the language.
    """
    live = Page.objects.filter(live=True).aggregate(Count("pk"), Max("last_published_at"), Max("live_revision"))
    frozen = [list(model.objects.order_by("pk").values_list()) for model in (Situation, SituationWorry, SituationEntry)]
    day = timezone.localdate().isoformat()
    below = import_string(settings.CHANGE_EFFECTS_REST_ON)([base.slug for base in edition.chain()[1:]])
    said = [edition.slug, revisions, sorted(live.items()), below, frozen, day, get_language()]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()

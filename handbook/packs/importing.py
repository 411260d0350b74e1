"""Taking over a pack: looked at whole, then taken whole or not at all."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from handbook.models import StoredRelease, Subscription
from handbook.release import differences, publish, store, switch
from handbook.release.differences import Difference
from handbook.release.schema import Release

from . import editorial, pack
from .pack import Pack, PackRefused

CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class Look:
    """What taking the pack over would change."""

    pack: Pack
    releases: tuple[Release, ...]  # in the languages that this installation knows
    differences: list[Difference]
    is_known: bool  # exactly this is there already


def look(content: bytes, edition: str = "", older: bool = False) -> Look:
    """Raises PackRefused. `edition`: the one that is expected; `older`: an earlier state is wanted."""
    found = pack.read(content, trusted_keys)
    manifest = found.manifest
    if edition and manifest.edition != edition:
        raise PackRefused(
            _("The pack holds “%(theirs)s”, expected was “%(wanted)s”.")
            % {"theirs": manifest.edition, "wanted": edition}
        )
    subscription = Subscription.objects.get(edition=manifest.edition)
    _check_time(subscription, _made_at(found), older)
    spoken = {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    releases = tuple(release for release in found.releases if release.language in spoken)
    if not releases or releases[0].language != editorial.SOURCE_LANGUAGE:
        raise PackRefused(_("The pack lacks the edition's own language, Japanese."))
    return Look(
        found,
        releases,
        differences=differences.between(_current(subscription, releases[0]), releases[0]),
        is_known=subscription.hashes == _hashes(releases),
    )


def take(content: bytes, edition: str = "", older: bool = False) -> Look:
    """Raises PackRefused, having changed nothing. Its dependants are composed once, afterwards."""
    with publish.one_batch(), transaction.atomic():
        looked = look(content, edition, older)
        manifest = looked.pack.manifest
        subscription = Subscription.objects.select_for_update().get(edition=manifest.edition)
        for release in looked.releases:
            number = next(part.number for part in manifest.parts if part.language == release.language)
            switch.keep(release, number)
        try:
            editorial.bring_to([asdict(release) for release in looked.releases], manifest.numbers_below)
        except ValueError as error:
            raise PackRefused(str(error)) from error
        subscription.made_at = _made_at(looked.pack)
        subscription.hashes = _hashes(looked.releases)
        subscription.imported_at = timezone.now()
        subscription.problem = ""
        subscription.save()
        if not looked.is_known:
            publish.request([manifest.edition])  # also where nothing differs that its pages know of
    return looked


def trusted_keys(edition: str) -> list[str]:
    found = Subscription.objects.filter(edition=edition).first()
    return found.public_keys.split() if found else []


def _hashes(releases: tuple[Release, ...]) -> dict[str, str]:
    return {release.language: release.hash for release in releases}


def _made_at(found: Pack) -> datetime:
    try:
        made_at = datetime.fromisoformat(found.manifest.made_at)
    except ValueError:
        made_at = None
    if made_at is None or made_at.tzinfo is None:
        raise PackRefused(_("The pack's list of contents cannot be read. Fetch it once more."))
    return made_at


def _check_time(subscription: Subscription, made_at: datetime, older: bool) -> None:
    if made_at > timezone.now() + CLOCKS_DIFFER:
        raise PackRefused(_("The pack is dated in the future. Look at the clocks of both installations."))
    if subscription.made_at and made_at < subscription.made_at and not older:
        raise PackRefused(
            _("The pack is of %(theirs)s; what is here is newer, of %(ours)s. Say that the older one is wanted if so.")
            % {"theirs": _day(made_at), "ours": _day(subscription.made_at)}
        )


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _current(subscription: Subscription, new: Release) -> Release:
    """What is there; where there is nothing yet, an edition without content."""
    rows = StoredRelease.objects.filter(edition=subscription.edition, language=new.language)
    row = rows.filter(hash=subscription.hashes.get(new.language, "")).first()
    found = store.stored(row.pk) if row else None
    empty = dict.fromkeys(("categories", "programs", "desks", "hotlines", "matches", "crisis_words"), ())
    return found or replace(new, **empty, everyday_words=())

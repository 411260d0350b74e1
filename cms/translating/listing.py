"""How far the translations of an edition are. The number of queries does not depend on how many entries there are."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import Locale, Page

from cms import permissions
from cms.models import EditionPage, ProgramPage, TranslationState, TranslationVersion

from . import checking
from .texts import TEXTS

LANGUAGES = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
TONES = {TranslationState.OUTDATED: "wait", TranslationState.APPROVED: "ok", TranslationState.DRAFT: "go"}
TO_CHECK = (TranslationState.DRAFT, TranslationState.MACHINE)


def editions_of(user) -> list[EditionPage]:
    """Editions in which one has a post, as far as they are offered in another language."""
    return list(permissions.editions_held_in(user).filter(languages__isnull=False).distinct().order_by("path"))


def languages_of(edition: EditionPage) -> list[str]:
    return list(edition.languages.values_list("locale__language_code", flat=True))


def originals(edition: EditionPage) -> QuerySet:
    """What residents read in Japanese: nothing else asks for a translation."""
    kinds = ContentType.objects.get_for_models(*TEXTS).values()
    pages = Page.objects.filter(path__startswith=edition.path, live=True, content_type__in=kinds)
    return pages.filter(locale=Locale.get_default()).exclude(pk__in=_says_nothing().values("pk")).order_by("path")


def _says_nothing() -> QuerySet:
    """Entries of the base that an edition hides, or to which it adds no more than a desk."""
    empty = dict.fromkeys(TEXTS[ProgramPage][1:], "") | {"inherit_title": True, "matches": None, "links": None}
    return ProgramPage.objects.filter(Q(change="hide") | Q(change="adapt", **empty))


def newest(originals: QuerySet) -> QuerySet:
    """The versions that staff work on."""
    versions = TranslationVersion.objects.filter(revision=F("page__latest_revision"), page__alias_of=None)
    return versions.filter(page__translation_key__in=originals.order_by().values("translation_key"))


def with_state(originals: QuerySet, language: str) -> QuerySet:
    """Each original with the state of its translation; one without a version has none yet."""
    version = TranslationVersion.objects.filter(
        page__translation_key=OuterRef("translation_key"),
        page__locale__language_code=language,
        page__alias_of=None,
        revision=F("page__latest_revision"),
    )
    return originals.annotate(
        translation_state=Coalesce(Subquery(version.values("state")[:1]), Value(TranslationState.MISSING.value)),
        changed_lines=Subquery(version.values("changed")[:1]),
        checked_as=Subquery(version.values("checked_as")[:1]),
        checked_at=Subquery(version.values("checked_at")[:1]),
    )


def counts(edition: EditionPage) -> dict[str, dict[str, int]]:
    """language → state → how many"""
    pages = originals(edition)
    total = pages.count()
    found = newest(pages).values("page__locale__language_code", "state").annotate(number=Count("pk")).order_by()
    table = {code: dict.fromkeys(TranslationState.values, 0) for code in languages_of(edition)}
    for row in found:
        if row["page__locale__language_code"] in table:
            table[row["page__locale__language_code"]][row["state"]] = row["number"]
    for states in table.values():
        states[TranslationState.MISSING] = total - sum(states.values())
    return table


@dataclass
class Waiting:
    """What waits in one language and state; `chosen` narrows the list down to it."""

    edition: EditionPage
    chosen: dict[str, str]
    state: TranslationState
    language: str
    number: int


def to_do(user) -> list[Waiting]:
    """What has to be translated anew or to be checked, of what one's posts answer for and one did not write oneself."""
    found = []
    for edition in editions_of(user):
        folders = [post.department for post in permissions.posts_checking(user, edition.path)]
        if folders:
            everywhere = any(folder.is_welfare for folder in folders)
            inside = Q() if everywhere else reduce(or_, (Q(path__startswith=folder.path) for folder in folders))
            only = {"department": str(folders[0].pk)} if len({f.pk for f in folders}) == 1 and not everywhere else {}
            found += _waiting(edition, newest(originals(edition).filter(inside)), user, only)
    return found


def _waiting(edition: EditionPage, versions: QuerySet, user, only: dict[str, str]) -> list[Waiting]:
    to_check = Q(state__in=TO_CHECK) & ~checking.wrote(user)
    offered = versions.filter(page__locale__in=edition.languages.values("locale"))
    groups = offered.filter(Q(state=TranslationState.OUTDATED) | to_check).order_by()
    groups = groups.values_list("state", "page__locale__language_code").annotate(number=Count("pk"))
    return [
        Waiting(
            edition=edition,
            chosen={"edition": edition.slug, "language": language, "state": state} | only,
            state=TranslationState(state),
            language=LANGUAGES[language],
            number=number,
        )
        for state, language, number in sorted(groups, key=lambda group: (group[0] != TranslationState.OUTDATED, group))
    ]


def states_of(page: Page) -> list[tuple[int, str, str, str, str]]:
    """(original, language, its name, state, tone) in every language of the edition; on a translation only its own."""
    family = Page.objects.filter(translation_key=page.translation_key)
    original = family.filter(locale=Locale.get_default()).first()
    edition = EditionPage.objects.ancestor_of(original, inclusive=True).first() if original else None
    if edition is None:
        return []
    states = dict(newest(family).values_list("page__locale__language_code", "state"))
    own = page.locale.language_code
    codes = [code for code in languages_of(edition) if page.pk == original.pk or code == own]
    found = [(code, TranslationState(states.get(code, TranslationState.MISSING))) for code in codes]
    return [(original.pk, code, LANGUAGES[code], state.label, TONES.get(state, "")) for code, state in found]

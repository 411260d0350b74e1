"""How far the translations of an edition are. The number of queries does not depend on how many entries there are."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import Locale, Page

from cms import permissions
from cms.models import EditionPage, Post, ProgramPage, TranslationState, TranslationVersion

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


def counts(edition: EditionPage, inside: QuerySet | None = None) -> dict[str, dict[str, int]]:
    """language → state → how many"""
    pages = originals(edition) if inside is None else inside
    total = pages.count()
    found = newest(pages).values("page__locale__language_code", "state").annotate(number=Count("pk")).order_by()
    table = {code: dict.fromkeys(TranslationState.values, 0) for code in languages_of(edition)}
    for row in found:
        if row["page__locale__language_code"] in table:
            table[row["page__locale__language_code"]][row["state"]] = row["number"]
    for states in table.values():
        states[TranslationState.MISSING] = total - sum(states.values())
    return table


def to_do(user) -> list[tuple[EditionPage, int, int]]:
    """(edition, how many have to be translated anew, how many wait to be checked), of what one's posts answer for."""
    found = []
    for edition in editions_of(user):
        inside = _answered_for(user, edition)
        if inside is not None:
            pages = newest(originals(edition).filter(inside))
            states = pages.aggregate(
                outdated=Count("pk", filter=Q(state=TranslationState.OUTDATED)),
                unchecked=Count("pk", filter=Q(state__in=TO_CHECK)),
            )
            found.append((edition, states["outdated"], states["unchecked"]))
    return found


def _answered_for(user, edition: EditionPage) -> Q | None:
    posts = Post.objects.held_by(user).filter(role__in=permissions.CHECKS_TRANSLATIONS)
    departments = [p.department for p in posts.descendants_of(edition).select_related("department")]
    if any(department.is_welfare for department in departments):
        return Q()
    places = [Q(path__startswith=department.path) for department in departments]
    return reduce(or_, places) if places else None


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

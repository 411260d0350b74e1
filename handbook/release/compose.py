"""From pages to a Release. The one file of this room that knows the editorial room.

The number of queries depends on the number of kinds, never on the number of entries.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms import changes, models, naming, permissions, signals
from cms.changes import end as end_page  # noqa: F401  asked for by batches
from cms.permissions import may_publish  # noqa: F401  asked for by the screens
from cms.translating import versions
from cms.word_lists import add_reading, add_word, editions_with_words  # noqa: F401  asked for by screens about words

from . import calendar, inherited, numbers, store
from .assemble import Assembled, assemble
from .chain import below, live_chain
from .checks import Refused, problems
from .content import Content, without_worries
from .inherited import Inherited
from .moment import one_moment
from .schema import Release

KINDS: dict[str, type[Page]] = {
    "program": models.ProgramPage,
    "desk": models.DeskPage,
    "hotline": models.HotlinePage,
    "category": models.CategoryPage,
    "question": models.QuestionPage,
}
# relation → model of the rows, the row's key to its page, the name of the relation on the page
ROWS: dict[str, tuple[type[Model], str, str]] = {
    "matches": (models.ProgramMatch, "page", "matches"),
    "desks": (models.ProgramDesk, "page", "desks"),
    "links": (models.ProgramLink, "page", "links"),
    "phones": (models.DeskPhone, "desk", "phones"),
    "weekly_hours": (models.DeskHours, "desk", "weekly_hours"),
    "exceptions": (models.DeskException, "desk", "exceptions"),
    "desk_wards": (models.DeskWard, "desk", "wards"),
    "desk_kinds": (models.DeskOfKind, "desk", "kinds"),
    "hotline_hours": (models.HotlineHours, "hotline", "weekly_hours"),
    "hotline_worries": (models.HotlineWorry, "hotline", "worries"),
    "worries": (models.Worry, "page", "worries"),
}
OF_SITUATION = ("hotline", "worries", "entries__program")
TRANSLATED_ROWS = ("matches", "links", "worries")
OF_KIND = {
    models.ProgramPage: ("matches", "desks", "links"),
    models.DeskPage: ("phones", "weekly_hours", "exceptions", "desk_wards", "desk_kinds"),
    models.HotlinePage: ("hotline_worries", "hotline_hours"),
    models.QuestionPage: ("worries",),
}

SOURCE_LANGUAGE = settings.LANGUAGE_CODE  # the one that entries are written in
EASY_LANGUAGE = "ja-simple"
Said = Callable[[str], dict]
Below = Callable[[str], Inherited | None]


class NoSuchEdition(LookupError):
    """No published edition has this key, or it is not offered in this language."""


def compose(edition_key: str, language: str) -> Release:
    """The Release of what is live now. Raises Refused where it would harm, NoSuchEdition where there is none."""
    with one_moment():
        return _checked(assemble(gather(edition_key, language)))


def compose_all(edition_key: str) -> list[Release]:
    """The same in every language of the edition; what is said in Japanese is read once."""
    with one_moment():
        source = gather(edition_key, SOURCE_LANGUAGE)
        names, said, below_in = naming.names([source.edition]), _said_in(source.edition), _below(source.edition)
        done: list[tuple[Content, Release]] = []
        for language in source.languages:
            content = _in_language(source, language, names, said, below_in)
            like = next((release for other, release in done if content.says_the_same(other)), None)
            done.append((content, replace(like, language=language) if like else _checked(assemble(content))))
        return [release for _content, release in done]


def _checked(draft: Assembled) -> Release:
    if found := problems(draft):
        raise Refused(found)
    return draft.release


def is_of_the_checklist(page: Page) -> bool:
    return isinstance(page, models.CategoryPage | models.QuestionPage)


def addresses_above(page: Page) -> set[str]:
    """The page's own and those of the pages above it, as far as they are saved."""
    paths = [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
    return {page.slug, *Page.objects.filter(path__in=paths).values_list("slug", flat=True)}


def edition_keys() -> list[str]:
    """Keys of the published editions in the order of the tree."""
    return list(_sources().live().values_list("slug", flat=True))


def edition_titles() -> dict[str, str]:
    return dict(_sources().live().values_list("slug", "title"))


def edition_languages(key: str) -> list[str]:
    """All languages an edition is offered in, the one it is written in first."""
    edition = _sources().live().filter(slug=key).first()
    if edition is None:
        raise NoSuchEdition(f"no published edition has the address “{key}”")
    return _languages(edition)


def own_editions(user: Any) -> set[str]:
    return set(permissions.editions_held_in(user).values_list("slug", flat=True))


def pending(key: str, in_emergency: bool = False) -> list[changes.Change]:
    """What may go out with the next Release of an edition; in an emergency also what nobody has decided on yet."""
    offered = changes.drafts if in_emergency else changes.pending
    return next((offered(edition) for edition in _sources().filter(slug=key)), [])


def ending(key: str) -> set[int]:
    return next((changes.ending(edition) for edition in _sources().filter(slug=key)), set())


def tell(what: str, key: str, **said: Any) -> None:
    """One of the editorial room's signals, by its name."""
    getattr(signals, what).send(changes.pending, edition=key, **said)


def edition_address(key: str) -> tuple[list[str], bool]:
    """Host names that lead to an edition, and whether it answers for hosts that are nobody's."""
    edition = _sources().get(slug=key)
    sites = list(Site.objects.filter(root_page__translation_key=edition.translation_key).order_by("hostname"))
    return [site.hostname.lower() for site in sites], any(site.is_default_site for site in sites)


def editions_affected_by(page: Page) -> list[str]:
    """Keys of the editions that have to be composed: the page's own. What is built on that one follows once its
    readers read something else; only where it comes and goes itself at once.
    """
    keys = editions_with_path(page.path)
    if page.depth != 2:
        return keys
    return [*keys, *(built for key in keys for built in dependants(key))] or [page.slug]  # a deleted edition


def editions_with_path(path: str) -> list[str]:
    """The same for a place in the tree where a page was."""
    above = models.EditionPage.objects.filter(path=path[: 2 * Page.steplen]).values("translation_key")
    return list(_sources().filter(translation_key__in=above).values_list("slug", flat=True))


def dependants(key: str) -> list[str]:
    """Keys of the published editions that are built on this one directly."""
    return list(_sources().live().filter(base__slug=key).values_list("slug", flat=True))


def _sources() -> QuerySet:
    """Editions in the language they are written in; their translations are no editions of their own."""
    return models.EditionPage.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")


def source_edition(page: Page) -> models.EditionPage:
    return _sources().get(slug=editions_with_path(page.path)[0])


def _languages(edition: models.EditionPage) -> list[str]:
    codes = edition.languages.select_related("locale").values_list("locale__language_code", flat=True)
    return list(dict.fromkeys([SOURCE_LANGUAGE, *codes]))


# Gathering


def gather(edition_key: str, language: str, live_only: bool = True) -> Content:
    first = _sources().filter(slug=edition_key, live__in=[True, live_only]).first()
    languages = _languages(first) if first else []
    if first is None or (live_only and language not in languages):
        raise NoSuchEdition(f"no published edition “{edition_key}” is offered in “{language}”")
    chain, draft_base = live_chain(first)
    hidden = set(first.hidden_worries.values_list("worry_id", flat=True))
    pages = {kind: list(below([first], model.objects.live())) for kind, model in KINDS.items()}
    rows = without_worries({relation: _rows(relation, [first]) for relation in ROWS}, hidden)
    content = Content(
        source=SOURCE_LANGUAGE,
        language=SOURCE_LANGUAGE,
        edition=first,
        languages=languages,
        bases=[edition.slug for edition in chain[1:]],
        hidden=hidden,
        wards=list(first.wards.values_list("name", flat=True)),
        pages=pages,
        rows=rows,
        confirmations=_confirmations([first]),
        worry_numbers=numbers.of(
            models.WorryNumber, first.slug, numbers.named(rows, "worry_id") | numbers.named(rows, "number_id")
        ),
        program_numbers=numbers.of(
            models.ProgramNumber,
            first.slug,
            {page.number_id for page in pages["program"]} | {page.program_id for page in pages["hotline"]},
        ),
        everyday_words=list(models.EverydayWord.objects.filter(edition=first)),
        crisis_words=list(models.CrisisWord.objects.filter(edition=first).prefetch_related("hotlines__hotline")),
        readings=list(models.WordReading.objects.filter(edition=first)),
        desk_kinds=list(models.DeskKind.objects.all()),
        public_holidays=calendar.public_holidays(timezone.localdate().year),
        draft_base=draft_base,
        situations=list(
            models.Situation.objects.filter(edition__in=chain, is_active=True).prefetch_related(*OF_SITUATION)
        ),
    )
    return _in_language(content, language, naming.names([first]), _said_in(first), _below(first))


def _said_in(edition: models.EditionPage) -> Said:
    """Language → what is said in it. All languages are read at once, when the first is asked for."""
    everything = cache(partial(_translations, edition))
    return lambda language: everything().get(language, {})


def _below(edition: models.EditionPage) -> Below:
    """Language → what is inherited in it: what the base's readers read, before its first Release what they would."""

    @cache
    def below(language: str) -> Inherited | None:
        base = edition.base
        if base is None or not base.live:
            return None
        spoken = [language, EASY_LANGUAGE, SOURCE_LANGUAGE] if language != SOURCE_LANGUAGE else [SOURCE_LANGUAGE]
        standing = next((found for code in spoken if (found := store.standing(base.slug, code))), None)
        if standing is None:
            code = next(code for code in spoken if code in _languages(base))
            standing = assemble(gather(base.slug, code)).release
        return inherited.of(standing)

    return below


def _in_language(source: Content, language: str, names: Iterable[naming.Name], said: Said, below_in: Below) -> Content:
    """Who does not find their own language reads Easy Japanese before Japanese."""
    other_names = naming.other_names(names, language)
    content = replace(source, language=language, translations={}, spoken={}, unchecked=set(), other_names=other_names)
    content.inherit(below_in(language), below_in(SOURCE_LANGUAGE))
    for spoken in dict.fromkeys([EASY_LANGUAGE, language]) if language != SOURCE_LANGUAGE else ():
        content.speak(said(spoken), spoken)
    return content


def _rows(relation: str, chain: list[Page]) -> dict[int, list[Any]]:
    model, owner, _ = ROWS[relation]
    rows = below(chain, model.objects.filter(**{f"{owner}__live": True}), f"{owner}__")
    if relation == "desks":
        rows = rows.select_related("desk")
    grouped = defaultdict(list)
    for row in rows.order_by(f"{owner}_id", "sort_order", "pk"):
        grouped[getattr(row, f"{owner}_id")].append(row)
    return dict(grouped)


def _confirmations(chain: list[Page]) -> dict[int, models.Confirmation]:
    of_page = models.Confirmation.objects.filter(page=OuterRef("pk")).order_by("-confirmed_at", "-pk")
    latest = below(chain, Page.objects.live()).annotate(latest=Subquery(of_page.values("pk")[:1]))
    return {row.page_id: row for row in models.Confirmation.objects.filter(pk__in=latest.values("latest"))}


def _translations(edition: models.EditionPage) -> dict[str, dict]:
    """Language → translation key → what is said. An alias is a copy in the source language that stands in for a
    translation: it is none.
    """
    editions = list(models.EditionPage.objects.filter(translation_key=edition.translation_key).exclude(pk=edition.pk))
    pages = [one for one in editions if one.live and one.alias_of_id is None]
    rows: list[Model] = []
    for model in KINDS.values() if editions else ():
        pages += below(editions, model.objects.live().filter(alias_of=None))
    for relation in TRANSLATED_ROWS if editions else ():
        model, owner, _ = ROWS[relation]
        live = model.objects.filter(**{f"{owner}__live": True, f"{owner}__alias_of": None})
        rows += below(editions, live, f"{owner}__")
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    said: dict[str, dict] = {}
    for item in versions.as_far_as_right(pages, rows):
        said.setdefault(codes[item.locale_id], {})[item.translation_key] = item
    return said

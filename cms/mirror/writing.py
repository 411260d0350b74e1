"""The mirror is brought to what its makers published, and only what differs is written."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.signals import page_published

from cms.models import (
    CategoryPage,
    Confirmation,
    DepartmentPage,
    DeskKind,
    DeskPage,
    EditionLanguage,
    EditionPage,
    EditionWard,
    HotlinePage,
    ProgramPage,
    QuestionPage,
)
from cms.starter.writing import indexed_once

from . import numbers, wording
from .logo import image_of
from .reading import Broken, Data, Texts, Wanted, key_of, names_in

KINDS = (DeskPage, CategoryPage, QuestionPage, ProgramPage, HotlinePage)
OF_EDITION = (
    "title",
    "organisation",
    "scope_label",
    "municipality_code",
    "theme_colour",
    "exit_url",
    "about",
    "notice",
)
NOON = time(12)


def bring_to(releases: list[Data], below: int) -> None:
    """`releases`: every language of one edition, its own first; `below`: the numbers that are its makers'. All or
    nothing. Raises Broken. Pages are made in its own language, for staff; the others are read from the Releases.
    """
    source, *others = releases
    names = frozenset().union(*(names_in(data) for data in others))
    texts = Texts(source, names)
    with transaction.atomic(), indexed_once() as written:
        edition = EditionPage.objects.filter(slug=texts.edition, depth=2).first()
        if edition is not None and not edition.is_mirror:
            raise Broken(
                _("An edition of your own has the address “%s”. Give it another one before you take this over.")
                % edition.slug
            )
        numbers.bring(texts.edition, texts, below, is_first=edition is None)
        written += Tree(texts, [data["language"] for data in releases]).settle(below)


def is_mirror(edition: str) -> bool:
    return EditionPage.objects.filter(slug=edition, depth=2, is_mirror=True).exists()


class Tree:
    """The edition, one folder, the pages below it."""

    def __init__(self, texts: Texts, languages: list[str]):
        self.texts, self.languages = texts, languages
        self.locale = Locale.objects.get_or_create(language_code=texts.data["language"])[0]
        self.written: list[Page] = []

    def settle(self, below: int) -> list[Page]:
        self.edition = self._edition(below)
        self.folder = self._folder()
        self.existing = Existing(self.edition)
        self.kinds = _kinds_of_desk(self.texts.data["desk_kinds"])
        self.pages: dict[UUID, Page] = {}
        for wanted in self.texts.wanted():
            self.pages[wanted.key] = self._page(wanted)
        self._withdraw()
        self._in_order()
        wording.write(self.edition, self.texts, self.pages)
        return self.written

    def _edition(self, below: int) -> EditionPage:
        data = self.texts.data["edition"]
        key = key_of(data["key"])
        page = EditionPage.objects.filter(translation_key=key, locale=self.locale).first()
        page = page or EditionPage(translation_key=key, locale=self.locale, slug=data["key"])
        contact = {f"contact_{name}": data["contact"][name] for name in ("name", "phone", "hours")}
        fields = {name: data[name] for name in OF_EDITION} | contact | {"is_public": data["is_public"]}
        fields["logo"] = image_of(data["key"], data["logo"])
        changed = self._fill(page, fields | {"is_mirror": True, "numbers_below": below, "live": True})
        wards = [ward.name for ward in page.wards.all()] != data["wards"]
        spoken = [row.locale.language_code for row in page.languages.all()] != self.languages[1:]
        if changed or wards or spoken:
            page.wards = [EditionWard(name=name, sort_order=place) for place, name in enumerate(data["wards"])]
            page.languages = [
                EditionLanguage(locale=Locale.objects.get_or_create(language_code=code)[0], sort_order=place)
                for place, code in enumerate(self.languages[1:])
            ]
            self._save(page, Page.get_first_root_node())
        return page

    def _folder(self) -> DepartmentPage:
        key = key_of(self.texts.edition, "folder")
        page = DepartmentPage.objects.filter(translation_key=key, locale=self.locale).first()
        if page is None:
            title = self.texts.data["edition"]["organisation"][: DepartmentPage.title_limit]
            page = DepartmentPage(translation_key=key, locale=self.locale, slug="entries", title=title)
            self._save(page, self.edition)
        return page

    def _page(self, wanted: Wanted) -> Page:
        page = self.existing.find(wanted) or wanted.model(
            translation_key=wanted.key, locale=self.locale, slug=wanted.slug, live=True
        )
        rows = {relation: [self._resolved(row) for row in rows] for relation, rows in wanted.rows.items()}
        fields = wanted.fields | {"live": True, "slug": wanted.slug}
        if fields.get("desk_kind_id"):
            fields["desk_kind_id"] = self.kinds[fields["desk_kind_id"]]
        changed = self._fill(page, fields)
        if changed or self.existing.rows(page, rows) != rows:
            for relation, values in rows.items():
                setattr(page, relation, [self._row(page, relation, value, n) for n, value in enumerate(values)])
            self._check(page, wanted)
            self._save(page, self.pages[wanted.parent] if wanted.parent else self.folder)
        if wanted.freshness:
            _confirm(page, wanted.freshness)
        return page

    def _fill(self, page: Page, fields: dict[str, object]) -> bool:
        """Whether the page says something else now; a new one does."""
        changed = page._state.adding or any(getattr(page, name) != value for name, value in fields.items())
        for name, value in fields.items():
            setattr(page, name, value)
        return changed

    def _resolved(self, row: dict[str, object]) -> dict[str, object]:
        """Desks and kinds of desk are named by key."""
        if "desk_id" in row:
            return {"desk_id": self.pages[row["desk_id"]].pk}
        return {"kind_id": self.kinds[row["kind_id"]]} if "kind_id" in row else row

    def _row(self, page: Page, relation: str, values: dict[str, object], place: int) -> models.Model:
        model = page._meta.get_field(relation).related_model
        row = model(**values, sort_order=place)
        if hasattr(model, "translation_key"):
            row.locale = self.locale
        return row

    def _check(self, page: Page, wanted: Wanted) -> None:
        """What the models would refuse of own staff is refused of others."""
        children = [row for relation in wanted.rows for row in getattr(page, relation).all()]
        for instance, names in [(page, set(wanted.fields)), *((row, None) for row in children)]:
            columns = instance._meta.fields
            unchecked = {c.name for c in columns if c.is_relation or (names is not None and c.name not in names)}
            try:
                instance.clean_fields(exclude=unchecked)
            except ValidationError as error:
                raise Broken(f"「{wanted.title}」 {'; '.join(error.messages)}") from error

    def _save(self, page: Page, parent: Page) -> None:
        page.last_published_at = timezone.now()
        page.first_published_at = page.first_published_at or page.last_published_at
        if page._state.adding:
            parent.__class__.objects.get(pk=parent.pk).add_child(instance=page)
        else:
            page.save()
        page_published.send(sender=type(page), instance=page, revision=None)
        self.written.append(page)

    def _withdraw(self) -> None:
        """Unpublished and not deleted: adaptations of it go on pointing to it, and it may come back."""
        for page in self.existing.live_but(set(self.pages)):
            page.unpublish(log_action=False)

    def _in_order(self) -> None:
        """Their order in the tree is their order in the handbook."""
        for model in (DeskPage, CategoryPage, ProgramPage, HotlinePage):
            wanted = [page.pk for page in self.pages.values() if isinstance(page, model)]
            now = list(model.objects.filter(pk__in=wanted).order_by("path").values_list("pk", flat=True))
            for place, pk in enumerate(wanted):
                if now[place] != pk:
                    Page.objects.get(pk=pk).move(Page.objects.get(pk=now[place]), pos="left")
                    now.remove(pk)
                    now.insert(place, pk)


class Existing:
    """The pages and rows that are there; each kind is read once."""

    def __init__(self, edition: EditionPage):
        self.pages = {
            model: {page.translation_key: page for page in model.objects.filter(path__startswith=edition.path)}
            for model in KINDS
        }
        self.children: dict[type[models.Model], dict[int, list[models.Model]]] = {}

    def find(self, wanted: Wanted) -> Page | None:
        return self.pages[wanted.model].get(wanted.key)

    def live_but(self, keys: set[UUID]) -> list[Page]:
        return [page for pages in self.pages.values() for key, page in pages.items() if page.live and key not in keys]

    def rows(self, page: Page, like: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        """What is stored of these relations, in the columns that are wanted."""
        return {relation: self._rows(page, relation, wanted) for relation, wanted in like.items()}

    def _rows(self, page: Page, relation: str, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
        link = page._meta.get_field(relation)
        model, parent = link.related_model, link.field.attname
        if model not in self.children:
            grouped: dict[int, list[models.Model]] = {}
            pages = list(self.pages[type(page)].values())
            for child in model.objects.filter(**{f"{parent}__in": [p.pk for p in pages]}).order_by("sort_order", "pk"):
                grouped.setdefault(getattr(child, parent), []).append(child)
            self.children[model] = grouped
        stored = self.children[model].get(page.pk, [])
        columns = list(wanted[0]) if wanted else ["pk"]
        return [{name: getattr(child, name) for name in columns} for child in stored]


def _kinds_of_desk(kinds: list[Data]) -> dict[str, int]:
    """Key over there → kind here: of the same key, else of the same name, else a new one."""
    known = list(DeskKind.objects.all())
    found = {kind.name: kind.pk for kind in known} | {kind.key: kind.pk for kind in known}
    for kind in kinds:
        here = found.get(kind["key"]) or found.get(kind["name"])
        found[kind["key"]] = here or DeskKind.objects.create(key=kind["key"], name=kind["name"]).pk
    return found


def _confirm(page: Page, freshness: Data) -> None:
    """Whoever vouched for it over there is named here."""
    wanted = (freshness["department"], freshness["confirmed_on"])
    last = Confirmation.objects.filter(page=page).first()
    zone = timezone.get_default_timezone()
    known = (last.department, last.confirmed_at.astimezone(zone).date().isoformat()) if last else ("", "")
    if wanted == known:
        return
    Confirmation.objects.filter(page=page).delete()
    if freshness["confirmed_on"]:
        day = datetime.combine(date.fromisoformat(freshness["confirmed_on"]), NOON, tzinfo=zone)
        Confirmation.objects.create(page=page, department=freshness["department"], confirmed_at=day)

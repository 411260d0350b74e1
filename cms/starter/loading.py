"""Brings the page tree to what the data files ask for, without touching what staff have edited."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from wagtail.models import Locale, Page

from cms.models import DeskKind, ProgramNumber, QuestionPage, Worry, WorryNumber

from . import checking, city, frame, national, situations, translated, words
from .tables import BrokenData, Tables, read
from .wanted import Ref, Wanted
from .writing import create, indexed_once, update

DATA = Path(__file__).parent / "data"


@dataclass
class Report:
    created: int = 0
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # the files say something else, but staff had the last word


def load(folder: Path = DATA) -> Report:
    """All or nothing. Raises BrokenData, having written nothing, when a row cannot be loaded."""
    tables, pages, said = plan(folder)
    with transaction.atomic():
        frame.remove_stock()
        loading = Loading(tables)
        loading.bring_worries_home(pages)
        with indexed_once() as written:
            for page in pages:
                written += loading.settle(page)
        words.write(said, loading.made[national.EDITION])
        frame.lead_to(loading.made[city.EDITION])
        situations.settle(tables, loading.made)
    return loading.report


def plan(folder: Path) -> tuple[Tables, list[Wanted], words.Said]:
    tables, said = read(folder), words.read(folder)
    cells = national.Cells([])
    originals = [*national.wanted(tables, cells), *city.wanted(tables, cells)]
    pages = list(originals)
    for language in translated.languages(folder):
        pages += translated.wanted(folder, language, originals)
    problems = [*cells.problems, *checking.problems(tables, pages)]
    problems += words.problems(said, {row["number"] for row in tables["hotlines"]})
    if problems:
        raise BrokenData(problems)
    return tables, pages, said


class Loading:
    def __init__(self, tables: Tables):
        self.report = Report()
        self.locale = Locale.get_default()
        self.made: dict[Ref, models.Model] = {Ref("root", ""): Page.get_first_root_node()}
        for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
            self.made[Ref("locale", code)] = Locale.objects.get_or_create(language_code=code)[0]
        worries = [(row["key"], row["text"]) for row in tables["worries"]]
        own = [row for row in tables["city_programs"] if not row["adapts"]]  # an adaptation has its base's number
        programs = [(row["key"], row["title"]) for row in [*tables["programs"], *own]]
        self._number("worry", WorryNumber, worries)
        self._number("program", ProgramNumber, programs)
        self._kinds(tables)
        self.existing = Existing()

    def _kinds(self, tables: Tables) -> None:
        for place, row in enumerate(tables["desk_kinds"], 1):
            names = {"name": row["name"], "sort_order": place}
            kind, _made = DeskKind.objects.get_or_create(key=row["key"], defaults=names)
            self.made[Ref("desk kind", row["key"])] = kind

    def _number(self, kind: str, model: type[models.Model], named: Iterable[tuple[str, str]]) -> None:
        known = model.objects.in_bulk(field_name="key")
        model.objects.bulk_create(model(key=key, label=label) for key, label in named if key not in known)
        self.made |= {Ref(kind, key): number for key, number in model.objects.in_bulk(field_name="key").items()}

    def bring_worries_home(self, pages: list[Wanted]) -> None:
        """A worry that the files now list under another theme goes there with its number, in all languages, before its
        old page is written without it; staff have the last word here too."""
        listed = (page for page in pages if page.model is QuestionPage and not page.translates)
        homes = {self.made[row["number"]].pk: page.slug for page in listed for row in page.rows["worries"]}
        untouched = QuestionPage.objects.filter(latest_revision__user=None)
        for worry in Worry.objects.filter(number__in=homes, page__in=untouched).select_related("page"):
            slug = homes[worry.number_id]
            if worry.page.slug != slug:
                theirs = untouched.filter(slug=slug, locale=worry.locale, path__startswith=_edition(worry.page.path))
                Worry.objects.filter(pk=worry.pk).update(page=theirs.first() or worry.page)

    def settle(self, wanted: Wanted) -> list[Page]:
        """Create the page, update it, or leave it to those who changed or removed it. Returns what was written."""
        parent = self.made.get(wanted.parent)
        page = self.existing.find(wanted, parent) if parent else None
        if self._gone(wanted, page):
            return self._keep(wanted)
        if page is None:
            page = create(wanted, self.made, self._locale(wanted))
            self.report.created += 1
        elif self.existing.content(page, wanted) == wanted.content(self.made):
            self.made[wanted.ref] = page
            return []
        elif not page.live or page.latest_revision.user_id:
            self.made[wanted.ref] = page
            return self._keep(wanted)
        else:
            update(page, wanted, self.made, self._locale(wanted))
            self.report.updated.append(_name(wanted))
        self.made[wanted.ref] = page
        return [page]

    def _locale(self, wanted: Wanted) -> Locale:
        return self.made[Ref("locale", wanted.language)] if wanted.language else self.locale

    def _keep(self, wanted: Wanted) -> list[Page]:
        self.report.kept.append(_name(wanted))
        return []

    def _gone(self, wanted: Wanted, page: Page | None) -> bool:
        """Staff removed this page, or one that it cannot do without."""
        if any(ref not in self.made for ref in wanted.references()):
            return True
        number = self.made.get(wanted.fields.get("number"))
        return page is None and number is not None and number.retired_at is not None


def _name(wanted: Wanted) -> str:
    return f"{wanted.fields['title']} ({wanted.slug})"


class Existing:
    """The pages that are there, found by edition, type and slug wherever staff moved them; each type is read once."""

    def __init__(self):
        self.pages: dict[type[Page], dict[tuple[str, str], Page]] = {}
        self.children: dict[type[models.Model], dict[int, list[models.Model]]] = {}

    def find(self, wanted: Wanted, parent: Page) -> Page | None:
        if wanted.model not in self.pages:
            pages = wanted.model.objects.select_related("latest_revision")
            self.pages[wanted.model] = {(_edition(page.path[: -Page.steplen]), page.slug): page for page in pages}
        return self.pages[wanted.model].get((_edition(parent.path), wanted.slug))

    def content(self, page: Page, wanted: Wanted) -> dict[str, object]:
        """The same shape as `Wanted.content`."""
        rows = {name: self._rows(page, name, list(rows[0]) if rows else []) for name, rows in wanted.rows.items()}
        return {name: _value(page, name) for name in wanted.fields} | rows

    def _rows(self, page: Page, relation: str, names: list[str]) -> list[dict[str, object]]:
        link = page._meta.get_field(relation)
        model, parent = link.related_model, link.field.attname
        if model not in self.children:
            grouped: dict[int, list[models.Model]] = {}
            for child in model.objects.order_by("sort_order", "pk"):
                grouped.setdefault(getattr(child, parent), []).append(child)
            self.children[model] = grouped
        return [{name: _value(child, name) for name in names} for child in self.children[model].get(page.pk, [])]


def _edition(path: str) -> str:
    """Pages of one edition share the first two steps of their path in the tree."""
    return path[: Page.steplen * 2]


def _value(instance: models.Model, name: str) -> object:
    return getattr(instance, instance._meta.get_field(name).attname)

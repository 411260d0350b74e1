"""The language folders beside the data files → translations of the pages that the data files ask for.

A folder is named like the language's code, its files like those they translate. A cell that is empty is not
translated; readers then get the Japanese of that line.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from cms.models import CategoryPage, DepartmentPage, DeskPage, EditionPage, HotlinePage, ProgramPage, QuestionPage
from cms.translating.texts import TEXTS

from .tables import BrokenData, Problem, Row
from .wanted import Ref, Wanted

FILES = "editions categories worries desks programs hotlines city_desks city_programs"
NEVER_EMPTY = {"title", "lead", "summary", "organisation", "scope_label"}
IN_FILES: dict[type, tuple[str, ...]] = {
    EditionPage: ("editions",),
    CategoryPage: ("categories",),
    QuestionPage: ("categories",),
    ProgramPage: ("programs", "city_programs"),
    DeskPage: ("desks", "city_desks"),
    HotlinePage: ("hotlines",),
}
Translations = dict[str, dict[str, Row]]  # file → key → row


def languages(folder: Path) -> list[str]:
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return [code for code in codes if (folder / code).is_dir()]


def wanted(folder: Path, language: str, originals: list[Wanted]) -> list[Wanted]:
    """Raises BrokenData where a row translates nothing that there is."""
    rows = {name: dict(_read(folder / language / f"{name}.csv")) for name in FILES.split()}
    _refuse_strangers(rows, originals)
    found: dict[Ref, Wanted] = {}
    for original in originals:
        row = _row_of(original, rows)
        is_known = row is not None or original.model is DepartmentPage
        if is_known and (original.parent in found or original.parent.kind == "root"):
            found[original.ref] = _translated(original, row, rows, language)
    return list(found.values())


def _read(path: Path) -> Iterator[tuple[str, Row]]:
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, cells in enumerate(csv.DictReader(file), start=2):
                if None in cells or None in cells.values():
                    message = _("The row has more or fewer cells than the header.")
                    raise BrokenData([Problem(f"{path.parent.name}/{path.name}", number, "–", message)])
                yield cells["key"], Row(f"{path.parent.name}/{path.name}", number, cells)


def _refuse_strangers(rows: Translations, originals: list[Wanted]) -> None:
    questions = (page for page in originals if page.model is QuestionPage)
    worries = {worry["number"].key for page in questions for worry in page.rows["worries"]}
    known = {page.ref.key.split("/")[-1] for page in originals} | worries
    message = _("“%s” is no key of what is translated. Correct it or remove the row.")
    strangers = [row for of_file in rows.values() for row in of_file.values() if row["key"] not in known]
    if strangers:
        raise BrokenData([row.problem("key", message % row["key"]) for row in strangers])


def _row_of(original: Wanted, rows: Translations) -> Row | None:
    if original.source is None and original.model is not EditionPage:
        return None
    found = (rows[name].get(original.ref.key) for name in IN_FILES.get(original.model, ()))
    return next((row for row in found if row is not None), None)


def _translated(original: Wanted, row: Row | None, rows: Translations, language: str) -> Wanted:
    is_root = original.parent.kind == "root"
    return replace(
        original,
        ref=of(original.ref, language),
        parent=original.parent if is_root else of(original.parent, language),
        slug=f"{original.slug}-{language}" if is_root else original.slug,
        fields=_fields(original, row),
        rows={"worries": _worries(original, rows)} if original.model is QuestionPage else {},
        source=row,
        row_sources={},
        translates=original.ref,
        language=language,
    )


def of(ref: Ref, language: str) -> Ref:
    return Ref(f"{ref.kind} {language}", ref.key)


def _fields(original: Wanted, row: Row | None) -> dict[str, object]:
    """What is not translated stays empty, so that nobody takes the Japanese for a translation."""
    fields = dict(original.fields)
    for name in TEXTS.get(original.model, ()) if row else ():
        if name in fields:
            text = row.cells.get(original.columns.get(name, name), "")
            fields[name] = text or (fields[name] if name in NEVER_EMPTY else "")
    return fields


def _worries(original: Wanted, rows: Translations) -> list[dict[str, object]]:
    translated = rows["worries"]
    return [
        {
            **worry,
            "text": translated[worry["number"].key]["text"],
            "help_text": translated[worry["number"].key]["help_text"],
        }
        for worry in original.rows["worries"]
        if worry["number"].key in translated
    ]

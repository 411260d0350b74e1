"""Everything that can be wrong with the data files, found before anything is written."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .tables import Problem, Row, Tables
from .wanted import Wanted

# (file, column) → files whose column "key" holds what it may name; a star means several joined by semicolons.
REFERENCES = {
    ("worries", "category"): "categories",
    ("programs", "desks*"): "desks",
    ("matches", "worry_key"): "worries",
    ("matches", "program_key"): "programs",
    ("hotlines", "program"): "programs",
    ("worry_hotlines", "worry_key"): "worries",
    ("worry_hotlines", "hotline_key"): "hotlines",
    ("situations", "worries*"): "worries",
    ("situations", "most*"): "worries",
    ("situations", "programs*"): "programs",
    ("situations", "never*"): "programs",
    ("situations", "hotline"): "hotlines",
    ("desk_kinds", "programs*"): "programs",
    ("city_desks", "kinds*"): "desk_kinds",
    ("city_desks", "wards*"): "city_wards",
    ("city_desks", "department"): "city_departments",
    ("city_programs", "desks*"): "city_desks desks",
    ("city_programs", "department"): "city_departments",
    ("city_programs", "adapts"): "programs",
    ("city_programs", "related_programs*"): "programs",
    ("city_programs", "related_worries*"): "worries",
}
MAY_BE_EMPTY = {
    ("hotlines", "program"),
    ("situations", "hotline"),
    ("city_desks", "department"),
    ("city_programs", "adapts"),
}
# Rows that may occur once only, by these columns; keys that share one set of names stand in one line.
UNIQUE = [
    (("categories",), ("key",)),
    (("worries",), ("key",)),
    (("worries",), ("text",)),
    (("programs", "city_programs"), ("key",)),
    (("desks", "city_desks"), ("key",)),
    (("hotlines",), ("key",)),
    (("situations",), ("key",)),
    (("desk_kinds",), ("key",)),
    (("desk_kinds",), ("name",)),
    (("city_wards",), ("key",)),
    (("city_wards",), ("name",)),
    (("city_departments",), ("key",)),
    (("matches",), ("worry_key", "program_key")),
    (("worry_hotlines",), ("worry_key", "hotline_key")),
    (("city_programs",), ("adapts",)),
]
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def problems(tables: Tables, pages: Iterable[Wanted]) -> list[Problem]:
    found = [*_keys(tables), *_doubles(tables), *_dangling(tables)]
    for page in pages:
        found += page.problems()
    return list(dict.fromkeys(found))


def _keys(tables: Tables) -> Iterator[Problem]:
    for row in (row for rows in tables.rows.values() for row in rows if "key" in row.cells):
        if not KEY.fullmatch(row["key"]):
            yield row.problem("key", _("“%s” is no key. Use small letters, digits and hyphens.") % row["key"])


def _doubles(tables: Tables) -> Iterator[Problem]:
    for files, columns in UNIQUE:
        first: dict[tuple[str, ...], Row] = {}
        for row in (row for file in files for row in tables[file]):
            value = tuple(row[column] for column in columns)
            if not any(value):
                continue
            other = first.setdefault(value, row)
            if other is not row:
                message = _("“%(value)s” stands already in %(file)s, row %(row)d. Keep one of the two.")
                place = {"value": " ".join(value), "file": other.file, "row": other.number}
                yield row.problem(columns[-1], message % place)


def _dangling(tables: Tables) -> Iterator[Problem]:
    for (file, column), targets in REFERENCES.items():
        name = column.rstrip("*")
        known = {row["key"] for target in targets.split() for row in tables[target]}
        optional = column.endswith("*") or (file, column) in MAY_BE_EMPTY
        for row in tables[file]:
            keys = row.keys_in(name) if optional else [row[name]]
            for key in keys:
                if key not in known:
                    files = " / ".join(f"{target}.csv" for target in targets.split())
                    message = _("“%(key)s” is no key of %(files)s. Correct it or add it there.")
                    yield row.problem(name, message % {"key": key, "files": files})

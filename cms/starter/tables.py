"""The data files: which columns they have, and reading them. Nothing here touches the database."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

COLUMNS = {
    "categories": "key title lead icon order",
    "worries": "key category text help_text urgency sensitive audience order",
    "desks": "key name number hours note url confidence source",
    "programs": (
        "key title alternate_name kana kind summary description target benefit amount_fiscal_year how_to_apply "
        "deadline documents say where_to_ask desks url law ministry tags age_min age_max sensitive target_audience "
        "url_status confidence checked_source last_checked review_due"
    ),
    "matches": "worry_key program_key effect weight reason",
    "hotlines": (
        "key name number kind hours cost languages for_whom notes url url_status confidence checked_source program "
        "order last_checked"
    ),
    "worry_hotlines": "worry_key hotline_key order",
    "situations": "key name worries most programs within never hotline note",
    "desk_kinds": "key name programs",
    "city_wards": "key name code",
    "city_departments": "key name is_welfare phone",
    "city_desks": "key name number hours weekly_hours address access note kinds wards department",
    "city_programs": (
        "key title kind summary description target benefit how_to_apply documents where_to_ask desks department adapts "
        "related_programs related_worries reason modelled_on"
    ),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong in which cell, in words that say what to do."""

    file: str
    row: int  # as a spreadsheet counts: the header is row 1
    column: str
    message: str

    def __str__(self):
        place = {"file": self.file, "row": self.row, "column": self.column}
        return _("%(file)s, row %(row)d, column %(column)s: ") % place + self.message


class BrokenData(Exception):
    """The data files cannot be loaded; nothing was written."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def keys_in(self, column: str) -> list[str]:
        return [key.strip() for key in self[column].split(";") if key.strip()]

    def problem(self, column: str, message: str) -> Problem:
        return Problem(self.file, self.number, column, message)


@dataclass
class Tables:
    """All data files, each a list of rows in the order of its column “order”, else of the file."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Row]:
        return self.rows[name]

    def by(self, name: str, column: str) -> dict[str, list[Row]]:
        grouped: dict[str, list[Row]] = {}
        for row in self[name]:
            grouped.setdefault(row[column], []).append(row)
        return grouped


def read(folder: Path) -> Tables:
    """Raises BrokenData, with everything that is wrong at once, when a file or a column is missing."""
    problems: list[Problem] = []
    tables = Tables({name: _read_file(folder / f"{name}.csv", columns, problems) for name, columns in COLUMNS.items()})
    if problems:
        raise BrokenData(problems)
    return tables


def _read_file(path: Path, columns: str, problems: list[Problem]) -> list[Row]:
    if not path.is_file():
        problems.append(Problem(path.name, 1, "–", _("The file is missing. Put it back.")))
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in columns.split() if column not in (reader.fieldnames or [])]
        problems += [Problem(path.name, 1, column, _("The column is missing. Add it.")) for column in missing]
        return [] if missing else sorted(_rows(path.name, reader, problems), key=_order)


def _order(row: Row) -> int:
    order = row.cells.get("order", "")
    return int(order) if order.isdecimal() else 0


def _rows(name: str, reader: csv.DictReader, problems: list[Problem]) -> Iterator[Row]:
    for number, cells in enumerate(reader, start=2):
        if None in cells or None in cells.values():
            problems.append(Problem(name, number, "–", _("The row has more or fewer cells than the header.")))
            continue
        yield Row(name, number, {column: cell.strip() for column, cell in cells.items()})

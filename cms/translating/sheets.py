"""The lines as a workbook, for offices that work in Excel. Columns are known by their headers, rows by their number."""

import unicodedata
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

from cms.papers.workbook import boxed, header

from .brought import MOST_LINES, Entry, Row, Unreadable, about, refuse_too_many
from .lines import Line

HEADER_WITHIN = 10  # rows; somebody may have put a title above


def columns(language: str) -> list[str]:
    translated = _("Translation (%s)") % language
    return [_("Number (do not change)"), _("What it is"), _("Japanese"), translated, _("Note")]


def write(lines: list[tuple[Entry, Line]], language: str) -> bytes:
    book = Workbook()
    page = book.active
    page.title = _("Translations")
    header(page, columns(language), [16, 30, 50, 60, 30])
    for entry, line in lines:
        note = _("The Japanese has changed. Before: %s") % line.was if line.is_changed and line.was else ""
        boxed(page, [entry.key(line), about(entry, line), line.japanese, line.said, note])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def read(file, language: str) -> list[Row]:
    """Of the first sheet that has the columns; sheets, columns and rows that are nobody's are passed by."""
    try:
        book = load_workbook(file, data_only=True)
        sheets = [
            (page.max_row, list(page.iter_rows(values_only=True, max_row=MOST_LINES))) for page in book.worksheets
        ]
    except Exception as error:  # whatever a broken file makes openpyxl raise
        raise Unreadable(_("The file cannot be read. Send the XLSX file that was downloaded here.")) from error
    wanted = columns(language)
    for length, rows in sheets:
        for number, row in enumerate(rows[:HEADER_WITHIN]):
            head = [_even(cell) for cell in row]
            if _even(wanted[0]) in head:
                refuse_too_many(length)
                return _rows(rows, number, head, wanted)
    raise Unreadable(_("The column “%(name)s” is missing. Add it.") % {"name": wanted[0]})


def _rows(rows: list[tuple], above: int, head: list[str], wanted: list[str]) -> list[Row]:
    for place in (2, 3):
        if _even(wanted[place]) not in head:
            raise Unreadable(_("The column “%(name)s” is missing. Add it.") % {"name": wanted[place]})
    key, japanese, said = (head.index(_even(wanted[place])) for place in (0, 2, 3))
    found = []
    for number, row in enumerate(rows[above + 1 :], start=above + 2):
        cells = ["" if cell is None else str(cell) for cell in row] + [""] * len(head)
        if cells[key].strip() or cells[said].strip():
            where = _("Row %(row)d, column “%(column)s”: ") % {"row": number, "column": wanted[3]}
            text = _text(cells[said])
            # a workbook cannot say that an old translation was looked at and found right
            found.append(Row(_key(cells[key]), _text(cells[japanese]), text, where.rstrip(":： "), is_fuzzy=True))
    return found


def _even(cell: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(cell or "")).split()).lower()


def _key(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().lstrip("'")


def _text(cell: str) -> str:
    """Without what spreadsheets add: the sign before a formula, the ends of lines of another system."""
    text = cell.replace("_x000D_", "").replace("\r\n", "\n").strip().strip("\u3000")
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text

"""The papers as a workbook: plain cells that survive an office's file cleaning. No macro, no hidden sheet, no formula;
the keys by which a row is known again stand in columns of their own.
"""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from cms.reading.pages import Act, Change
from cms.reading.rendering import new_plain, old_plain

from .sheets import Sheet

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED = Alignment(wrap_text=True, vertical="top")
FORMULA_SIGNS = ("=", "+", "-", "@")


def of(sheet: Sheet) -> bytes:
    book = Workbook()
    _before_and_after(book.active, sheet)
    _proposal(book.create_sheet(_("Proposal sheet")), sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def plain(value: object) -> object:
    """A text that begins like a formula must not become one in the reader's spreadsheet."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def header(page: Worksheet, titles: list[str], widths: list[int]) -> None:
    """Repeated on every printed sheet; landscape would not fit the officials' binders."""
    page.append(titles)
    for cell in page[page.max_row]:
        cell.font, cell.border, cell.fill = Font(bold=True), BOX, PatternFill("solid", fgColor="EFEFEF")
    for letter, width in zip("ABCDEFGHIJKLMN", widths, strict=False):
        page.column_dimensions[letter].width = width
    page.print_title_rows = f"{page.max_row}:{page.max_row}"
    page.freeze_panes = f"A{page.max_row + 1}"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def boxed(page: Worksheet, values: list[object]) -> None:
    page.append([plain(value) for value in values])
    for cell in page[page.max_row]:
        cell.border, cell.alignment = BOX, WRAPPED


def _before_and_after(page: Worksheet, sheet: Sheet) -> None:
    page.title = _("Before and after")
    titles = [
        _("Page"),
        _("Entry"),
        _("Item"),
        _("Old"),
        _("New"),
        _("Act"),
        _("Field"),
        _("Old version"),
        _("Version"),
    ]
    header(page, titles, [8, 24, 20, 44, 44, 8, 18, 9, 9])
    for found in sheet.differences:
        for change in found.for_others:
            key = [found.old_revision, found.new_revision]
            boxed(page, [found.page, found.title, change.label, *_texts(change), act_name(change), change.anchor, *key])


def _texts(change: Change) -> tuple[str, str]:
    inherited = _("(the base edition’s text)")
    old = old_plain(change) + (inherited if change.old_is_inherited else "")
    return old, new_plain(change) + (inherited if change.new_is_inherited else "")


def act_name(change: Change) -> str:
    match change.act:
        case Act.ADDED:
            return _("Added")
        case Act.REMOVED:
            return _("Removed")
        case Act.MOVED:
            return _("Moved")
    return _("Changed")


def _proposal(page: Worksheet, sheet: Sheet) -> None:
    header(page, [_("Item"), _("Content")], [18, 90])
    kinds = "　".join(f"{'☑' if chosen else '☐'}{label}" for label, chosen in sheet.kinds)
    rows = [
        (_("Proposal number"), sheet.number),
        (_("Document number"), sheet.document_number),
        (_("Proposed on"), sheet.proposed),
        (_("Decided on"), " ".join(part for part in (sheet.decided, sheet.decision) if part)),
        (_("Released"), sheet.released),
        (_("Drafter"), sheet.drafter),
        (_("Kind of change"), kinds),
        *((box.post, "　".join(_signed(box))) for box in (*sheet.boxes, *sheet.concurrences)),
        (_("Subject"), sheet.subject),
        (_("Request text"), sheet.question),
        (_("Reason"), sheet.reason),
        (_("Evidence"), "\n".join(sheet.evidence)),
        (_("Pages that change"), "\n".join(f"{found.title}（{found.kind}）" for found in sheet.differences)),
        (_("What changes for residents"), "\n".join(sheet.effects)),
        (_("Opinions and answers"), "\n".join(sheet.opinions)),
        (_("For information"), "\n".join(sheet.circulated)),
    ]
    for row in rows:
        boxed(page, list(row))


def _signed(box) -> list[str]:
    return [part for part in (box.name, box.act, box.when, box.remark) if part]

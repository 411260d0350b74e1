"""The same list as a workbook, out and in. A row is known by the number in its first column, not by its place."""

from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

from cms.models import DepartmentPage
from cms.models.rounds import Reply, Round, RoundAnswer, Target
from cms.papers.workbook import boxed, header

from .answering import Given, Refused
from .asking import Asked

MOST_ROWS = 2000


def columns() -> list[str]:
    return [
        _("Number (do not change)"),
        _("Kind of entry"),
        _("Entry"),
        _("What stands there now"),
        _("Answer"),
        _("What has to change"),
        _("Forward to"),
    ]


def write(target: Target, entries: list[Asked]) -> bytes:
    book = Workbook()
    page = book.active
    page.title = _("Inquiry")
    header(page, columns(), [12, 12, 28, 60, 14, 44, 18])
    for entry in entries:
        facts = "\n".join(f"{label}：{text}" for label, text in entry.facts)
        said = entry.answer
        answer = [said.get_reply_display(), said.remark] if said else ["", ""]
        to = said.forwarded_to.title if said and said.forwarded_to else ""
        boxed(page, [entry.page.pk, entry.kind, entry.page.title, facts, *answer, to])
    page.append([])
    page.append(["", "", _("Answers"), " / ".join(str(label) for label in Reply.labels)])
    page.append(["", "", _("Something new: leave the number empty.")])
    target_file = BytesIO()
    book.save(target_file)
    return target_file.getvalue()


def results(inquiry: Round) -> bytes:
    """What every department has said, one row an entry, to be kept with the papers."""
    book = Workbook()
    page = book.active
    page.title = _("Results of the inquiry")
    titles = [_("Department"), _("Entry"), _("Answer"), _("What has to change"), _("Forward to")]
    titles += [_("Answered by"), _("Answered on"), _("Head’s confirmation")]
    header(page, titles, [24, 32, 14, 44, 20, 16, 16, 28])
    rows = RoundAnswer.objects.filter(target__round=inquiry).order_by("target__department__path", "page__path", "pk")
    for row in rows.select_related("target__department", "page", "forwarded_to", "answered_by"):
        head, to = row.target, row.forwarded_to
        confirmed = f"{head.confirmed_as} {_stamp(head.confirmed_at)}" if head.confirmed_at else ""
        said = [row.get_reply_display(), row.remark, to.title if to else ""]
        by = row.answered_by.full_name if row.answered_by else ""
        title = row.page.title if row.page else ""
        boxed(page, [head.department.title, title, *said, by, _stamp(row.answered_at), confirmed])
    for target in inquiry.targets.filter(answers=None).select_related("department"):
        boxed(page, [target.department.title, "", _("not answered"), "", "", "", "", ""])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _stamp(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def read(file, departments: list[DepartmentPage]) -> list[Given]:
    """Rows with an answer. Raises Refused, naming row and column, for what cannot be understood."""
    try:
        page = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        rows = list(page.iter_rows(values_only=True, max_row=MOST_ROWS))
    except Exception as error:  # whatever a broken file makes openpyxl raise
        raise Refused([_("The file cannot be read. Send the XLSX file that was downloaded here.")]) from error
    names = columns()
    head = [str(cell or "").strip() for cell in rows[0]] if rows else []
    missing = [name for name in names if name not in head]
    if missing:
        raise Refused([_("The column “%(name)s” is missing. Add it.") % {"name": name} for name in missing])
    places = [head.index(name) for name in names]
    given, problems = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = [str(row[place] if place < len(row) and row[place] is not None else "").strip() for place in places]
        if cells[4]:
            _understand(number, cells, departments, given, problems)
    if problems:
        raise Refused(problems)
    return given


def _understand(number: int, cells: list[str], departments: list, given: list[Given], problems: list[str]) -> None:
    replies = {str(label): value for value, label in Reply.choices}
    folders = {department.title: department.pk for department in departments}
    key = cells[0].removesuffix(".0")
    wrong = {
        0: _("not a number") if key and not key.isdecimal() else "",
        4: _("choose one of the answers") if cells[4] not in replies else "",
        6: _("no such department") if cells[6] and cells[6] not in folders else "",
    }
    found = [_at(number, column) + text for column, text in wrong.items() if text]
    problems += found
    if not found:
        place = _("Row %(row)d") % {"row": number}
        page = int(key) if key else None
        given.append(Given(page, replies[cells[4]], cells[5].lstrip("'"), folders.get(cells[6]), place))


def _at(number: int, column: int) -> str:
    return _("Row %(row)d, column “%(column)s”: ") % {"row": number, "column": columns()[column]}

"""異動の一覧: everybody moves on one day, in one act, or nobody does."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

from . import permissions, seating
from .models import Holding, Post, User
from .papers.workbook import boxed, header

COLUMNS = ("ユーザ名", "課", "職")


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    text: str

    def __str__(self):
        return _("row %(row)d, %(column)s: %(text)s") % {"row": self.row, "column": self.column, "text": self.text}


@dataclass(frozen=True)
class Move:
    person: User
    leaves: tuple[Post, ...]
    takes: Post | None  # none: the person leaves the editing side


@dataclass
class Plan:
    day: date
    moves: list[Move] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    vacant: list[Post] = field(default_factory=list)


def rows_of_file(name: str, content: bytes) -> list[list[str]]:
    """XLSX, or CSV as spreadsheets save it in Japan; raises ValueError with what to do."""
    if name.lower().endswith(".xlsx"):
        try:
            sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        except Exception as error:
            raise ValueError(_("The file cannot be read. Save it once more as XLSX or CSV.")) from error
        return [["" if cell is None else str(cell).strip() for cell in row] for row in sheet.values]
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return rows_of_text(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ValueError(_("The file cannot be read. Save it once more as XLSX or CSV."))


def rows_of_text(text: str) -> list[list[str]]:
    dialect = "excel-tab" if "\t" in text else "excel"
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), dialect)]


def text_of_rows(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def plan(rows: list[list[str]], day: date, user) -> Plan:
    """What would happen; a row with a problem moves nobody, and then nothing is carried out at all."""
    result = Plan(day)
    posts = _named(arranged(user))
    people = User.objects.filter(is_active=True).in_bulk(field_name="username")
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        cells = [*row, "", "", ""][:3]
        if not any(cells) or tuple(cells) == COLUMNS:
            continue
        move = _move(number, cells, people, posts, seen, result)
        if move is not None:
            result.moves.append(move)
    result.vacant = _vacant_after(result, set(posts.values()))
    return result


def _named(posts: Iterable[Post]) -> dict[tuple[str, str], Post]:
    """By department and post: a department also by its address, or without the division above it where that is
    clear.
    """
    found: dict[tuple[str, str], set[Post]] = {}
    for post in posts:
        department = post.department
        for name in {department.title, department.slug, department.title.split()[-1]}:
            found.setdefault((name, post.title), set()).add(post)
    return {name: meant.pop() for name, meant in found.items() if len(meant) == 1}


def now(user) -> bytes:
    """The list as it is today, to be changed in a spreadsheet and brought back; names stand there for the eye."""
    book = Workbook()
    page = book.active
    page.title = _("Transfer list")
    header(page, [*COLUMNS, _("Name (only to read)")], [22, 30, 30, 22])
    held = Holding.objects.on(timezone.localdate()).filter(post__in=arranged(user), person__is_active=True)
    for row in held.select_related("person", "post__department").order_by("post__department__path", "-post__rank"):
        boxed(page, [row.person.username, row.post.department.title, row.post.title, row.person.full_name])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def arranged(user):
    """The posts of the editions that this person sets up."""
    editions = permissions.editions_held_in(user)
    posts = Post.objects.select_related("department")
    if user.is_superuser:
        return posts
    return posts.filter(pk__in=[post.pk for edition in editions for post in Post.objects.descendants_of(edition)])


def _move(number: int, cells: list[str], people: dict, posts: dict, seen: set, result: Plan) -> Move | None:
    name, department, title = cells
    person = people.get(name)
    if person is None:
        result.problems.append(Problem(number, COLUMNS[0], _("“%s” is no user. Look at the list of people.") % name))
        return None
    if name in seen:
        result.problems.append(Problem(number, COLUMNS[0], _("“%s” stands twice. Keep one row.") % name))
        return None
    seen.add(name)
    takes = posts.get((department, title))
    if takes is None and (department or title):
        known = sorted({post.title for (where, _title), post in posts.items() if where == department})
        text = (
            _("“%(title)s” is no post of %(department)s. Its posts: %(known)s")
            % {"title": title, "department": department, "known": "・".join(known)}
            if known
            else _("“%(name)s” is no department of yours. Yours: %(known)s")
            % {"name": department, "known": "・".join(sorted({post.department.title for post in posts.values()}))}
        )
        result.problems.append(Problem(number, COLUMNS[2] if known else COLUMNS[1], text))
        return None
    held = Holding.objects.on(result.day).filter(person=person, post__in=set(posts.values()))
    leaves = tuple(holding.post for holding in held.select_related("post__department"))
    if takes in leaves:
        return None
    return Move(person, leaves, takes)


def _vacant_after(result: Plan, posts: set[Post]) -> list[Post]:
    moving = {move.person.pk for move in result.moves}
    stays = Holding.objects.on(result.day).exclude(person__in=moving).filter(person__is_active=True)
    filled = set(stays.values_list("post_id", flat=True)) | {move.takes.pk for move in result.moves if move.takes}
    return sorted(
        (post for post in posts if post.pk not in filled), key=lambda post: (post.department.path, -post.rank)
    )


@transaction.atomic
def carry_out(planned: Plan) -> int:
    """End what is held the day before and begin on the day. Rights follow by themselves when the day comes."""
    if planned.problems:
        raise ValueError("a plan with problems is never carried out")
    eve = planned.day - timedelta(days=1)
    for move in planned.moves:
        held = Holding.objects.filter(person=move.person, post__in=move.leaves)
        held.filter(since__gte=planned.day).delete()
        held.on(planned.day).update(until=eve)
        if move.takes:
            Holding.objects.create(person=move.person, post=move.takes, since=planned.day)
        seating.seat(move.person)
    return len(planned.moves)

"""National data files → the pages they ask for."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms import hours
from cms.models import CategoryPage, DepartmentPage, DeskPage, EditionPage, HotlinePage, ProgramPage, QuestionPage
from cms.models.programs import Kind

from .tables import Problem, Row, Tables
from .wanted import Ref, Wanted

NOTICE = "これは公開前の下書きです。内容・電話番号はまだ担当課が確認していません。架空の市を含みます。"
ROOT = Ref("root", "")
EDITION = Ref("edition", "zenkoku")
OFFICE = Ref("department", "zenkoku-henshubu")
ON_TOP_PAGE = {"110", "119", "g189", "dvplus", "yorisoi", "inochisos"}

KINDS = {
    "給付": Kind.BENEFIT,
    "貸付": Kind.LOAN,
    "減免": Kind.REDUCTION,
    "サービス": Kind.SERVICE,
    "相談": Kind.CONSULTATION,
    "手続き": Kind.PROCEDURE,
}


class Cells:
    """Turns cells into values and notes those that cannot be turned."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems

    def number(self, row: Row, column: str) -> int | None:
        if not row[column]:
            return None
        if row[column].isascii() and row[column].isdigit():
            return int(row[column])
        return self._refuse(row, column, _("“%(value)s” is not a whole number in half-width digits."))

    def day(self, row: Row, column: str) -> date | None:
        try:
            return date.fromisoformat(row[column]) if row[column] else None
        except ValueError:
            return self._refuse(row, column, _("“%(value)s” is not a date like 2026-04-01."))

    def flag(self, row: Row, column: str) -> bool:
        if row[column] not in {"", "0", "1"}:
            self._refuse(row, column, _("Write 1 for yes; 0 or nothing for no, not “%(value)s”."))
        return row[column] == "1"

    def hours(self, row: Row) -> list[dict[str, object]]:
        try:
            spans = hours.read(row["weekly_hours"]) if row["weekly_hours"] else []
        except ValidationError as error:
            self.problems.append(row.problem("weekly_hours", " ".join(error.messages)))
            return []
        return [{"weekday": weekday, "opens": opens, "closes": closes} for weekday, opens, closes in spans]

    def kind(self, row: Row) -> str:
        if row["kind"] in KINDS:
            return KINDS[row["kind"]]
        allowed = _("“%(value)s” is none of these: %(allowed)s.")
        return self._refuse(row, "kind", allowed, allowed="、".join(KINDS)) or ""

    def _refuse(self, row: Row, column: str, message: str, **values: str) -> None:
        self.problems.append(row.problem(column, message % {"value": row[column], **values}))


def wanted(tables: Tables, cells: Cells) -> list[Wanted]:
    """In the order in which they must be made: what is referred to stands before what refers to it."""
    return [
        *_frame(),
        *_categories(tables),
        *_questions(tables, cells),
        *(_desk(row) for row in tables["desks"]),
        *_programs(tables, cells),
        *_hotlines(tables, cells),
    ]


def _frame() -> list[Wanted]:
    edition = {
        "title": "お悩みハンドブック",
        "organisation": "全国版",
        "scope_label": "全国共通",
        "notice": NOTICE,
        "about": "国の制度と全国の相談先をまとめた、市町村版のもとになるハンドブックです。",
    }
    office = {"title": "全国版編集部", "is_welfare": True}
    return [
        Wanted(EDITION, ROOT, EditionPage, EDITION.key, edition, {"languages": languages()}),
        Wanted(OFFICE, EDITION, DepartmentPage, "henshubu", office),
    ]


def languages() -> list[dict[str, object]]:
    """Every language there is; what nobody has translated yet is read in Easy Japanese or Japanese."""
    return [{"locale": Ref("locale", code)} for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES[1:]]


def _categories(tables: Tables) -> list[Wanted]:
    return [
        Wanted(
            Ref("category", row["key"]),
            OFFICE,
            CategoryPage,
            row["key"],
            {"title": row["title"], "lead": row["lead"], "icon": row["icon"]},
            source=row,
        )
        for row in tables["categories"]
    ]


def _questions(tables: Tables, cells: Cells) -> list[Wanted]:
    worries = tables.by("worries", "category")
    return [
        Wanted(
            Ref("question", row["key"]),
            Ref("category", row["key"]),
            QuestionPage,
            f"shitsumon-{row['key']}",
            {"title": row["title"]},
            {"worries": [_worry(worry, cells) for worry in worries.get(row["key"], [])]},
            row,
            row_sources={"worries": worries.get(row["key"], [])},
        )
        for row in tables["categories"]
    ]


def _worry(row: Row, cells: Cells) -> dict[str, object]:
    return {
        "number": Ref("worry", row["key"]),
        "text": row["text"],
        "help_text": row["help_text"],
        "urgency": row["urgency"],
        "sensitive": cells.flag(row, "sensitive"),
        "audience": row["audience"] or "self",
    }


def _desk(row: Row) -> Wanted:
    same = ("hours", "note", "confidence", "source")
    return Wanted(
        Ref("desk", row["key"]),
        OFFICE,
        DeskPage,
        f"desk-{row['key']}",
        {"title": row["name"], "web_page": row["url"], **{name: row[name] for name in same}},
        {"phones": phones(row)},
        row,
        {"title": "name", "web_page": "url"},
        {"phones": [row]},
    )


def phones(row: Row) -> list[dict[str, object]]:
    return [{"number": row["number"]}] if row["number"] else []


PROGRAM_COLUMNS = {
    "title": "title",
    "alternate_name": "alternate_name",
    "reading": "kana",
    "summary": "summary",
    "body": "description",
    "target": "target",
    "benefit": "benefit",
    "fiscal_year": "amount_fiscal_year",
    "how_to_apply": "how_to_apply",
    "deadline": "deadline",
    "documents": "documents",
    "say": "say",
    "where_to_ask": "where_to_ask",
    "official_url": "url",
    "law": "law",
    "ministry": "ministry",
    "tags": "tags",
    "url_status": "url_status",
    "confidence": "confidence",
    "source": "checked_source",
}


def _programs(tables: Tables, cells: Cells) -> list[Wanted]:
    matches = tables.by("matches", "program_key")
    kinds = {program: row["key"] for row in reversed(tables["desk_kinds"]) for program in row.keys_in("programs")}
    return [_program(row, matches.get(row["key"], []), kinds.get(row["key"]), cells) for row in tables["programs"]]


def _program(row: Row, matches: list[Row], desk_kind: str | None, cells: Cells) -> Wanted:
    values = {name: row[column] for name, column in PROGRAM_COLUMNS.items()} | {
        "desk_kind": Ref("desk kind", desk_kind) if desk_kind else None,
        "number": Ref("program", row["key"]),
        "kind": cells.kind(row),
        "target_audience": row["target_audience"] or "self",
        "sensitive": cells.flag(row, "sensitive"),
        **{name: cells.number(row, name) for name in ("age_min", "age_max")},
        **{name: cells.day(row, name) for name in ("last_checked", "review_due")},
    }
    rows = {"matches": [_match(match, cells) for match in matches], "desks": desks(row)}
    return Wanted(
        Ref("program page", row["key"]),
        OFFICE,
        ProgramPage,
        row["key"],
        values,
        rows,
        row,
        PROGRAM_COLUMNS,
        {"matches": matches},
    )


def _match(row: Row, cells: Cells) -> dict[str, object]:
    return {
        "worry": Ref("worry", row["worry_key"]),
        "effect": row["effect"] or "match",
        "weight": cells.number(row, "weight") or 0,
        "reason": row["reason"],
    }


def desks(row: Row) -> list[dict[str, object]]:
    return [{"desk": Ref("desk", key)} for key in row.keys_in("desks")]


def _hotlines(tables: Tables, cells: Cells) -> list[Wanted]:
    worries = tables.by("worry_hotlines", "hotline_key")
    return [_hotline(row, worries.get(row["key"], []), cells) for row in tables["hotlines"]]


def _hotline(row: Row, worries: list[Row], cells: Cells) -> Wanted:
    same = ("number", "kind", "hours", "cost", "languages", "for_whom", "notes", "url_status", "confidence")
    values = {name: row[name] for name in same} | {
        "title": row["name"],
        "official_url": row["url"],
        "source": row["checked_source"],
        "program": Ref("program", row["program"]) if row["program"] else None,
        "on_top_page": row["key"] in ON_TOP_PAGE,
        "last_checked": cells.day(row, "last_checked"),
    }
    ranks = [
        {"worry": Ref("worry", worry["worry_key"]), "rank": cells.number(worry, "order") or 1} for worry in worries
    ]
    return Wanted(
        Ref("hotline", row["key"]),
        OFFICE,
        HotlinePage,
        f"hotline-{row['key']}",
        values,
        {"worries": ranks},
        row,
        {"title": "name", "official_url": "url", "source": "checked_source"},
        {"worries": worries},
    )

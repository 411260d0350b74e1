"""The fictional city's data files → its departments, desks, own programs and adaptations of national ones."""

from cms.models import DepartmentPage, DeskPage, EditionPage, ProgramPage
from cms.models.programs import Change, Kind

from .national import EDITION as NATION
from .national import NOTICE, ROOT, Cells, desks, languages, phones
from .tables import Row, Tables
from .wanted import Ref, Wanted

EDITION = Ref("edition", "mihonshi")
STRONG, LIGHTER_BILL = 3, 2  # weights: one bill less never stands before what one can live on

PROGRAM_COLUMNS = {
    "title": "title",
    "summary": "summary",
    "body": "description",
    "target": "target",
    "benefit": "benefit",
    "how_to_apply": "how_to_apply",
    "documents": "documents",
    "where_to_ask": "where_to_ask",
    "source": "modelled_on",
}


def wanted(tables: Tables, cells: Cells) -> list[Wanted]:
    return [
        _edition(tables),
        *(_department(row, cells) for row in tables["city_departments"]),
        *_desks(tables, cells),
        *_programs(tables, cells),
        *_referrals(tables),
        *_words_of_its_own(tables),
    ]


# National program → the department that looks after it, and what it says differently there. Nothing: it is hidden.
OWN_WORDS = {
    "hoiku": ("kodomo", {"how_to_apply": "こども課に申し込みます。先に電話をもらえると、待たずにすみます。"}),
    "kyushoku": ("kyoiku", {"where_to_ask": "見本市 教育委員会 教育センター", "say": "給食費のことで聞きたいです"}),
    "kyoju-shien-jigyo": ("fukushi", {}),  # a service that this city does not run
}


def _edition(tables: Tables) -> Wanted:
    values = {
        "title": "見本市 お悩みハンドブック",
        "organisation": "見本市（架空）",
        "scope_label": "見本市",
        "base": NATION,
        "notice": NOTICE,
        "about": "見本市は架空の市です。市町村が自分の版をどう作るかを示すための見本で、電話番号もつながりません。",
    }
    wards = tables["city_wards"]
    rows = {"languages": languages(), "wards": [{"name": row["name"], "code": row["code"]} for row in wards]}
    source = wards[0] if wards else None
    return Wanted(EDITION, ROOT, EditionPage, EDITION.key, values, rows, source, row_sources={"wards": wards})


def _department(row: Row, cells: Cells) -> Wanted:
    values = {"title": row["name"], "phone": row["phone"], "is_welfare": cells.flag(row, "is_welfare")}
    return Wanted(
        _department_ref(row["key"]), EDITION, DepartmentPage, row["key"], values, source=row, columns={"title": "name"}
    )


def _department_ref(key: str) -> Ref:
    return Ref("department", f"mihonshi/{key}")


def _desks(tables: Tables, cells: Cells) -> list[Wanted]:
    owners = {key: row["department"] for row in reversed(tables["city_programs"]) for key in row.keys_in("desks")}
    fallback = tables["city_departments"][0]["key"] if tables["city_departments"] else ""
    wards = {row["key"]: row["name"] for row in tables["city_wards"]}
    return [
        _desk(row, row["department"] or owners.get(row["key"], fallback), wards, cells) for row in tables["city_desks"]
    ]


def _desk(row: Row, department: str, wards: dict[str, str], cells: Cells) -> Wanted:
    weekly = cells.hours(row)
    rows = {
        "phones": phones(row),
        "weekly_hours": weekly,
        "kinds": [{"kind": Ref("desk kind", key)} for key in row.keys_in("kinds")],
        "wards": [{"name": wards.get(key, key)} for key in row.keys_in("wards")],
    }
    return Wanted(
        Ref("desk", row["key"]),
        _department_ref(department),
        DeskPage,
        f"desk-{row['key']}",
        {"title": row["name"], **{name: row[name] for name in ("hours", "address", "access", "note")}},
        rows,
        row,
        {"title": "name"},
        {name: [row] * len(values) for name, values in rows.items()},
    )


def _programs(tables: Tables, cells: Cells) -> list[Wanted]:
    matched: dict[str, set[str]] = {}
    for row in tables["matches"]:
        matched.setdefault(row["program_key"], set()).add(row["worry_key"])
    return [_program(row, matched.get(row["adapts"], set()), cells) for row in tables["city_programs"]]


def _program(row: Row, matched: set[str], cells: Cells) -> Wanted:
    """An adaptation inherits the base entry's worries, so only further ones become rows of its own."""
    values = {name: row[column] for name, column in PROGRAM_COLUMNS.items()} | {"kind": cells.kind(row)}
    if row["adapts"]:
        values |= _adapting(row["adapts"]) | {"inherit_title": False}
    else:
        values["number"] = Ref("program", row["key"])
    worries = [key for key in row.keys_in("related_worries") if key not in matched]
    weight = LIGHTER_BILL if values["kind"] == Kind.REDUCTION else STRONG
    matches = [{"worry": Ref("worry", key), "weight": weight, "reason": row["reason"]} for key in worries]
    return Wanted(
        Ref("program page", row["key"]),
        _department_ref(row["department"]),
        ProgramPage,
        row["key"],
        values,
        {"matches": matches, "desks": desks(row)},
        row,
        PROGRAM_COLUMNS,
    )


def _adapting(key: str) -> dict[str, object]:
    return {"number": Ref("program", key), "base": Ref("program page", key), "change": Change.ADAPT}


def _referrals(tables: Tables) -> list[Wanted]:
    """A national program that a city program names gets the city's desks; all else of it is inherited."""
    own = {row["adapts"] for row in tables["city_programs"]}
    titles = {row["key"]: row["title"] for row in tables["programs"]}
    naming: dict[str, list[Row]] = {}
    for row in tables["city_programs"]:
        for key in row.keys_in("related_programs"):
            if key not in own and key in titles and row["desks"]:
                naming.setdefault(key, []).append(row)
    return [_referral(key, titles[key], rows) for key, rows in naming.items()]


def _referral(key: str, title: str, rows: list[Row]) -> Wanted:
    keys = dict.fromkeys(desk for row in rows for desk in row.keys_in("desks"))
    return Wanted(
        Ref("program page", f"mihonshi/{key}"),
        _department_ref(rows[0]["department"]),
        ProgramPage,
        f"shi-{key}",
        {"title": title, **_adapting(key)},
        {"desks": [{"desk": Ref("desk", desk)} for desk in keys]},
        rows[0],
    )


def _words_of_its_own(tables: Tables) -> list[Wanted]:
    titles = {row["key"]: row["title"] for row in tables["programs"]}
    return [
        Wanted(
            Ref("program page", f"mihonshi/{key}"),
            _department_ref(department),
            ProgramPage,
            f"shi-{key}",
            {"title": titles[key], **_adapting(key), **words} | ({} if words else {"change": Change.HIDE}),
        )
        for key, (department, words) in OWN_WORDS.items()
        if key in titles
    ]

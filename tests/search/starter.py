"""The starter handbook's data files as the search room takes them, without a database."""

import csv
from pathlib import Path

from search.index import Crisis, Entry, Everyday, Text, build

DATA = Path(__file__).resolve().parents[2] / "cms" / "starter" / "data"
Names = dict[int, str]  # number → key in the data files


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pairs(path: Path, leave_out: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The two columns of a word list, without the sections whose heading begins with one of `leave_out`."""
    sections = path.read_text(encoding="utf-8").split("# --- ")
    kept = (section for section in sections if not section.startswith(leave_out or "\0"))
    cells = (line.split("\t") for section in kept for line in section.splitlines() if "\t" in line and line[0] != "#")
    return [(tuple(left.split()), tuple(right.split())) for left, right in cells]


def everyday(leave_out: tuple[str, ...] = ()) -> list[Everyday]:
    return [Everyday(*pair) for pair in pairs(DATA / "everyday_words.tsv", leave_out)]


def crisis() -> list[Crisis]:
    return [Crisis(*pair) for pair in pairs(DATA / "crisis_words.tsv")]


def handbook() -> tuple[dict, Names, Names, Names]:
    """The index and the names of its worries, programs and categories."""
    worries, programs, categories = rows("worries.csv"), rows("programs.csv"), rows("categories.csv")
    number = [{row["key"]: at for at, row in enumerate(part, 1)} for part in (worries, programs, categories)]
    links = [
        (number[0][row["worry_key"]], number[1][row["program_key"]], int(row["weight"]))
        for row in rows("matches.csv")
        if row["effect"] == "match"
    ]
    data = build(
        [worry(row, number[0][row["key"]], number[2][row["category"]]) for row in worries],
        [program(row, number[1][row["key"]]) for row in programs],
        [category(row, number[2][row["key"]]) for row in categories],
        links,
        everyday(),
        crisis(),
    )
    return data, *({at: key for key, at in part.items()} for part in number)


def worry(row: dict[str, str], number: int, category: int) -> Entry:
    return Entry(number, (Text(row["text"], 3, True),), category=category)


def program(row: dict[str, str], number: int) -> Entry:
    titles = Text(row["title"], 3, True), Text(row["alternate_name"], 3, True), Text(row["title_en"], 2, True)
    return Entry(number, titles, row["kana"])


def category(row: dict[str, str], number: int) -> Entry:
    return Entry(number, (Text(row["title"], 3, True), Text(row["lead"]), Text(row["title_en"], 2, True)))

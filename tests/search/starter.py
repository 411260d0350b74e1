"""The starter handbook's data files as the search room takes them, without a database."""

import csv
from pathlib import Path

from handbook import findable
from handbook.release.schema import (
    Category,
    CrisisWord,
    Desk,
    Edition,
    EverydayWord,
    Hotline,
    Match,
    Program,
    Question,
    Release,
    Worry,
)
from search.index import Everyday

DATA = Path(__file__).resolve().parents[2] / "cms" / "starter" / "data"
OTHER_NAME = ("name_en",)
Names = dict[int, str]  # number → key in the data files


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_english(name: str, column: str = "title") -> list[dict[str, str]]:
    names = {row["key"]: row[column] for row in rows(f"en/{name}")}
    return [row | {"name_en": names[row["key"]]} for row in rows(name)]


def pairs(path: Path, leave_out: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The two columns of a word list, without the sections whose heading begins with one of `leave_out`."""
    sections = path.read_text(encoding="utf-8").split("# --- ")
    kept = (section for section in sections if not section.startswith(leave_out or "\0"))
    cells = (line.split("\t") for section in kept for line in section.splitlines() if "\t" in line and line[0] != "#")
    return [(tuple(left.split()), tuple(right.split())) for left, right in cells]


def everyday(leave_out: tuple[str, ...] = ()) -> list[Everyday]:
    return [Everyday(*pair) for pair in pairs(DATA / "everyday_words.tsv", leave_out)]


def crisis() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return pairs(DATA / "crisis_words.tsv")


def handbook(times: int = 1) -> tuple[dict, Names, Names, Names]:
    """The index as the product builds it, and the names of its worries, programs and categories. With `times` the same
    texts again and again, under new numbers.
    """
    worries, programs = in_english("worries.csv", "text") * times, in_english("programs.csv") * times
    categories = in_english("categories.csv")
    number = [{row["key"]: at for at, row in enumerate(part, 1)} for part in (worries, programs, categories)]
    places = {row["number"]: place for place, row in enumerate(rows("hotlines.csv"))}
    release = Release(
        edition=Edition("starter", "", "", ""),
        language="ja",
        categories=tuple(_category(at, row, worries) for at, row in enumerate(categories, 1)),
        programs=tuple(_program(at, row) for at, row in enumerate(programs, 1)),
        desks=tuple(Desk(row["key"], row["name"]) for row in rows("desks.csv")),
        hotlines=tuple(Hotline(row["key"], row["name"], row["number"]) for row in rows("hotlines.csv")),
        matches=tuple(
            Match(number[0][row["worry_key"]], number[1][row["program_key"]], weight=int(row["weight"]))
            for row in rows("matches.csv")
            if row["effect"] == "match"
        ),
        everyday_words=tuple(EverydayWord(word.stems, word.means) for word in everyday()),
        crisis_words=tuple(CrisisWord(says, tuple(places[number] for number in to)) for says, to in crisis()),
    )
    return findable.build(release), *({at: key for key, at in part.items()} for part in number)


def _category(number: int, row: dict[str, str], worries: list[dict[str, str]]) -> Category:
    own = tuple(
        Worry(at, worry["text"], search_words=_names(worry, *OTHER_NAME))
        for at, worry in enumerate(worries, 1)
        if worry["category"] == row["key"]
    )
    question = Question(row["title"], "", own)
    return Category(number, row["key"], row["title"], row["lead"], "", (question,), _names(row, *OTHER_NAME))


def _program(number: int, row: dict[str, str]) -> Program:
    return Program(
        number,
        row["key"],
        number,
        "benefit",
        row["title"],
        row["kana"],
        row["alternate_name"],
        desks=tuple(key for key in row["desks"].split(";") if key),
        search_words=_names(row, *OTHER_NAME),
    )


def _names(row: dict[str, str], *columns: str) -> tuple[str, ...]:
    return tuple(row[column] for column in columns if row[column])

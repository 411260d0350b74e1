"""What the starter handbook says in other languages: every row translates something, and no fact is lost on the way."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "cms" / "starter" / "data"
LANGUAGES = ("ja-simple", "en")
FILES = ("categories", "worries", "desks", "programs", "hotlines", "city_desks", "city_programs")
COMPLETE = {
    "categories": "title lead",
    "worries": "text help_text",
    "programs": "summary say how_to_apply target benefit documents where_to_ask",
    "hotlines": "hours cost languages for_whom",
    "city_programs": "summary target benefit how_to_apply documents where_to_ask",
}
JAPANESE = re.compile(r"[ぁ-んァ-ン一-龥]")
RETOLD = {"summary", "title", "name", "text", "lead", "help_text"}
EVERYBODY_KNOWS = {"110", "119"}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
BEFORE_ERA = {"令和": 2018, "昭和": 1925}
MONTH = re.compile("|".join(rf"\b{month}\b" for month in MONTHS))
MYRIADS = re.compile(r"(\d+(?:\.\d+)?)万(?:(\d)千)?(\d*)")
CLOCK = re.compile(r"午(前|後)(\d+)時(?:(\d\d)分)?")


@cache
def table(path: str) -> list[dict[str, str]]:
    with (DATA / f"{path}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pairs(language: str, name: str):
    """(key, column, Japanese, translation) of every cell that is translated."""
    originals = {row["key"]: row for row in table(name)}
    for row in table(f"{language}/{name}"):
        for column, text in row.items():
            if column != "key" and text:
                yield row["key"], column, originals[row["key"]][column], text


def numbers(text: str) -> set[str]:
    """Whatever the language: times by the clock, months as numbers, 令和8年 as 2026, 10万 as 100000, 3割 as 30."""
    clock = CLOCK.sub(lambda m: f"{int(m[2]) + 12 * (m[1] == '後')}:{m[3] or '00'}", text)
    months = MONTH.sub(lambda m: str(MONTHS.index(m[0]) + 1), clock)
    years = re.sub(r"(令和|昭和)(\d+)年", lambda m: f"{BEFORE_ERA[m[1]] + int(m[2])}年", months)
    plain = re.sub(r"(?<=\d),(?=\d)", "", years)
    whole = MYRIADS.sub(lambda m: f"{float(m[1]) * 10_000 + int(m[2] or 0) * 1_000 + int(m[3] or 0):.0f}", plain)
    shares = re.sub(r"(\d)〜(?=\d割)", r"\1割〜", whole)
    percent = re.sub(r"(\d(?:\.\d)?)割", lambda m: f"{float(m[1]) * 10:.0f}", shares)
    return set(re.findall(r"\d+", percent))


def anywhere(name: str, key: str) -> set[str]:
    row = next(row for row in table(name) if row["key"] == key)
    return numbers(" ".join(row.values())) | EVERYBODY_KNOWS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_every_entry_is_there_once(language, name):
    assert [row["key"] for row in table(f"{language}/{name}")] == [row["key"] for row in table(name)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMPLETE)
def test_what_a_resident_needs_is_translated(language, name):
    for column in COMPLETE[name].split():
        assert [row["key"] for row in table(f"{language}/{name}") if not row[column]] == [], column


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_no_line_is_left_in_japanese_or_added(language, name):
    """Easy Japanese keeps the official names, so that a resident can say them at the desk."""
    names = {"title", "name"} if language == "ja-simple" and name != "categories" else set()
    translated = {row["key"]: row for row in table(f"{language}/{name}")}
    columns = [column for column in table(f"{language}/{name}")[0] if column != "key" and column not in names]
    pairs_of = [(row, translated[row["key"]]) for row in table(name)]
    assert [(ja["key"], c) for ja, other in pairs_of for c in columns if bool(ja[c]) != bool(other[c])] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_no_number_is_lost_or_invented(language, name):
    """What is told anew in simple words may leave a number out, but brings in none that its row does not have."""
    wrong = [
        (key, column, sorted(numbers(ours) ^ numbers(theirs)))
        for key, column, ours, theirs in pairs(language, name)
        if (numbers(theirs) - anywhere(name, key) if column in RETOLD else numbers(ours) != numbers(theirs))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_english_is_english(name):
    assert [text for *_, text in pairs("en", name) if JAPANESE.search(text)] == []


@pytest.mark.parametrize("name", FILES)
def test_easy_japanese_is_written_as_agreed(name):
    """Words apart, western years, no wave dash for from and to."""
    for key, column, _, text in pairs("ja-simple", name):
        assert not re.search("[〜～]|令和|平成", text), (key, column)

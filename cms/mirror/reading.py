"""A Release as plain data → the pages it asks for, the same keys for the same things each time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID, uuid5

from django.db import models
from wagtail.models import Page

from cms.models import CategoryPage, DeskPage, HotlinePage, ProgramPage, QuestionPage

Data = dict[str, Any]
NAMES = UUID("6f0f1a3c-0a55-4a0e-9f5e-2d3c8f2b7c11")
RENAMED = {"name": "title", "url": "official_url"}


class Broken(ValueError):
    """The Release cannot become pages here. The text says why."""


@dataclass
class Wanted:
    model: type[Page]
    key: UUID  # translation key
    parent: UUID | None  # of a category; None: the folder
    slug: str
    lang: str
    fields: dict[str, object]
    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    freshness: Data = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.fields["title"])


def key_of(*names: object) -> UUID:
    """For what has no key of its own in a Release."""
    return uuid5(NAMES, "/".join(map(str, names)))


class Texts:
    """One language of the edition."""

    def __init__(self, data: Data, other_names: frozenset[str] = frozenset()):
        self.data, self.other_names = data, other_names
        self.edition: str = data["edition"]["key"]
        self.matches: dict[int, list[Data]] = {}
        for match in data["matches"]:
            self.matches.setdefault(match["program"], []).append(match)
        self.worries_of_hotline = _worries_of_hotlines(self)

    def worries(self) -> Iterator[Data]:
        for category in self.data["categories"]:
            for question in category["questions"]:
                yield from question["worries"]

    def wanted(self) -> Iterator[Wanted]:
        """Parents before children, desks before what names them."""
        yield from (self._desk(desk) for desk in self.data["desks"])
        for category in self.data["categories"]:
            key = key_of(self.edition, "category", category["key"])
            shown = _same_fields(CategoryPage, category, omit={"search_words"})
            yield Wanted(CategoryPage, key, None, category["key"], category["lang"], shown)
            for place, question in enumerate(category["questions"], 1):
                yield self._question(key, place, question)
        yield from (self._program(program) for program in self.data["programs"])
        yield from (self._hotline(place, line) for place, line in enumerate(self.data["hotlines"]))

    def _question(self, parent: UUID, place: int, question: Data) -> Wanted:
        rows = [
            {
                "translation_key": key_of(self.edition, "worry", worry["id"]),
                "number_id": worry["id"],
                "text": worry["text"],
                "help_text": worry["help"],
                "urgency": worry["urgency"],
                "sensitive": worry["sensitive"],
                "audience": ";".join(worry["audience"]),
                "search_words": self._own_words(worry),
            }
            for worry in question["worries"]
        ]
        shown = {"title": question["title"], "lead": question["lead"]}
        key = key_of(parent, place)
        return Wanted(QuestionPage, key, parent, f"page-{place}", question["lang"], shown, {"worries": rows})

    def _program(self, program: Data) -> Wanted:
        number = program["id"]
        shown = _same_fields(ProgramPage, program, omit={"id", "order", "search_words", "desk_kind"}) | {
            "desk_kind_id": program["desk_kind"] or None,
            "number_id": number,
            "tags": ",".join(program["tags"]),
            "target_audience": ";".join(program["audience"]),
            "search_words": self._own_words(program),
            **_days(program["freshness"]),
        }
        matches = [
            {
                "translation_key": key_of(self.edition, "match", number, match["worry"], match["effect"]),
                "worry_id": match["worry"],
                **{name: match[name] for name in ("effect", "weight", "reason")},
            }
            for match in self.matches.get(number, [])
            if match["lang"] == self.data["language"]  # what is not translated is no row of the translation
        ]
        links = [
            {"translation_key": key_of(self.edition, "link", number, place), **link}
            for place, link in enumerate(program["links"])
        ]
        named = program["desks"][: len(program["desks"]) - program["desks_of_kind"]]
        desks = [{"desk_id": UUID(key)} for key in named]
        rows = {"matches": matches, "desks": desks, "links": links}
        key = UUID(program["key"])
        return Wanted(ProgramPage, key, None, f"program-{number}", program["lang"], shown, rows, program["freshness"])

    def _desk(self, desk: Data) -> Wanted:
        shown = _same_fields(DeskPage, desk, omit={"search_words", "url"})
        shown |= {"web_page": desk["url"], "search_words": self._own_words(desk)}
        rows = {
            "phones": [dict(phone) for phone in desk["phones"]],
            "weekly_hours": _hours(desk),
            "exceptions": [
                {
                    "date": date.fromisoformat(span["date"]),
                    "opens": _time(span["opens"]),
                    "closes": _time(span["closes"]),
                    "note": span["note"],
                }
                for span in desk["exceptions"]
            ],
            "kinds": [{"kind_id": kind} for kind in desk["kinds"]],
            "wards": [{"name": ward} for ward in desk["wards"]],
        }
        return Wanted(DeskPage, UUID(desk["key"]), None, f"desk-{desk['key']}", desk["lang"], shown, rows)

    def _hotline(self, place: int, line: Data) -> Wanted:
        shown = _same_fields(HotlinePage, line, omit={"program"})
        shown |= {"program_id": line["program"], **_days(line["freshness"])}
        worries = [{"worry_id": worry, "rank": rank} for worry, rank in self.worries_of_hotline.get(place, [])]
        key = UUID(line["key"])
        slug = f"hotline-{line['key']}"
        rows = {"worries": worries, "weekly_hours": _hours(line)}
        return Wanted(HotlinePage, key, None, slug, line["lang"], shown, rows, line["freshness"])

    def _own_words(self, item: Data) -> str:
        """Names in other languages are added at composing, so they are no own words."""
        words: list[str] = []
        for word in item["search_words"]:
            if word not in self.other_names and len(" ".join([*words, word])) <= 300:
                words.append(word)
        return " ".join(words)


def names_in(data: Data) -> set[str]:
    """What entries, categories and worries are called in one language, as far as it is really in that language."""
    spoken = data["language"]
    named = [*data["programs"], *data["categories"]]
    names = {item["title"] for item in named if item["lang"] == spoken}
    names |= {item["alternate_name"] for item in data["programs"] if item["lang"] == spoken}
    worries = (worry for category in data["categories"] for q in category["questions"] for worry in q["worries"])
    return names | {worry["text"] for worry in worries if worry["lang"] == spoken}


def _same_fields(model: type[models.Model], item: Data, omit: set[str]) -> dict[str, object]:
    """Whatever has the same name in the Release and on the page, or one of two other names."""
    columns = {column.name for column in model._meta.concrete_fields if not column.is_relation} - {"id", "path", "slug"}
    given = {RENAMED.get(name, name): value for name, value in item.items() if name not in omit}
    return {name: value for name, value in given.items() if name in columns and not isinstance(value, list | dict)}


def _hours(item: Data) -> list[dict[str, object]]:
    return [
        {"weekday": span["weekday"], "opens": _time(span["opens"]), "closes": _time(span["closes"])}
        for span in item["weekly_hours"]
    ]


def _time(text: str) -> time | None:
    return time.fromisoformat(text.replace("24:00", "00:00")) if text else None


def _days(freshness: Data) -> dict[str, date | None]:
    return {
        "last_checked": date.fromisoformat(freshness["checked_on"]) if freshness["checked_on"] else None,
        "review_due": date.fromisoformat(freshness["review_due"]) if freshness["review_due"] else None,
    }


def _worries_of_hotlines(texts: Texts) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for worry in texts.worries():
        ranks = worry["hotline_ranks"] or range(1, len(worry["hotlines"]) + 1)  # older packs say only the order
        for rank, place in zip(ranks, worry["hotlines"], strict=True):
            found.setdefault(place, []).append((worry["id"], rank))
    return found

"""How often a question in one's own words finds the right help, per split and kind."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.find import Index, find, opened
from search.index import Entry, Everyday, Text, build
from tests.search import starter

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Asked:
    """One query and what came of it."""

    query: str
    split: str
    kind: str
    entries: bool  # a right program among the first five
    blocks: bool  # … or a right worry, or one that leads to it, among three; or its category among three
    crisis: bool
    weak: bool


def read(name: str) -> list[dict]:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def questions() -> list[dict]:
    """The second file was written as residents type, before anything was tuned to it; half of it is only looked at.
    The third has the same sentence in kanji and in kana, and nothing was ever tuned to it; the hard half of it speaks
    of what happened and names neither the trouble nor the help.
    """
    return [*read("queries_starter.json"), *read("queries_typed.json"), *read("queries_pairs.json")]


def share(asked: Iterable[Asked], what: str) -> float:
    hits = [getattr(one, what) for one in asked]
    return sum(hits) / len(hits)


def by_split_and_kind(asked: Iterable[Asked]) -> dict[tuple[str, str], list[Asked]]:
    groups = defaultdict(list)
    for one in asked:
        groups[one.split, "all"].append(one)
        groups[one.split, one.kind].append(one)
    return dict(groups)


def on_the_starter_handbook(in_kana: bool = False) -> Iterator[Asked]:
    """With `in_kana` what can be asked in either writing is asked as a child or a hurried thumb would write it."""
    data, worries, programs, _categories = starter.handbook()
    index = opened(data)
    category_of = dict(zip(index.worries, data["category_of"], strict=True))
    key = {name: number for number, name in worries.items()}
    leads = _leads(index)
    wanted_programs = {name: number for number, name in programs.items()}
    for query in questions():
        if in_kana and "kana" not in query:
            continue
        right = {wanted_programs[name] for name in query["programs"] if name in wanted_programs}
        right_worries = {key[name] for name in query["worries"] if name in key}
        right_categories = {category_of[worry] for worry in right_worries}
        asked = query | {"q": query["kana"]} if in_kana else query
        yield _asked(index, asked, (right, right_worries, right_categories), leads)


def _asked(index: Index, query: Mapping, right: tuple[set, set, set], leads: Mapping[int, set]) -> Asked:
    answer = find(index, query["q"])
    programs, worries, categories = right
    shown = _first(answer["worries"], 3)
    entries = bool(programs & _first(answer["programs"], 5))
    through = bool(worries & shown) or any(leads[worry] & programs for worry in shown)
    blocks = entries or through or bool(categories & _first(answer["categories"], 3))
    return Asked(query["q"], query["split"], query["kind"], entries, blocks, bool(answer["crisis"]), answer["weak"])


def _first(hits: Sequence[Sequence[int]], most: int) -> set[int]:
    return {hit[0] for hit in hits[:most]}


def _leads(index: Index) -> dict[int, set[int]]:
    linked = zip(index.worries, index.links, strict=True)
    return {worry: {index.programs[place] for place, _ in links} for worry, links in linked}


def on_the_small_corpus(everyday: Sequence[Everyday]) -> Iterator[Asked]:
    """75 programs and 22 worries; a right entry of either sort among the first five of both."""
    entries = read("data/corpus.json")
    number = {entry["id"]: at for at, entry in enumerate(entries, 1)}
    category = {name: at for at, name in enumerate(sorted({entry["category"] for entry in entries}), 1)}
    index, leads = _small(entries, number, category, everyday)
    category_of = {number[entry["id"]]: category[entry["category"]] for entry in entries}
    for query in read("data/queries.json"):
        right = {number[name] for name in query["expect"]}
        answer = find(index, query["q"])
        both = sorted([*answer["programs"], *answer["worries"]], key=lambda hit: -hit[1])
        asked = _asked(index, query, (right, right, {category_of[one] for one in right}), leads)
        entries_hit = bool(right & _first(both, 5))
        yield Asked(asked.query, asked.split, asked.kind, entries_hit, asked.blocks, asked.crisis, asked.weak)


def _small(entries: Sequence[Mapping], number: Mapping, category: Mapping, everyday: Sequence[Everyday]):
    worries = [entry for entry in entries if entry["kind"] == "question"]
    programs = [entry for entry in entries if entry["kind"] != "question"]
    data = build(
        [
            Entry(number[entry["id"]], (Text(entry["title"], 3, True),), category=category[entry["category"]])
            for entry in worries
        ],
        [
            Entry(number[entry["id"]], (Text(entry["title"], 3, True), Text(entry["summary"], 1.5)))
            for entry in programs
        ],
        [Entry(at, (Text(name),)) for name, at in category.items()],
        [(number[entry["id"]], number[name], 2) for entry in worries for name in entry["programs"]],
        everyday,
    )
    index = opened(data)
    return index, _leads(index)

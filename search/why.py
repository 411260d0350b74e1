"""Why a hit is there, for those who look after the words. The points of its reasons are its score."""

from collections import defaultdict
from typing import NamedTuple

from .find import LINK, Index, asked, lists, said_all


class Reason(NamedTuple):
    kind: str  # word, reading, everyday or worry
    text: str  # what was said, or for a worry its number
    points: int


Reasons = dict[int, list[Reason]]  # by worry, program, category or desk


def why(index: Index, query: str) -> dict[str, Reasons]:
    found: dict[int, list[Reason]] = defaultdict(list)
    for kind, text, hits, factor in lists(index, asked(index, query)):
        for number, strength in hits:
            found[number].append(Reason(kind, text, strength * factor))
    reasons, start = {}, 0
    for kind in ("worries", "programs", "categories", "desks"):
        ids = getattr(index, kind)
        reasons[kind] = {id: found[at] for at, id in enumerate(ids, start) if at in found}
        start += len(ids)
    scores = {id: sum(reason.points for reason in of) for id, of in reasons["worries"].items()}
    _add_through_links(index, reasons["programs"], scores)
    _add_through_worries(index, reasons["categories"], scores)
    return reasons


def danger(index: Index, query: str) -> list[str]:
    """The stems of danger that were said."""
    said = asked(index, query).surely
    return ["+".join(stem).replace(" ", "") for stems, _ in index.crisis for stem in stems if said_all(stem, said)]


def _add_through_links(index: Index, programs: Reasons, scores: dict[int, int]) -> None:
    best: dict[int, Reason] = {}
    for worry, links in zip(index.worries, index.links, strict=True):
        for place, weight in links if worry in scores else ():
            program, points = index.programs[place], scores[worry] * weight * 4 // LINK
            if points > (best[program].points if program in best else 0):
                best[program] = Reason("worry", str(worry), points)
    for program, reason in best.items():
        programs.setdefault(program, []).append(reason)


def _add_through_worries(index: Index, categories: Reasons, scores: dict[int, int]) -> None:
    of: dict[int, list[Reason]] = defaultdict(list)
    for category, worry in zip(index.category_of, index.worries, strict=True):
        if worry in scores:
            of[index.categories[category]].append(Reason("worry", str(worry), scores[worry]))
    for category, reasons in of.items():
        strongest = sorted(reasons, key=lambda reason: -reason.points)[:3]
        categories.setdefault(category, []).extend(strongest)

"""Which programs and hotlines the ticked worries lead to. Its twin is static/handbook/matching.js: change both.

Integers only, no clock, no collation, so that the browser and the server cannot disagree. The rule in words, with the
vectors both must pass, is published at /api/v1/matching/.
"""

from collections.abc import Iterable

from handbook import codes
from handbook.release.schema import Release

TALK, PROGRAMS = 1, 2  # bands of the result; above both stand the hotlines
FIRST_SCREEN = 12
TALK_ON_FIRST_SCREEN = 6  # while there are programs to fill the places
HOTLINES_ON_FIRST_SCREEN = 4  # more only where more emergencies were ticked, each with its own best number

EMERGENCY, STRONG = 2, 3  # the highest urgency of a worry, the greatest weight of a link

_URGENCY = {"none": 0, "soon": 1, "emergency": EMERGENCY}


def table(release: Release) -> dict:
    """All that matching needs to know of a Release, small enough to send to every browser."""
    worries = {
        str(worry.id): {"u": _URGENCY[worry.urgency], "m": [], "c": [], "x": [], "h": list(worry.hotlines)}
        for worry in release.worries.values()
    }
    for match in release.matches:
        line = worries[str(match.worry)]
        if match.effect == "exclude":
            line["x"].append(match.program)
        elif match.effect == "caution":
            line["c"].append([match.program, match.reason])
        else:
            line["m"].append([match.program, match.weight, match.reason])
    programs = {
        str(program.id): {"band": TALK if program.kind == "consultation" else PROGRAMS, "order": program.order}
        for program in release.programs
    }
    hotlines = [
        {"id": codes.of_hotline(line.key), "program": line.program, "kind": int(line.kind == "emergency")}
        for line in release.hotlines
    ]
    return {"worries": worries, "programs": programs, "hotlines": hotlines, "first": FIRST_SCREEN}


def match(table: dict, ticked: Iterable[int], weighing: Iterable[int] = ()) -> dict:
    """The result for the ticked worries; those in `weighing` (◎) count double."""
    worries, heavy = table["worries"], set(weighing)
    known, unknown = _split(ticked, worries)
    lines = [(id, worries[str(id)], 2 if id in heavy else 1) for id in known]
    hotlines, more = _hotlines(lines)
    gone = {program for _, line, _ in lines for program in line["x"]}
    gone.update(table["hotlines"][index]["program"] for index in hotlines)
    items = _items(lines, gone)
    more = [index for index in more if table["hotlines"][index]["program"] not in items]
    places = {id: table["programs"][str(id)] for id in items}
    ordered = _ordered(items, lines, places)
    bands = {id: place["band"] for id, place in places.items()}
    return _result(ordered, bands, _first(table["first"], lines, ordered, bands), (hotlines, more), known, unknown)


def shared(table: dict, ids: Iterable[int], hotlines: Iterable[int] = ()) -> dict:
    """The result for a link that names no worry: its hotlines stand above in the order they had for whoever shared it,
    its programs in the handbook's own order.
    """
    programs = table["programs"]
    known, unknown = _split(ids, programs)
    wanted = dict.fromkeys(hotlines)
    places = {line["id"]: index for index, line in enumerate(table["hotlines"]) if line["id"] in wanted}
    lines = [places[number] for number in wanted if number in places]
    above = {table["hotlines"][index]["program"] for index in lines}
    shown = [id for id in known if id not in above]
    ordered = [_item(id) for id in sorted(shown, key=lambda id: (programs[str(id)]["order"], id))]
    bands = {id: programs[str(id)]["band"] for id in shown}
    return _result(ordered, bands, set(shown), (lines, []), known, unknown)


def _split(ids, table):
    ids = sorted(set(ids))
    return [id for id in ids if str(id) in table], [id for id in ids if str(id) not in table]


def _item(id):
    return {"id": id, "score": 0, "why": [], "reason": "", "cautions": []}


def _hotlines(lines):
    """Those of urgent worries by the best place that a worry gives them: emergencies first, then where the worry lists
    them, then the handbook's order. Returns those for the first screen and those behind a button."""
    keys = {}
    for _, line, _ in lines:
        for position, index in enumerate(line["h"] if line["u"] else ()):
            place = (-line["u"], position)
            keys[index] = min(keys.get(index, place), place)
    ordered = sorted(keys, key=lambda index: (keys[index], index))
    room = max(HOTLINES_ON_FIRST_SCREEN, sum([keys[index] == (-2, 0) for index in ordered]))
    return ordered[:room], ordered[room:]


def _items(lines, gone):
    items, strongest = {}, {}
    for id, line, factor in lines:
        for program, weight, reason in line["m"]:
            if program in gone:
                continue
            item = items.get(program)
            if item is None:
                item = items[program] = _item(program)
            item["score"] += weight * factor
            item["why"].append(id)
            if reason and weight * factor > strongest.get(program, 0):
                strongest[program], item["reason"] = weight * factor, reason
    for _, line, _ in lines:
        for program, note in line["c"]:
            if program in items and note not in items[program]["cautions"]:
                items[program]["cautions"].append(note)
    return items


def _ordered(items, lines, places):
    """First what an emergency strongly asks for, whatever else was ticked: nobody who wants to die reads a job counter
    before the line for that. Then by score, at equal score the more urgent, then the edition's own order."""
    urgency, strongly = {}, set()
    for _, line, _ in lines:
        for program, weight, _ in line["m"]:
            urgency[program] = max(urgency.get(program, 0), line["u"])
            if line["u"] == EMERGENCY and weight == STRONG:
                strongly.add(program)
    place = {
        id: (id not in strongly, -item["score"], -urgency[id], places[id]["order"], id) for id, item in items.items()
    }
    return sorted(items.values(), key=lambda item: place[item["id"]])


def _first(room, lines, ordered, bands):
    """Ids for the first screen: each worry reserves its best program, then the best of the rest fill the places."""
    rank = {item["id"]: place for place, item in enumerate(ordered)}
    first = set()
    for _, line, _ in sorted(lines, key=lambda entry: (-entry[1]["u"], -entry[2], entry[0])):
        best = min([(-weight, rank[program]) for program, weight, _ in line["m"] if program in rank], default=None)
        if best and len(first) < room:
            first.add(ordered[best[1]]["id"])
    waiting = [(-item["score"], bands[id], rank[id], id) for item in ordered if (id := item["id"]) not in first]
    return _filled(room, first, sorted(waiting), bands)


def _filled(room, first, waiting, bands):
    """The free places by score, at equal score to talk before programs; `late` are the talks beyond their share."""
    talk = sum([bands[id] == TALK for id in first])
    late = []
    for _, band, _, id in waiting:
        if len(first) == room:
            break
        if band == TALK and talk >= TALK_ON_FIRST_SCREEN:
            late.append(id)
        else:
            first.add(id)
            talk += band == TALK
    return first.union(late[: room - len(first)])


def _result(ordered, bands, first, hotlines, known, unknown):
    shown = {band: {"band": band, "first": [], "rest": []} for band in (TALK, PROGRAMS)}
    for item in ordered:
        shown[bands[item["id"]]]["first" if item["id"] in first else "rest"].append(item)
    return {
        "hotlines": hotlines[0],
        "more_hotlines": hotlines[1],
        "bands": list(shown.values()),
        "known": known,
        "unknown": unknown,
        "total": len(hotlines[0]) + len(hotlines[1]) + len(ordered),
    }

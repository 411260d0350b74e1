"""Field by field: what is inherited, what is one's own, and what kind of change that is. Plain data in and out."""

from collections.abc import Iterable, Mapping
from typing import Any

# Empty inherits, filled replaces.
INHERITED = (
    "alternate_name",
    "kind",
    "summary",
    "body",
    "target",
    "benefit",
    "fiscal_year",
    "age_min",
    "age_max",
    "target_audience",
    "how_to_apply",
    "deadline",
    "documents",
    "say",
    "where_to_ask",
    "desk_kind",
    "contact_without_phone",
    "official_url",
    "law",
    "ministry",
    "tags",
    "sensitive",
    "search_words",
)
CONDITIONS = {"target", "age_min", "age_max", "target_audience", "benefit", "deadline", "fiscal_year", "documents"}
ROWS = ("desks", "matches", "links")

Texts = dict[str, Any]  # field or relation → what residents get of it, as JSON knows it


def says_nothing(name: str, value: Any) -> bool:
    """An age of 0 says something; the audience that every new entry has does not."""
    return value is None or value is False or value in ("", [], ()) or (name == "target_audience" and value == "self")


def lay_over(below: Texts, own: Mapping[str, Any]) -> Texts:
    """Own fields fill in; own desks take the place of those below; a match for the same worry replaces; links add."""
    filled = {name: own[name] for name in INHERITED if not says_nothing(name, own.get(name))}
    titled = {} if own.get("inherit_title") else {"title": own["title"], "reading": own.get("reading", "")}
    decided = {row["worry"] for row in own.get("matches", ())}
    addresses = {row["url"] for row in own.get("links", ())}
    rows = {
        "desks": list(own.get("desks") or below.get("desks", ())),
        "matches": [
            *(row for row in below.get("matches", ()) if row["worry"] not in decided),
            *own.get("matches", ()),
        ],
        "links": [*own.get("links", ()), *(row for row in below.get("links", ()) if row["url"] not in addresses)],
    }
    return {**below, **filled, **titled, **rows}


def resolved(layers: Iterable[Mapping[str, Any]]) -> Texts | None:
    """`layers` of one entry, the nearest edition's first. None where the nearest word on it is that it is hidden."""
    texts: Texts | None = None
    for layer in reversed(list(layers)):
        if layer["change"] == "hide":
            texts = None
        elif layer["change"] == "own":
            texts = lay_over({}, {**layer, "inherit_title": False})
        elif texts is not None:
            texts = lay_over(texts, layer)
    return texts


def state_of(name: str, own: Any, inherited: Any) -> str:
    """inherited | replaced | added, for one field."""
    if says_nothing(name, own):
        return "inherited"
    return "added" if says_nothing(name, inherited) else "replaced"


def state_of_entry(own: Mapping[str, Any] | None, inherited: Mapping[str, Any]) -> str:
    """inherited | replaced | added | hidden: added is what leaves every sentence of the base as it is."""
    if own is None:
        return "inherited"
    if own["change"] == "hide":
        return "hidden"
    if own["change"] == "own":
        return "added"
    states = {state_of(name, own.get(name), inherited.get(name)) for name in INHERITED}
    if "replaced" in states or not own.get("inherit_title", True):
        return "replaced"
    return "added" if "added" in states or any(own.get(relation) for relation in ROWS) else "inherited"


def division_of_change(own: Mapping[str, Any], inherited: Mapping[str, Any]) -> int | None:
    """制度変更区分 of DS-451-4: 2 where conditions or amounts are made more exact, 1 where something is added to the
    base entry, 0 where it is only put into other words. None for what is no adaptation.
    """
    if own["change"] != "adapt":
        return None
    states = {name: state_of(name, own.get(name), inherited.get(name)) for name in INHERITED}
    if any(states[name] != "inherited" for name in CONDITIONS):
        return 2
    if "added" in states.values() or any(own.get(relation) for relation in ROWS):
        return 1
    return 0


def covered(own: Mapping[str, Any], before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Fields and relations that changed below and that residents do not see, for an own text stands over them."""
    if own["change"] == "hide":
        return changed(before, now)
    return [name for name in changed(before, now) if _stands_over(name, own, before, now)]


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    names = ("title", *INHERITED, *ROWS)
    return [name for name in names if _plain(name, before.get(name)) != _plain(name, now.get(name))]


def _plain(name: str, value: Any) -> Any:
    return None if says_nothing(name, value) else value


def _stands_over(name: str, own: Mapping[str, Any], before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    if name == "title":
        return not own.get("inherit_title", True)
    if name == "desks":
        return bool(own.get("desks"))
    if name == "matches":
        decided = {row["worry"] for row in own.get("matches", ())}
        changed_worries = {
            row["worry"]
            for rows, others in ((before, now), (now, before))
            for row in rows.get("matches", ())
            if row not in others.get("matches", ())
        }
        return bool(decided & changed_worries)
    if name == "links":
        return False  # links only add
    return not says_nothing(name, own.get(name))

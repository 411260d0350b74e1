"""Whether data of others is what the schema says: a stored Release is read on trust, a pack is not."""

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache

from handbook.release.schema import Release

_hints = cache(typing.get_type_hints)


def is_sound(release: Release) -> bool:
    return _conforms(Release, release) and _refers_to_itself(release)


def _conforms(kind: typing.Any, value: object) -> bool:
    origin = typing.get_origin(kind)
    if is_dataclass(kind):
        hints = _hints(kind)
        return type(value) is kind and all(_conforms(hints[f.name], getattr(value, f.name)) for f in fields(kind))
    if origin is tuple:
        inner = typing.get_args(kind)[0]
        return type(value) is tuple and all(_conforms(inner, part) for part in value)
    if origin is dict:  # tombstones: JSON has no numbers as names
        return type(value) is dict and all(
            isinstance(key, str) and key.isdecimal() and _conforms(int | None, inner) for key, inner in value.items()
        )
    if origin in (types.UnionType, typing.Union):
        return any(_conforms(choice, value) for choice in typing.get_args(kind))
    if kind is int:
        return type(value) is int and 0 <= value < 1 << 31
    return type(value) is kind


def _refers_to_itself(release: Release) -> bool:
    """Every place and key that is named is there."""
    desks, lines = set(release.desk_by_key), len(release.hotlines)
    places = [place for worry in release.worries.values() for place in worry.hotlines]
    places += [place for word in release.crisis_words for place in word.hotlines]
    return (
        all(place < lines for place in places)
        and all(desks.issuperset(program.desks) for program in release.programs)
        and all(m.worry in release.worries and m.program in release.program_by_id for m in release.matches)
    )

"""Plain JSON data → typed objects."""

import typing
from dataclasses import is_dataclass
from functools import cache

_hints = cache(typing.get_type_hints)  # thousands of objects, a dozen kinds


def build(kind, value):
    """Plain JSON data → the typed object of that kind, nested ones included. Unknown or missing names raise
    TypeError.
    """
    if is_dataclass(kind):
        hints = _hints(kind)
        unknown = value.keys() - hints.keys()
        if unknown:
            raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
        return kind(**{name: build(hints[name], inner) for name, inner in value.items()})
    if typing.get_origin(kind) is tuple:
        return tuple(build(typing.get_args(kind)[0], inner) for inner in value)
    return value

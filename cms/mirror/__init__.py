"""Editions of other installations, as pages that nobody here edits. Knows plain data, not where it came from.

As pages they are the base of own editions like any other: the overlay, its to-dos and composing need not know.
"""

from .numbers import numbers_below
from .writing import bring_to, is_mirror

__all__ = ["bring_to", "is_mirror", "numbers_below"]

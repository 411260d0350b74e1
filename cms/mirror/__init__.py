"""Editions of other installations, as pages that nobody here edits. Knows plain data, not where it came from.

As pages they are the base of own editions like any other: the overlay, its to-dos and composing need not know.
"""

from .numbers import numbers_below
from .writing import bring_to

__all__ = ["bring_to", "numbers_below"]

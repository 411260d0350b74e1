"""Editions of other installations, as pages that nobody here edits. Knows plain data, not where it came from."""

from .numbers import numbers_below

__all__ = ["numbers_below"]

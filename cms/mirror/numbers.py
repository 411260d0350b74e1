"""Permanent numbers across installations: each has a range of its own, above those of the editions it is built on.

Printed QR codes carry the numbers alone, so the same number must lead to the same entry everywhere.
"""

from cms.models import ProgramNumber, WorryNumber

SPAN = 10_000  # numbers of one installation; the highest that a code carries leaves room for a hundred spans


def numbers_below() -> int:
    """The first number that is surely used by nobody here: where subscribers may begin."""
    highest = max(model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0 for model in _models())
    return (highest // SPAN + 1) * SPAN


def _models() -> tuple:
    return (WorryNumber, ProgramNumber)

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Row:
    """One figure. `kept` is None for figures without a goal, which only explain the others."""

    what: str
    measured: str = ""
    goal: str = ""
    kept: bool | None = None


def lines(rows: list[Row]) -> Iterator[str]:
    widths = [max(len(getattr(row, name)) for row in rows) for name in ("what", "measured", "goal")]
    for row in rows:
        mark = {None: " ", True: "✓", False: "✗ missed"}[row.kept]
        yield f"  {row.what:<{widths[0]}}  {row.measured:>{widths[1]}}   {row.goal:<{widths[2]}}  {mark}".rstrip()


def at_most(what: str, value: float, goal: float, unit: str, digits: int = 1) -> Row:
    return Row(what, f"{value:.{digits}f} {unit}", f"≤ {goal:g} {unit}", value <= goal)


def at_least(what: str, value: float, goal: float, unit: str) -> Row:
    return Row(what, f"{value:.0f} {unit}", f"≥ {goal:g} {unit}", value >= goal)

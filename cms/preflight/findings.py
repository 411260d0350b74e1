from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    BLOCKER = "blocker"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """Pinned to the field where it can be put right: a field, a field of a row, or a whole relation."""

    level: Level
    text: str  # what to do
    name: str  # field or relation
    label: str  # its name on the screen
    row: int | None = None
    column: str = ""  # the field of the row

    @property
    def field(self) -> str:
        """The name that the form gives to the field."""
        return self.name if self.row is None else f"{self.name}-{self.row}-{self.column}"

    @property
    def is_blocker(self) -> bool:
        return self.level == Level.BLOCKER


def blockers(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_blocker]

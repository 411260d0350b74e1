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
    is_of_rows: bool = False

    @property
    def field(self) -> str:
        """The name that the form gives to the field."""
        return self.name if self.row is None else f"{self.name}-{self.row}-{self.column}"

    @property
    def anchor(self) -> str:
        """Where it stands on the edit screen; where a row is missing, the button that adds one."""
        return f"id_{self.field}-ADD" if self.is_of_rows and self.row is None else f"id_{self.field}"

    @property
    def is_blocker(self) -> bool:
        return self.level == Level.BLOCKER


def blockers(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_blocker]

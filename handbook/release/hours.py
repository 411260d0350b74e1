"""When desks and hotlines are open, as a Release says it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hours:
    weekday: int  # ISO 8601, 1 = Monday
    opens: str  # HH:MM
    closes: str  # 24:00 is the end of the day


@dataclass(frozen=True)
class DayHours:
    """The hours of one date. Without times: closed all day."""

    date: str  # ISO
    opens: str = ""
    closes: str = ""
    note: str = ""


@dataclass(frozen=True)
class PublicHolidays:
    """Of Japan, substitutes included, so that no reader needs calendar rules. Before and after these days nothing is
    known: whether a desk is open is then not said.
    """

    since: str = ""  # ISO dates
    until: str = ""
    dates: tuple[str, ...] = ()


NONE_KNOWN = PublicHolidays()

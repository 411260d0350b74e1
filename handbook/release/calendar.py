"""The public holidays of the coming years, reckoned when a Release is composed."""

from functools import cache

import jpholiday

from .schema import PublicHolidays

YEARS_AHEAD = 3  # a handbook that nobody publishes anew for so long says no more whether a desk is open


@cache
def public_holidays(year: int) -> PublicHolidays:
    """From the given year on. 国民の休日 and substitutes (振替休日) are holidays as well."""
    years = range(year, year + YEARS_AHEAD + 1)
    dates = sorted(day.isoformat() for one in years for day, _name in jpholiday.year_holidays(one))
    return PublicHolidays(f"{years[0]}-01-01", f"{years[-1]}-12-31", tuple(dates))

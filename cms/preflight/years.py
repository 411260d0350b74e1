"""Until when an amount holds, as staff write it: 令和8年度, 2026年度, 2027年3月31日まで. A year in which something
began (2025年4月改正) ends nothing.
"""

import calendar
import datetime
import re
import unicodedata

BEGINNING = {"令和": 2018, "平成": 1988, "昭和": 1925}  # the year before the first
YEAR = r"(?:(令和|平成|昭和)([0-9]+|元)|((?:19|20)[0-9]{2}))年"
FISCAL_YEAR = re.compile(YEAR + "度")
UNTIL = re.compile(YEAR + r"(?:([0-9]{1,2})月)?(?:([0-9]{1,2})日)?(?:末|分)?まで")


def last_day(text: str) -> datetime.date | None:
    """The latest of the days that the text names; None where it names none."""
    text = unicodedata.normalize("NFKC", text)
    days = [_day(_year(*found[:3]), *found[3:]) for found in UNTIL.findall(text)]
    days += [datetime.date(_year(*found) + 1, 3, 31) for found in FISCAL_YEAR.findall(text)]
    return max((day for day in days if day), default=None)


def _year(era: str, count: str, western: str) -> int:
    if western:
        return int(western)
    return BEGINNING[era] + (1 if count == "元" else int(count))


def _day(year: int, month: str, day: str) -> datetime.date | None:
    number = int(month or 12)
    if not 1 <= number <= 12:
        return None
    last = calendar.monthrange(year, number)[1]
    return datetime.date(year, number, min(int(day or last), last))

"""Words that found nothing, where a reader pressed the button that says so: day, word and number, nothing else.

What one person alone typed might tell who it was, so staff see a word when it was sent five times.
"""

import re
import unicodedata
from datetime import timedelta

from django.db import Error as DatabaseAway
from django.db.models import F, Sum
from django.utils import timezone

from handbook.models import MissedWord

LONGEST = 20  # characters; a whole sentence is somebody's own
AT_ONCE = 5  # words of one press
A_DAY = 300  # different words of an edition
SHOWN_FROM = 5
KEPT = timedelta(days=180)


def words(query: str) -> list[str]:
    """What may be counted of a query: short words without digits."""
    text = unicodedata.normalize("NFKC", query[:200]).lower()
    found = re.findall(r"[^\W_]+", text)
    return [word for word in dict.fromkeys(found) if 1 < len(word) <= LONGEST and not re.search(r"\d", word)][:AT_ONCE]


def count(edition: str, query: str) -> None:
    """A database that is away loses a number; the reader must not notice."""
    try:
        for word in words(query):
            _add(edition, timezone.localdate(), word)
    except DatabaseAway:
        return


def _add(edition, day, word) -> None:
    of_day = MissedWord.objects.filter(edition=edition, day=day)
    if of_day.filter(word=word).update(number=F("number") + 1) or of_day.count() >= A_DAY:
        return
    MissedWord.objects.filter(day__lt=day - KEPT).delete()
    MissedWord.objects.get_or_create(edition=edition, day=day, word=word, defaults={"number": 1})


def often(editions: list[str]) -> list[dict]:
    """Word, number and last day of what was sent often enough, the most often first."""
    rows = MissedWord.objects.filter(edition__in=editions).values("edition", "word").annotate(number_sent=Sum("number"))
    return list(rows.filter(number_sent__gte=SHOWN_FROM).order_by("-number_sent", "word"))

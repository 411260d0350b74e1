"""The language of what a reader sees. A catalogue that is missing or broken falls back to Japanese, never fails."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import trans_real

EASY = "ja-simple"
HTML_LANGUAGES = {EASY: "ja", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "ur"}
WITHOUT_DATES = {"fil", "my", "ne"}  # Django cannot write a date in them; everybody can read 2026-04-01

log = logging.getLogger("handbook")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    with translation.override(language if _can_be_read(language) else settings.LANGUAGE_CODE):
        yield


def _can_be_read(language: str) -> bool:
    try:
        trans_real.translation(language)
    except Exception as error:
        log.error("the texts in %s cannot be read (%s), Japanese stands in", language, type(error).__name__)
        return False
    return True


def html(language: str) -> str:
    """As the lang attribute has it."""
    return HTML_LANGUAGES.get(language, language)


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else ""


def day(found: date, language: str) -> str:
    if language.split("-")[0] == "ja":
        return f"{found.year}年{found.month}月{found.day}日"
    return found.isoformat() if language in WITHOUT_DATES else formats.date_format(found, "DATE_FORMAT")

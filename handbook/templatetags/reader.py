from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from handbook import opening_words, speech
from handbook.release.schema import DayHours

register = template.Library()

REIWA_BEGAN = 2018  # Reiwa 1 is 2019


@register.filter
def tel(number: str) -> str:
    """A link that dials: # would begin a fragment, so it is written %23."""
    return "tel:" + "".join("%23" if sign == "#" else sign for sign in number if sign.isdigit() or sign in "#+*")


@register.filter
def day(iso: str, era: str = "") -> str:
    """A date as people write it; with any argument the era stands behind, as offices count years."""
    if not iso:
        return ""
    found, language = date.fromisoformat(iso), get_language() or "ja"
    written = speech.day(found, language)
    return f"{written}（令和{found.year - REIWA_BEGAN}年）" if era and language == "ja" else written


@register.filter
def lang(code: str) -> str:
    """A language of ours as the lang attribute has it."""
    return speech.html(code)


@register.filter
def hours(place: object) -> str:
    return opening_words.hours(place)


@register.filter
def other_hours(exception: DayHours) -> str:
    return f"{day(exception.date)}: {opening_words.of_day(exception)}"


@register.simple_tag
def now_of(place: object, schedules: dict) -> SafeString:
    """Room for whether it is open. Filled by the browser, or by an answer that nobody keeps; pages that are kept say
    nothing.
    """
    number = schedules.get(place.key)
    return format_html('<span class="state" data-s="{0}"><!--now:{0}--></span>', number) if number is not None else ""


@register.simple_tag
def places(desk: object, wards: tuple[str, ...]) -> SafeString:
    """The places of the desk's wards among those of the edition; nothing for a desk that serves everybody."""
    if not desk.wards or set(desk.wards) == set(wards):
        return ""
    return format_html(' data-w="{}"', " ".join(str(wards.index(ward)) for ward in desk.wards))


@register.filter
def steps(text: str) -> list[str]:
    """The lines of a text that staff wrote as steps; one line is no list."""
    return [line.strip(" ・-") for line in text.splitlines() if line.strip()]


@register.simple_tag
def icon(name: str) -> SafeString:
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.filter
def at(table: dict, key: object) -> object:
    """The entry under a key that is itself a variable; nothing where there is none."""
    return table.get(key)

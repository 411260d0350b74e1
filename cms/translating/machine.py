"""Drafts by a machine, where an installation has chosen one: wagtail-localize's setting for machine translators, off by
default. What it writes is labelled until a person has checked it, and a line that loses a number is not taken.
"""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.strings import StringValue

from .brought import Entry, open_lines
from .facts import lost, wrong_language
from .lines import needed
from .writing import write

AT_ONCE = 100  # entries in one request


def translator_for(locale: Locale):
    """None where nothing is set up, or the machine does not know the language."""
    if getattr(settings, "WAGTAILLOCALIZE_MACHINE_TRANSLATOR", None) is None:
        return None
    translator = get_machine_translator()
    return translator if translator.can_translate(Locale.get_default(), locale) else None


def fill(found: list[Entry], locale: Locale, user) -> tuple[int, int]:
    """Writes every line that is open. Returns how many were written, and how many the machine could not be trusted
    with.
    """
    translator = translator_for(locale)
    lines = open_lines(found, with_all=False)
    texts = {line.japanese: StringValue.from_plaintext(line.japanese) for _entry, line in lines}
    answers = translator.translate(Locale.get_default(), locale, list(texts.values())) if texts else {}
    written = 0
    with transaction.atomic():
        for entry in found:
            said = {}
            for line in (line for line in entry.lines if line.is_open):
                answer = answers.get(texts[line.japanese])
                text = answer.render_text().strip() if answer else ""
                if text and _is_usable(line, text, locale):
                    said[line.place] = text
            begins = entry.translation is not None or needed(entry.original) <= said.keys()
            if said and begins:
                write(entry.original, locale, said, user, is_machine=True)
                written += len(said)
    return written, len(lines) - written


def _is_usable(line, text: str, locale: Locale) -> bool:
    code = locale.language_code
    return not (line.problems(text, locale) or wrong_language(text, code) or lost(line.japanese, text, code))

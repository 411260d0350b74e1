"""The sheet for both sides of a counter: each line in the reader's language and beside it in Japanese.

Nobody fetches it who does not print in another language than Japanese.
"""

import json
from collections import OrderedDict
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.translation import gettext_noop

from handbook import cards, packed
from handbook.packed import Packed
from handbook.release.schema import Hotline, Program, Release
from handbook.speech import html, speaking

if TYPE_CHECKING:
    from handbook.bundle import Bundle

JAPANESE = "ja"
KEPT = 32  # nation and city in all languages
PHRASES = (
    gettext_noop("Please read this paper."),
    gettext_noop("I understand only a little Japanese."),
    gettext_noop("Please speak slowly and in easy words."),
    gettext_noop("Please write it down."),
    gettext_noop("I would like an interpreter. By telephone is fine."),
    gettext_noop("I would like to ask about the lines that are ticked."),
    gettext_noop("Which desk should I go to?"),
    gettext_noop("What do I have to bring, and by when?"),
    gettext_noop("Could you call this number for me?"),
    gettext_noop("Please do not tell my family that I was here."),
    gettext_noop("I cannot hear well."),
    gettext_noop("I do not understand."),
    gettext_noop("Yes"),
    gettext_noop("No"),
    gettext_noop("Thank you."),
)
_kept: OrderedDict[tuple[str, str], Packed] = OrderedDict()


def is_offered(language: str) -> bool:
    return language != JAPANESE


def sheet(bundle: "Bundle", japanese: Release) -> Packed:
    """All of it for the browser, so that asking for it does not tell what somebody prints."""
    key = (bundle.release.hash, japanese.hash)
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = packed.pack(_sheet(bundle, japanese), "application/json")
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    return found


def _sheet(bundle: "Bundle", japanese: Release) -> str:
    release = bundle.release
    with speaking(release.language):
        found = {
            "style": static("handbook/counter.css"),
            "head": head(bundle),
            "programs": {one.id: program(bundle, japanese, one) for one in release.programs},
            "hotlines": {name_of(line): hotline(bundle, japanese, line) for line in release.hotlines},
        }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def name_of(line: Hotline) -> str:
    """As the browser finds it on a card."""
    return line.number or line.name


def head(bundle: "Bundle") -> str:
    """Two languages are promised only where some entry is in the reader's."""
    language = bundle.release.language
    return _rendered(bundle, "please.html", {"in_both": any(one.lang == language for one in bundle.release.programs)})


def program(bundle: "Bundle", japanese: Release, entry: Program, ward: str = "") -> str:
    """Nothing where the entry has no Japanese today, or is not in the reader's language: its card says it all then."""
    own = japanese.program_by_id.get(entry.id)
    if own is None or entry.lang != bundle.release.language:
        return ""
    shown = cards.of_program(bundle, entry, ward)
    desks = [(desk, japanese.desk_by_key.get(desk.key, desk)) for desk in (*shown["desks"], *shown["ward_desks"])]
    where = (shown["where"], own.where_to_ask or japanese.kind_names.get(own.desk_kind, ""))
    return _rendered(bundle, "pair.html", {**shown, "own": own, "pairs": desks, "where_in_both": where})


def hotline(bundle: "Bundle", japanese: Release, line: Hotline) -> str:
    own = next((found for found in japanese.hotlines if found.key == line.key), None)
    is_pair = own is not None and line.lang == bundle.release.language
    return _rendered(bundle, "pair_hotline.html", {"line": line, "own": own}) if is_pair else ""


def _rendered(bundle: "Bundle", template: str, context: dict) -> str:
    language = bundle.release.language
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    around = {"language": html(language), "named": names.get(language, language)}
    text = get_template(f"handbook/{template}").render({**around, **context})
    return "".join(line.strip() for line in text.splitlines())

"""Whole pages of the reader, rendered from a Release."""

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext

from handbook import cards, counter, furigana, packed
from handbook.packed import Packed
from handbook.release.logo import name_of
from handbook.release.schema import Hotline, Program, Release
from handbook.speech import direction, html, speaking

if TYPE_CHECKING:
    from handbook.bundle import Bundle

PLAIN = ("about", "safety", "privacy", "accessibility", "supporters")
FROM_A_RESULT = ("counter",)  # linked there only, and listed nowhere
# The only inline script there is: it runs before the first paint, so nothing jumps.
JS_CLASS_SCRIPT = "document.documentElement.classList.add('js')"
DEFAULT_COLOUR = "#115a36"  # its tones stand in style.css

_BETWEEN_TAGS = re.compile(r">\s+<(?!/?(?:a|b|span|button)\b)")
_SLOT = re.compile(r"<!--slot:(\w+)-->")


def document(bundle: "Bundle") -> Packed:
    release = bundle.release
    parts = {"urgent": _urgent(bundle), "notes": _notes(release), "categories": release.categories}
    html = _render(bundle, "document.html", {**parts, "total": 0})
    return packed.pack(html, "text/html")


def result_shell(bundle: "Bundle") -> list[tuple[bytes, str]]:
    """Fixed text, each with the name of what is filled in after it; nothing after the last."""
    parts = [*_SLOT.split(_render(bundle, "result.html", {"total": mark_safe("<!--slot:total-->")})), ""]
    return [(text.encode(), slot) for text, slot in zip(parts[::2], parts[1::2], strict=True)]


def search_shell(bundle: "Bundle") -> list[tuple[bytes, str]]:
    parts = [*_SLOT.split(_render(bundle, "search.html", {"urgent": _urgent(bundle)})), ""]
    return [(text.encode(), slot) for text, slot in zip(parts[::2], parts[1::2], strict=True)]


def worry_rows(bundle: "Bundle") -> dict[int, str]:
    """Lines of the checklist, each with its note, as they stand there."""
    notes = _notes(bundle.release)
    row = get_template("handbook/worry.html")
    return {
        worry.id: _BETWEEN_TAGS.sub("><", row.render({"worry": worry, "notes": notes})).strip()
        for worry in bundle.release.worries.values()
    }


def _notes(release: Release) -> dict[int, Hotline]:
    return {worry.id: release.hotlines[worry.hotlines[0]] for worry in release.worries.values() if worry.hotlines}


def program(bundle: "Bundle", program: Program) -> Packed:
    worries = bundle.release.worries
    matches = [match for match in bundle.release.matches if match.program == program.id and match.effect == "match"]
    strongest = sorted(matches, key=lambda match: (-match.weight, match.worry))
    when = [worries[match.worry] for match in strongest[:12] if match.worry in worries]
    shown = cards.of_program(bundle, program, sensitive=program.id in bundle.guarded)
    html = _render(bundle, "program.html", {**shown, "when": when})
    return packed.pack(html, "text/html")


def plain(bundle: "Bundle", page: str) -> Packed:
    return packed.pack(
        _render(bundle, f"{page}.html", {"urgent": _urgent(bundle), "phrases": counter.PHRASES}), "text/html"
    )


def missing(bundle: "Bundle", gone: bool = False) -> str:
    return _render(bundle, "missing.html", {"gone": gone, "urgent": _urgent(bundle)})


def message(bundle: "Bundle", title: str, text: str) -> str:
    return _render(bundle, "message.html", {"heading": title, "text": text, "urgent": _urgent(bundle)})


def sitemap(bundle: "Bundle", home: str) -> Packed:
    listed = [f"p/{program.id}/" for program in bundle.release.programs if not program.sensitive]
    paths = ["", *(f"{page}/" for page in PLAIN), *listed]
    urls = "".join(f"<url><loc>{home}{path}</loc></url>" for path in paths)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    text = f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return packed.pack(text, "application/xml")


def _urgent(bundle: "Bundle") -> list:
    return [line for line in bundle.release.hotlines if line.on_top_page]


def _render(bundle: "Bundle", template: str, context: dict) -> str:
    with speaking(bundle.release.language):
        page = get_template(f"handbook/{template}").render({**frame(bundle), **context})
    return _BETWEEN_TAGS.sub("><", page).replace("\n\n", "\n")


def frame(bundle: "Bundle") -> dict:
    """What every page shows around its content."""
    edition, language = bundle.release.edition, bundle.release.language
    own_colour = edition.theme_colour.lower() != DEFAULT_COLOUR
    return {
        "edition": edition,
        "prefix": bundle.prefix,
        "bundle_url": f"{bundle.prefix}bundle.{bundle.name}.json",
        "search_url": f"{bundle.prefix}search.{bundle.search_name}.json",
        "furigana_url": furigana.is_offered(language) and f"{bundle.prefix}furigana.{bundle.furigana.name}.json",
        "beside_japanese": counter.is_offered(language),
        "html_lang": html(language),
        "direction": direction(language),
        "languages": _languages(bundle.walk.home if bundle.walk else f"/{edition.key}/", edition.languages, language),
        "walk": bundle.walk,
        "drafts": any(not program.freshness.confirmed_on for program in bundle.release.programs),
        "logo": name_of(edition.logo),
        "theme": edition.theme_colour.lower().lstrip("#") if own_colour else "",
        "neutral_title": f"{pgettext('reader', 'Handbook')}｜{edition.scope_label}",
        "brand": edition.title.removeprefix(edition.scope_label).strip() or edition.title,
        "js_class_script": JS_CLASS_SCRIPT,
    }


def _languages(home: str, codes: tuple[str, ...], current: str) -> list[dict]:
    """Each named in its own language; nothing to choose where there is only one."""
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    offered = [
        {
            "url": f"{home}{code}/",
            "name": names.get(code, code),
            "lang": html(code),
            "current": code == current,
        }
        for code in codes
        if code in names  # a mirrored edition may be offered in more languages where it is made
    ]
    return offered if len(offered) > 1 else []

"""The answer to a search as HTML: prepared pieces, joined. Twin of static/handbook/search.js: change both.

What was searched is used once and kept nowhere.
"""

import re
import unicodedata
from collections.abc import Mapping
from html import escape

from handbook import opening, pages
from handbook.bundle import Bundle
from handbook.result import Cards
from handbook.speech import speaking
from search.analysis import QUERY_LENGTH
from search.find import find

WORRIES, PROGRAMS, DESKS, CATEGORIES = 5, 8, 3, 3

_TITLE = re.compile(r'<h3 id="h(\d+)">(.*?)</h3><p class="sum">(.*?)</p>')
_MARK = re.compile(r"<!--/?never-->")
_STATE = re.compile(r'<span class="state" data-s="(\d+)">(?=</span>)')
_KEEP = re.compile(r'<label class="keep">.*?</label>')


def page(bundle: Bundle, query: str) -> bytes:
    with speaking(bundle.release.language):
        said = readable(query)
        slots = {"": "", "q": escape(said), "answer": ""}
        if said:
            slots["answer"] = answer(bundle, find(bundle.index, query), opening.now_in_japan())
        return b"".join(text + slots[slot].encode() for text, slot in bundle.search_shell)


def readable(query: str) -> str:
    """As it is shown again in the field: on one line, without signs that nobody sees."""
    seen = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in query[:QUERY_LENGTH])
    return " ".join(seen.split())


def answer(bundle: Bundle, found: Mapping, moment: str = "") -> str:
    """Without a moment nothing is said of being open."""
    words, general, made = bundle.search_texts, bundle.general, Cards(bundle, "", moment)
    hotlines = "".join(_KEEP.sub("", made.hotline(int(place), False).decode()) for place in found["crisis"])
    worries = "".join(bundle.worry_rows[id] for id, _ in found["worries"][:WORRIES])
    names = {category.id: category.title for category in bundle.release.categories}
    categories = "".join(
        f'<li><a class="btn btn-o" href="{bundle.prefix}#c{id}" data-go="{id}">{escape(names[id])}</a></li>'
        for id, _ in found["categories"][:CATEGORIES]
    )
    desk = hit(bundle.careful_cards[general]) if general else ""
    last = _part("general", words["weak" if found["weak"] else "general"], "", desk)
    parts = [
        _part("crisis band0", *bundle.bands[0], hotlines and f'<div class="cards">{hotlines}</div>'),
        last if found["weak"] else "",
        _part("worries", words["worries"], words["tick"], worries and _with_button(bundle, worries)),
        _part("programs", words["programs"], "", _programs_and_desks(bundle, found)),
        _part("categories", words["categories"], "", categories and f'<ul class="themes">{categories}</ul>'),
        "" if found["weak"] else last,
    ]
    return _STATE.sub(lambda place: place[0] + made.now.get(f"now:{place[1]}", b"").decode(), "".join(parts))


def _programs_and_desks(bundle: Bundle, found: Mapping) -> str:
    """One list, best first. A desk that must not be shown for sensitive worries is not, once such a one is found."""
    release = bundle.release
    sensitive = found["crisis"] or any(release.worries[id].sensitive for id, _ in found["worries"][:WORRIES])
    programs = [(score, hit(bundle.careful_cards[id])) for id, score in found["programs"] if id != bundle.general]
    desks = [
        (score, f'<div class="hit">{_MARK.sub("", bundle.desks_alone[place])}</div>')
        for place, score in found["desks"]
        if not (sensitive and release.desks[place].never_for_sensitive)
    ]
    ranked = sorted([*programs[:PROGRAMS], *desks[:DESKS]], key=lambda one: -one[0])
    return "".join(html for _, html in ranked)


def hit(card: str) -> str:
    """One line that unfolds to the card. Only lists that are taken along have boxes for that."""
    title = _TITLE.search(card)
    body = _KEEP.sub("", card.replace(title[0], "", 1)).replace(f'"h{title[1]}"', f'"s{title[1]}"')
    head = f'<summary><b id="s{title[1]}">{title[2]}</b><span>{title[3]}</span></summary>'
    return f'<details class="hit">{head}{body}</details>'


def _part(name: str, title: str, lead: str, content: str) -> str:
    lead = lead and f'<p class="lead">{lead}</p>'
    return f'<section class="f-{name}"><h2>{title}</h2>{lead}{content}</section>' if content else ""


def _with_button(bundle: Bundle, rows: str) -> str:
    see = f'<p class="go"><button type="submit" class="btn btn-p">{bundle.search_texts["see"]}</button></p>'
    return f'<form method="post" action="{bundle.prefix}kekka/"><div class="tks">{rows}</div>{see}</form>'


def thanks(bundle: Bundle) -> str:
    with speaking(bundle.release.language):
        return pages.message(bundle, bundle.search_texts["thanks"], bundle.search_texts["next"])

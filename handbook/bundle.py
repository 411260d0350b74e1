"""What one Release shows its readers, rendered once: cards, texts, pages. An answer only chooses and joins.

Kept per content hash and address; a new Release is a new Bundle, so nothing here is ever out of date.
"""

import json
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from html import escape

from handbook import cards, desks, findable, furigana, matching, opening, packed, pages, sentences
from handbook.desks import Pieces
from handbook.packed import Packed
from handbook.release.schema import Release
from handbook.speech import speaking
from search.find import Index, opened

NAME_LENGTH = 12  # characters of a hash; it only has to differ from the names before it
KEPT = 16

_DESK = re.compile("<!--desk-->(.*?)<!--/desk-->", re.DOTALL)
_NOW = re.compile(r"<!--now:\d+-->")
_CODE = re.compile(r'data-h="\d+"')
_END = re.compile('^(.*)(<p class="fresh">.*)$', re.DOTALL)
_DETAILS = re.compile("<!--details-->(.*?)<!--/details-->", re.DOTALL)


@dataclass(frozen=True)
class Walk:
    """A draft Release is shown with a banner, and its languages are found below its own link."""

    home: str  # the address of its first language
    until: str  # when the link ends, as text


@dataclass(frozen=True)
class Bundle:
    release: Release
    prefix: str  # the address it is read under, with a slash at both ends
    walk: Walk | None = None  # where it is a draft that somebody walks through

    @cached_property
    def table(self) -> dict:
        return matching.table(self.release)

    @cached_property
    def schedules(self) -> tuple[list[dict], dict[str, int]]:
        return opening.schedules(self.release)

    @cached_property
    def _marked_cards(self) -> dict[int, str]:
        return {program.id: cards.card(self, program) for program in self.release.programs}

    @cached_property
    def cards(self) -> dict[int, str]:
        return {id: self._whole(card) for id, card in self._marked_cards.items()}

    @staticmethod
    def _whole(card: str) -> str:
        return _DESK.sub(r"\1", _DETAILS.sub(r"\1", card))

    @cached_property
    def careful_cards(self) -> dict[int, str]:
        """For a search, where no worry is known: without what a sensitive one would hide."""
        shown = {id: _NOW.sub("", card) for id, card in self.cards.items()}
        return shown | {id: desks.without_guarded(shown[id]) for id in self.guarded}

    @cached_property
    def places(self) -> list[str]:
        """What many cards have, once: their desks, and how they end."""
        return list(dict.fromkeys([*self._desks_on_cards, *(end for _, end in self._cards_and_ends.values())]))

    @cached_property
    def short_cards(self) -> dict[int, str]:
        """Without what stands under “details”: that is half of all text, and most cards are never unfolded. What many
        have is named by its place, and the card's own number, which interrupts every repetition, is filled in by the
        browser.
        """
        place = {part: f"<!--d{number}-->" for number, part in enumerate(self.places)}
        return {id: card + place[end] for id, (card, end) in self._cards_and_ends.items()}

    @cached_property
    def _desks_on_cards(self) -> list[str]:
        found = (_NOW.sub("", desk) for card in self._marked_cards.values() for desk in _DESK.findall(card))
        return list(dict.fromkeys(found))

    @cached_property
    def _cards_and_ends(self) -> dict[int, tuple[str, str]]:
        place = {desk: f"<!--d{number}-->" for number, desk in enumerate(self._desks_on_cards)}
        short = {
            id: _NOW.sub("", _DESK.sub(lambda desk: place[_NOW.sub("", desk[1])], _DETAILS.sub("", card)))
            for id, card in self._marked_cards.items()
        }
        return {id: _END.search(cards.unnumbered(card, id)).groups() for id, card in short.items()}

    @cached_property
    def _details(self) -> str:
        details = {id: _DETAILS.search(card)[1] for id, card in self._marked_cards.items()}
        return json.dumps(details, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def details(self) -> Packed:
        """Of all cards in one file, so that asking for it does not tell which card was unfolded."""
        return packed.pack(self._details, "application/json")

    @cached_property
    def details_name(self) -> str:
        return sha256(self._details.encode()).hexdigest()[:NAME_LENGTH]

    @cached_property
    def furigana(self) -> furigana.Furigana:
        return furigana.of(self.release)

    @cached_property
    def with_wards(self) -> frozenset[int]:
        """Programs whose desks differ by ward."""
        return desks.programs_with_wards(self.release)

    @cached_property
    def guarded(self) -> dict[int, list[int]]:
        """Programs with a desk that must not be shown for sensitive worries, and those of the worries that bring it."""
        return desks.guarded(self.release)

    @cached_property
    def _pieces(self) -> dict[tuple[str, bool, bool], dict[int, Pieces]]:
        return {}

    def pieces(self, ward: str = "", guarded: bool = False, behind: bool = False) -> dict[int, Pieces]:
        """Cards as the server joins them: pieces encoded once, each with the name of what is filled in after it.

        Behind the button nothing is taken along unless the person says so. Cards that a ward or a sensitive worry does
        not change are the same objects in all of these.
        """
        key = (ward, guarded, behind)
        if key not in self._pieces:
            self._pieces[key] = self._made_pieces(*key)
        return self._pieces[key]

    def _made_pieces(self, ward: str, guarded: bool, behind: bool) -> dict[int, Pieces]:
        if not ward and not guarded:
            return {id: desks.pieces(card, behind) for id, card in self.cards.items()}
        changed = dict(self.pieces("", False, behind))
        for id in self.with_wards if ward else ():
            card = cards.card(self, self.release.program_by_id[id], ward)
            changed[id] = desks.pieces(self._whole(card), behind)
        for id in self.guarded if guarded else ():
            card = cards.card(self, self.release.program_by_id[id], ward)
            changed[id] = desks.pieces(desks.without_guarded(self._whole(card)), behind)
        return changed

    @cached_property
    def hotlines(self) -> list[str]:
        return [cards.hotline(self, line) for line in self.release.hotlines]

    @cached_property
    def worries(self) -> dict[int, str]:
        """Escaped, since they go into HTML only. The browser reads them off the checklist."""
        return {worry.id: escape(worry.text) for worry in self.release.worries.values()}

    @cached_property
    def bands(self) -> dict[int, tuple[str, str]]:
        return sentences.bands()

    @cached_property
    def words(self) -> dict[str, str]:
        return sentences.around_cards()

    def worry_now(self, number: int) -> int | None:
        return self._now(number, self.worries, self.release.tombstones.worries)

    def program_now(self, number: int) -> int | None:
        return self._now(number, self.release.program_by_id, self.release.tombstones.programs)

    @staticmethod
    def _now(number: int, living: dict, retired: dict) -> int | None:
        """The number that answers for it today, through as many successions as there were."""
        seen: set[int] = set()
        while number not in living:
            successor = retired.get(str(number))
            if successor is None or number in seen:
                return None
            seen.add(number)
            number = successor
        return number

    @cached_property
    def data(self) -> Packed:
        """Packed when the first browser asks, since that takes longer than everything else together."""
        return packed.pack(self._json(self.name), "application/json")

    @cached_property
    def name(self) -> str:
        return sha256(self._json("").encode()).hexdigest()[:NAME_LENGTH]

    def _json(self, name: str) -> str:
        with speaking(self.release.language):
            return json.dumps(self._content(name), ensure_ascii=False, separators=(",", ":"))

    def _content(self, name: str) -> dict[str, object]:
        return {
            "v": name,
            "table": self.table,
            "cards": self.short_cards,
            "details": f"{self.prefix}details.{self.details_name}.json",
            "hotlines": [_CODE.sub('data-h=""', _NOW.sub("", line)) for line in self.hotlines],
            "bands": self.bands,
            "words": self.words,
            "places": self.places,
            "desks": desks.for_browser(self),
            "guarded": self.guarded,
            "gone": {str(number): self.program_now(int(number)) for number in self.release.tombstones.programs},
            "gone_worries": {str(number): self.worry_now(int(number)) for number in self.release.tombstones.worries},
        }

    @cached_property
    def search_name(self) -> str:
        """Of the Release and the way of building, so that pages can name the index before it is built."""
        return sha256(f"{self.release.hash} {findable.VERSION}".encode()).hexdigest()[:NAME_LENGTH]

    @cached_property
    def search(self) -> Packed:
        """Everything of the search in one file that nobody fetches who does not search."""
        with speaking(self.release.language):
            around = json.dumps(self._around_the_index(), ensure_ascii=False, separators=(",", ":"))
        return packed.pack(f'{around[:-1]},"index": {findable.data(self.release).decode()}}}', "application/json")

    def _around_the_index(self) -> dict[str, object]:
        """A desk that stands on cards is in the bundle already: its place there. Another one comes as it is shown."""
        place = {desk: number for number, desk in enumerate(self.places)}
        release = self.release
        return {
            "general": self.general,
            "words": self.search_texts,
            "desks": [place.get(desk, desk) for desk in self.desks_alone],
            "never": [number for number, desk in enumerate(release.desks) if desk.never_for_sensitive],
            "sensitive": [worry.id for worry in release.worries.values() if worry.sensitive],
        }

    @cached_property
    def desks_alone(self) -> list[str]:
        """Each desk of the Release as a hit of its own, as it would stand on a card."""
        return [_NOW.sub("", _DESK.search(cards.desk(self, desk))[1]) for desk in self.release.desks]

    @cached_property
    def search_texts(self) -> dict[str, str]:
        return sentences.around_hits()

    @cached_property
    def index(self) -> Index:
        return opened(json.loads(findable.data(self.release)))

    @cached_property
    def general(self) -> int | None:
        """Where one can ask whatever it is."""
        return findable.general(self.release)

    @cached_property
    def worry_rows(self) -> dict[int, str]:
        return pages.worry_rows(self)

    @cached_property
    def search_shell(self) -> list[tuple[bytes, str]]:
        return pages.search_shell(self)

    @cached_property
    def document(self) -> Packed:
        return pages.document(self)

    @cached_property
    def result_shell(self) -> list[tuple[bytes, str]]:
        return pages.result_shell(self)

    def prepare(self) -> "Bundle":
        """Everything an answer needs, while the right language is on."""
        with speaking(self.release.language):
            self.name, self.pieces(), self.pieces(behind=True), self.document, self.result_shell
        return self


_kept: OrderedDict[tuple[str, str], Bundle] = OrderedDict()
_lock = threading.Lock()


def of(release: Release, prefix: str, walk: Walk | None = None) -> Bundle:
    """Built by the first reader who needs it; the others wait for that one instead of building it as well."""
    key = (release.hash, prefix)
    with _lock:
        if key not in _kept:
            _kept[key] = Bundle(release, prefix, walk).prepare()
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]

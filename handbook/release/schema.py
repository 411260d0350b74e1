"""What a Release is: one edition in one language, frozen. Typed, canonically serialised, named by its hash.

Everything outside the editorial room reads these objects and nothing else. They hold no clock, no database id other
than the permanent numbers of worries and programs, and nothing that staff alone may see.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

import orjson

from .building import build
from .edition import Contact, Edition, Logo  # noqa: F401  part of the schema
from .hours import NONE_KNOWN, DayHours, Hours, PublicHolidays

SCHEMA_VERSION = 2
READABLE = (1, SCHEMA_VERSION)  # what an older version left out is empty


@dataclass(frozen=True)
class Worry:
    id: int
    text: str
    help: str = ""
    urgency: str = "none"  # none | soon | emergency
    sensitive: bool = False
    audience: tuple[str, ...] = ("self",)
    hotlines: tuple[int, ...] = ()  # indexes into Release.hotlines, best first
    hotline_ranks: tuple[int, ...] = ()  # of each of them: where those of an edition built on this one come in
    search_words: tuple[str, ...] = ()  # found by these, never shown: staff's own, and its text in other languages
    lang: str = "ja"  # language of the text where a translation is missing


@dataclass(frozen=True)
class Question:
    title: str
    lead: str
    worries: tuple[Worry, ...]
    lang: str = "ja"


@dataclass(frozen=True)
class Category:
    id: int  # position in the handbook from 1; opaque in anchors
    key: str
    title: str
    lead: str
    icon: str
    questions: tuple[Question, ...]
    search_words: tuple[str, ...] = ()
    lang: str = "ja"

    @property
    def worries(self) -> tuple[Worry, ...]:
        return tuple(worry for question in self.questions for worry in question.worries)


@dataclass(frozen=True)
class Phone:
    number: str
    label: str = ""
    extension: str = ""
    note: str = ""


@dataclass(frozen=True)
class DeskKind:
    key: str
    name: str
    desks: tuple[str, ...] = ()  # keys of the desks that programs of this kind lead to here


@dataclass(frozen=True)
class Desk:
    key: str  # uuid of the page, the same in every language
    name: str
    phones: tuple[Phone, ...] = ()
    hours: str = ""
    weekly_hours: tuple[Hours, ...] = ()
    closed_on_holidays: bool = True
    closed_at_new_year: bool = True
    fax: str = ""
    email: str = ""
    url: str = ""
    form_url: str = ""
    chat_url: str = ""
    sign_language: str = ""
    address: str = ""
    access: str = ""
    accessibility: str = ""
    languages: str = ""
    note: str = ""
    never_for_sensitive: bool = False
    search_words: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()  # of Edition.wards; empty: it serves everybody
    exceptions: tuple[DayHours, ...] = ()  # go before weekday, holiday and year-end
    kinds: tuple[str, ...] = ()  # keys of Release.desk_kinds
    scope: str = ""  # label of the edition it comes from
    lang: str = "ja"


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Freshness:
    """Who confirmed the entry and when; for an unconfirmed one when the draft was checked against its source."""

    department: str = ""
    confirmed_on: str = ""  # ISO date, empty while nobody has confirmed it
    checked_on: str = ""
    review_due: str = ""


@dataclass(frozen=True)
class Program:
    id: int
    key: str  # uuid of the page, the same in every language
    order: int
    kind: str  # benefit | loan | reduction | service | consultation | procedure
    title: str
    reading: str = ""
    alternate_name: str = ""
    summary: str = ""
    body: str = ""
    target: str = ""
    benefit: str = ""
    fiscal_year: str = ""
    how_to_apply: str = ""
    deadline: str = ""
    documents: str = ""
    where_to_ask: str = ""
    say: str = ""
    url: str = ""
    law: str = ""
    ministry: str = ""
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ("self",)
    age_min: int | None = None
    age_max: int | None = None
    contact_without_phone: str = ""
    sensitive: bool = False
    desk_kind: str = ""  # key of Release.desk_kinds
    desks: tuple[str, ...] = ()  # keys of Release.desks: those it names, then the edition's own of its kind
    desks_of_kind: int = 0  # how many of them, at the end, it does not name itself
    links: tuple[Link, ...] = ()
    search_words: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()  # its names in other languages: found by them, never shown
    scope: str = ""  # label of the edition that wrote or adapted it, e.g. 全国共通
    local: bool = False  # written or adapted by this edition itself, not inherited
    freshness: Freshness = Freshness()
    lang: str = "ja"
    unchecked: bool = False  # a translation that no person has approved
    in_japanese: tuple[str, ...] = ()  # texts that the translation lacks


@dataclass(frozen=True)
class Match:
    worry: int
    program: int
    effect: str = "match"  # match | caution | exclude
    weight: int = 2  # 0 for caution and exclude
    reason: str = ""
    lang: str = "ja"


@dataclass(frozen=True)
class Hotline:
    key: str
    name: str
    number: str = ""
    kind: str = "consult"  # emergency | consult
    hours: str = ""
    cost: str = ""
    languages: str = ""
    for_whom: str = ""
    notes: str = ""
    url: str = ""
    program: int | None = None  # the program that describes the same service
    on_top_page: bool = False
    weekly_hours: tuple[Hours, ...] = ()
    closed_on_holidays: bool = True
    closed_at_new_year: bool = True
    freshness: Freshness = Freshness()
    lang: str = "ja"
    unchecked: bool = False


@dataclass(frozen=True)
class EverydayWord:
    """What residents say, and the words of entries it stands for. Parts of a stem joined by + must all be said."""

    stems: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True)
class CrisisWord:
    """What people say in danger, and the hotlines that then stand above everything."""

    stems: tuple[str, ...]
    hotlines: tuple[int, ...]  # indexes into Release.hotlines, best first


@dataclass(frozen=True)
class Tombstones:
    """Retired numbers → the number that took their place, or None. Old links say so instead of failing."""

    worries: dict[str, int | None] = field(default_factory=dict)
    programs: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    edition: Edition
    language: str
    categories: tuple[Category, ...]
    programs: tuple[Program, ...]
    desks: tuple[Desk, ...]
    hotlines: tuple[Hotline, ...]
    matches: tuple[Match, ...]
    everyday_words: tuple[EverydayWord, ...] = ()
    crisis_words: tuple[CrisisWord, ...] = ()
    tombstones: Tombstones = Tombstones()
    desk_kinds: tuple[DeskKind, ...] = ()
    public_holidays: PublicHolidays = NONE_KNOWN
    readings: tuple[tuple[str, str], ...] = ()  # word, hiragana over each run of its kanji with | between
    schema: int = SCHEMA_VERSION

    def to_json(self) -> bytes:
        """The one spelling of this content: sorted keys, no spaces, UTF-8. Its SHA-256 is the Release's name."""
        return orjson.dumps(self, default=_as_mapping, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS)

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.to_json()).hexdigest()

    def spelled(self) -> bytes:
        """The same for whoever needs the hash as well: both from one spelling."""
        spelling = self.to_json()
        vars(self)["hash"] = hashlib.sha256(spelling).hexdigest()
        return spelling

    @classmethod
    def from_json(cls, body: bytes) -> "Release":
        """Read a stored Release. Raises SchemaMismatch where it was written by another version of this schema."""
        data = orjson.loads(body)
        if data.get("schema") not in READABLE:
            raise SchemaMismatch(
                f"schema {data.get('schema')!r}; this installation reads {SCHEMA_VERSION}: compose the edition again"
            )
        return build(cls, data)

    @cached_property
    def worries(self) -> dict[int, Worry]:
        return {worry.id: worry for category in self.categories for worry in category.worries}

    @cached_property
    def program_by_id(self) -> dict[int, Program]:
        return {program.id: program for program in self.programs}

    @cached_property
    def desk_by_key(self) -> dict[str, Desk]:
        return {desk.key: desk for desk in self.desks}

    @cached_property
    def kind_names(self) -> dict[str, str]:
        return {kind.key: kind.name for kind in self.desk_kinds}

    def desks_of(self, program: Program) -> list[Desk]:
        return [self.desk_by_key[key] for key in program.desks]


def _as_mapping(part: object) -> dict[str, object]:
    """One level of what dataclasses.asdict does, which copies every text and takes ten times as long. Left to itself
    orjson would spell a cached property that is no part of the content.
    """
    return {name: getattr(part, name) for name in part.__dataclass_fields__}


class SchemaMismatch(ValueError):
    """The bytes are a Release of another schema version, or no Release at all."""

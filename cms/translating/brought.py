"""Lines out to translation offices, and what a file that comes back would change. Nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms import permissions
from cms.models import ProgramPage, TranslationVersion

from .facts import lost, wrong_language
from .lines import Line, lines_of, needed
from .texts import ROWS

MOST_LINES = 20_000
NAMED = {ProgramPage: ("matches__worry",)}


class Unreadable(Exception):
    """The file as a whole cannot be taken; the sentence says what to do."""


@dataclass(frozen=True)
class Row:
    """One line of a file. `where` names its place in the file for messages."""

    key: str
    japanese: str
    said: str
    where: str
    is_fuzzy: bool = False


@dataclass
class Entry:
    original: Page
    translation: Page | None
    lines: list[Line]

    def key(self, line: Line) -> str:
        return f"{self.original.pk}.{line.place}"


@dataclass
class Plan:
    """What taking the file over would do. With a problem nothing is taken."""

    changes: list[tuple[Entry, Line, str, list[str]]] = field(default_factory=list)
    fits: list[tuple[Entry, Line]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # the Japanese is another by now
    same: int = 0
    empty: int = 0

    @property
    def entries(self) -> int:
        return len({entry.original.pk for entry, *_rest in (*self.changes, *self.fits)})


def entries(pages: Iterable[Page], locale: Locale) -> list[Entry]:
    """Originals with what is said of them so far; as many queries as there are kinds of pages and rows."""
    originals: dict[int, Page] = {}
    by_kind: dict[type[Page], list[int]] = {}
    order = [(page.pk, page.specific_class) for page in pages]
    for pk, model in order:
        by_kind.setdefault(model, []).append(pk)
    translations: dict = {}
    for model, keys in by_kind.items():
        found = model.objects.filter(pk__in=keys).select_related("locale")
        found = list(found.prefetch_related(*ROWS.get(model, ()), *NAMED.get(model, ())))
        originals |= {page.pk: page for page in found}
        of_found = model.objects.filter(translation_key__in=[p.translation_key for p in found], locale=locale)
        of_found = of_found.filter(alias_of=None).select_related("latest_revision")
        translations |= {page.translation_key: page for page in of_found.prefetch_related(*ROWS.get(model, ()))}
    versions = TranslationVersion.objects.filter(revision__in=[p.latest_revision_id for p in translations.values()])
    of_revision = {version.revision_id: version for version in versions}
    found = []
    for pk, _model in order:
        translation = translations.get(originals[pk].translation_key)
        latest = translation and (_newest(translation))
        version = of_revision.get(translation.latest_revision_id) if translation else None
        found.append(Entry(originals[pk], latest, lines_of(originals[pk], latest, version)))
    return found


def _newest(page: Page) -> Page:
    is_live = page.live and page.live_revision_id == page.latest_revision_id
    return page if is_live or page.latest_revision is None else page.latest_revision.as_object()


def plan(rows: list[Row], found: list[Entry], language: str, user) -> Plan:
    """Compare a file with what stands there now."""
    known = {entry.key(line): (entry, line) for entry in found for line in entry.lines}
    result, seen = Plan(), {}
    for row in rows:
        if row.key not in known:
            result.problems.append(_at(row, _("This number is not known. It may have been changed in the file.")))
        elif row.key in seen and seen[row.key].said != row.said:
            result.problems.append(_at(row, _("The same line stands at %s with another text.") % seen[row.key].where))
        elif row.key not in seen:
            seen[row.key] = row
            _compare(row, *known[row.key], result, language)
    _must_begin_whole(result)
    touched = [entry.original for entry, *_rest in (*result.changes, *result.fits)]
    strangers = {original.title for original in touched if not permissions.may_translate(user, original)}
    result.problems += [_("“%s” belongs to another department. Leave it out.") % title for title in sorted(strangers)]
    return result


def _compare(row: Row, entry: Entry, line: Line, result: Plan, language: str) -> None:
    if not row.said:
        result.empty += 1
    elif plain(row.japanese) != plain(line.japanese):
        text = _("The Japanese is another by now, or was changed in the file.")
        result.left_out.append(_at(row, f"{entry.original.title}・{line.label}：{text}"))
    elif row.said == line.said:
        result.same += 1
        if line.is_changed and line.was and not row.is_fuzzy:
            result.fits.append((entry, line))
    else:
        wrong = line.problems(row.said, Locale(language_code=language, pk=0))
        wrong += [told for told in [wrong_language(row.said, language)] if told]
        wrong += lost(line.japanese, row.said, language)
        result.problems += [_at(row, f"{entry.original.title}・{line.label}：{text}") for text in wrong]
        result.changes.append((entry, line, row.said, wrong))


def _must_begin_whole(result: Plan) -> None:
    begun: dict[int, set[str]] = {}
    new = {}
    for entry, line, *_rest in result.changes:
        if entry.translation is None:
            begun.setdefault(entry.original.pk, set()).add(line.place)
            new[entry.original.pk] = entry
    for pk, entry in new.items():
        missing = [line.label for line in entry.lines if line.place in needed(entry.original) - begun[pk]]
        if missing:
            words = {"title": entry.original.title, "lines": "、".join(missing)}
            result.problems.append(
                _("“%(title)s” has no translation yet, so these lines are needed too: %(lines)s") % words
            )


def refuse_too_many(number: int) -> None:
    if number > MOST_LINES:
        words = {"number": number, "limit": MOST_LINES}
        raise Unreadable(_("The file has %(number)d rows, at most %(limit)d can be read. Split it.") % words)


def _at(row: Row, text: str) -> str:
    return f"{row.where}　{text}"


def plain(text: str) -> str:
    """Programs change the ends of lines and the spaces around a text; that is no other text."""
    return " ".join(text.replace("\u3000", " ").split())


def about(entry: Entry, line: Line) -> str:
    kind = str(type(entry.original)._meta.verbose_name)
    limit = _("up to %(limit)s characters") % {"limit": line.limit} if line.limit else ""
    return "／".join(part for part in (kind, entry.original.title, line.label, limit) if part)


def open_lines(found: list[Entry], with_all: bool) -> list[tuple[Entry, Line]]:
    """What an office gets: lines without a translation and those whose Japanese has changed, or everything."""
    return [(entry, line) for entry in found for line in entry.lines if with_all or line.is_open]

"""What keeps a Release from going out: anything in it that would leave a resident without help."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from .assemble import Assembled
from .desks import wards_unknown
from .situations import play_all


@dataclass(frozen=True)
class Problem:
    """Kept as a message id with its names, so that everybody reads it in the language of their admin."""

    message: str
    names: dict[str, str] = field(default_factory=dict)
    page: int | None = None  # where it can be put right

    @property
    def text(self) -> str:
        return gettext(self.message) % self.names

    def as_json(self) -> dict:
        return asdict(self)


class Refused(Exception):
    """The Release would harm; the one before it stays."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = problems


def problems(draft: Assembled) -> list[Problem]:
    return [problem for check in CHECKS for problem in check(draft)]


def base_is_published(draft: Assembled) -> Iterator[Problem]:
    if draft.draft_base:
        edition = draft.release.edition
        yield Problem(
            _("The base edition “%(base)s” is not published. Publish it, or build on another edition."),
            {"base": draft.draft_base},
            draft.pages["edition", edition.key],
        )


def something_is_in_it(draft: Assembled) -> Iterator[Problem]:
    edition = draft.release.edition
    if not draft.release.categories:
        yield Problem(
            _("“%(edition)s” has no category with worries. Publish a category and a question page."),
            {"edition": edition.title},
            draft.pages["edition", edition.key],
        )


def numbers_are_unique(draft: Assembled) -> Iterator[Problem]:
    for double in draft.overlay.doubles:
        yield Problem(
            _("“%(program)s” has the number of another entry of this edition. Unpublish one of the two."),
            {"program": double.program.title},
            double.page,
        )
    seen: set[int] = set()
    for category in draft.release.categories:
        for worry in category.worries:
            if worry.id in seen:
                yield Problem(
                    _("The worry “%(worry)s” stands twice under one number. Remove it from one question page."),
                    {"worry": worry.text},
                    draft.pages.get(("worry", worry.id)),
                )
            seen.add(worry.id)


def adaptations_have_a_base(draft: Assembled) -> Iterator[Problem]:
    for orphan in draft.overlay.orphans:
        yield Problem(
            _("“%(program)s” adapts an entry that is no longer published. Make it an own entry, or unpublish it."),
            {"program": orphan.program.title},
            orphan.page,
        )


def cards_say_something(draft: Assembled) -> Iterator[Problem]:
    for program in draft.release.programs:
        if not program.kind or not program.summary:
            yield Problem(
                _("“%(program)s” lacks its kind or its sentence. Fill in both."),
                {"program": program.title},
                draft.pages.get(("program", program.id)),
            )


def references_lead_somewhere(draft: Assembled) -> Iterator[Problem]:
    release = draft.release
    for match in release.matches:
        if match.worry not in release.worries:
            yield Problem(
                _("“%(program)s” names the worry “%(worry)s”, which is not published. Publish it or remove the row."),
                {
                    "program": release.program_by_id[match.program].title,
                    "worry": draft.names.get(("worry", match.worry), str(match.worry)),
                },
                draft.pages.get(("program", match.program)),
            )
    for program in release.programs:
        for key in program.desks:
            if key not in release.desk_by_key:
                yield Problem(
                    _("“%(program)s” names the desk “%(desk)s”, which is not published. Publish it or remove the row."),
                    {"program": program.title, "desk": draft.names.get(("desk", key), key)},
                    draft.pages.get(("program", program.id)),
                )
    for hotline in release.hotlines:
        if hotline.program is not None and hotline.program not in release.program_by_id:
            yield Problem(
                _("The hotline “%(hotline)s” names the entry “%(program)s”, which is not published."),
                {
                    "hotline": hotline.name,
                    "program": draft.names.get(("program", hotline.program), str(hotline.program)),
                },
                draft.pages.get(("hotline", hotline.key)),
            )


def wards_are_the_editions(draft: Assembled) -> Iterator[Problem]:
    """A desk of a ward that no longer exists could never be found."""
    for desk, ward in wards_unknown(draft.release.desks, draft.release.edition.wards):
        yield Problem(
            _("“%(desk)s” serves “%(ward)s”, which is no ward of this edition. Choose the desk's wards again."),
            {"desk": desk.name, "ward": ward},
            draft.pages.get(("desk", desk.key)),
        )


def worries_lead_somewhere(draft: Assembled) -> Iterator[Problem]:
    release = draft.release
    excluded = {(match.worry, match.program) for match in release.matches if match.effect == "exclude"}
    answered = {
        match.worry
        for match in release.matches
        if match.effect == "match" and match.weight and (match.worry, match.program) not in excluded
    }
    for worry in release.worries.values():
        if worry.id not in answered:
            yield Problem(
                _("The worry “%(worry)s” leads nowhere. Add it to a program that helps."),
                {"worry": worry.text},
                draft.pages.get(("worry", worry.id)),
            )


def emergencies_have_a_hotline(draft: Assembled) -> Iterator[Problem]:
    for worry in draft.release.worries.values():
        if worry.urgency == "emergency" and not worry.hotlines:
            yield Problem(
                _("The worry “%(worry)s” is an emergency and has no hotline. Add it to a hotline."),
                {"worry": worry.text},
                draft.pages.get(("worry", worry.id)),
            )


def danger_has_a_hotline(draft: Assembled) -> Iterator[Problem]:
    for word in draft.release.crisis_words:
        if not word.hotlines:
            yield Problem(
                _("The crisis words “%(words)s” name no published hotline. Add one to them."),
                {"words": " ".join(word.stems[:5])},
                draft.pages["edition", draft.release.edition.key],
            )


def situations_hold(draft: Assembled) -> Iterator[Problem]:
    for outcome in play_all(draft.release, draft.situations):
        for failure in outcome.failures:
            page = draft.pages.get(("program", failure.program)) if failure.program else None
            yield Problem(failure.message, {"situation": outcome.situation.name, **failure.names}, page)


CHECKS = (
    base_is_published,
    something_is_in_it,
    numbers_are_unique,
    adaptations_have_a_base,
    cards_say_something,
    references_lead_somewhere,
    wards_are_the_editions,
    worries_lead_somewhere,
    emergencies_have_a_hotline,
    danger_has_a_hotline,
    situations_hold,
)

"""Base as confirmed, base now, own text: what the person who answers has to see, and what the answer does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.models import BaseConfirmation, ProgramPage
from cms.models.programs import Change
from cms.reading import rendering, texts

from . import bases, reading
from .fields import INHERITED, ROWS, Texts, changed, covered, says_nothing
from .panels import row_lines

ANSWERS = ("keep", "take", "rewrite")


@dataclass
class Question:
    """One field or one list of rows that the base changed."""

    name: str
    label: str
    before: str
    now: SafeString  # with the difference marked
    own: str
    answer: str = ""
    text: str = ""  # the own text as it is being rewritten
    error: str = ""

    @property
    def is_text(self) -> bool:
        return self.name not in ROWS and ProgramPage._meta.get_field(self.name).get_internal_type() in (
            "CharField",
            "TextField",
            "URLField",
        )


@dataclass
class Comparison:
    page: ProgramPage
    row: BaseConfirmation
    now: Texts | None  # None: the bases no longer show the entry
    questions: list[Question]  # an own text stands over the change
    renewed: list[Question]  # residents read the new text already


def compare(row: BaseConfirmation) -> Comparison:
    page = row.page
    own = reading.newest_texts(page)
    below = reading.below_page(page)
    now = below.texts if below else None
    asked = covered(own, row.texts, now) if now and own["change"] == Change.ADAPT else []
    others = [name for name in changed(row.texts, now) if name not in asked] if now else []
    return Comparison(
        page,
        row,
        now,
        [_question(name, row.texts, now, own) for name in asked],
        [_question(name, row.texts, now, own) for name in others],
    )


def read_answers(comparison: Comparison, posted: Mapping[str, str]) -> bool:
    """Put the answers into the questions; False, with a word at each, where one is missing or cannot be."""
    for question in comparison.questions:
        question.answer = posted.get(f"answer-{question.name}", "")
        question.text = posted.get(f"text-{question.name}", question.own).strip()
        if question.answer not in ANSWERS or (question.answer == "rewrite" and not question.is_text):
            question.error = _("Choose one of them.")
        elif question.answer == "rewrite":
            question.error = _refusal(question)
    return not any(question.error for question in comparison.questions)


def answer(comparison: Comparison, user) -> bool:
    """Records the confirmation; True where a draft was saved too."""
    draft = comparison.page.get_latest_revision_as_object()
    for question in comparison.questions:
        if question.answer == "take":
            _take(draft, question.name, comparison)
        elif question.answer == "rewrite":
            setattr(draft, question.name, question.text)
    is_new = any(question.answer != "keep" for question in comparison.questions)
    with transaction.atomic():
        if is_new:
            draft.save_revision(user=user, log_action=True)
        bases.confirm(comparison.page, comparison.now or comparison.row.texts, user)
    return is_new


def keep_as_own(comparison: Comparison, user) -> None:
    """The base gave the entry up: what was inherited becomes the edition's own, as it was last confirmed."""
    draft = comparison.page.get_latest_revision_as_object()
    before = comparison.row.texts
    for name in INHERITED:
        if says_nothing(name, draft.serializable_value(name)) and not says_nothing(name, before.get(name)):
            setattr(draft, ProgramPage._meta.get_field(name).attname, before[name])
    if draft.inherit_title and before.get("title"):
        draft.title, draft.reading = before["title"], before.get("reading") or ""
    decided = {match.worry_id for match in draft.matches.all()}
    rows = [row for row in before.get("matches") or () if row["worry"] not in decided]
    model = ProgramPage._meta.get_field("matches").related_model
    names = ("effect", "weight", "reason")
    draft.matches = [
        *draft.matches.all(),
        *(model(worry_id=row["worry"], locale=draft.locale, **{name: row[name] for name in names}) for row in rows),
    ]
    draft.change, draft.base = Change.OWN, None
    with transaction.atomic():
        draft.save_revision(user=user, log_action=True)
        bases.confirm(comparison.page, before, user)


def _question(name: str, before: Texts, now: Texts, own: Texts) -> Question:
    old, new = shown(name, before.get(name)), shown(name, now.get(name))
    mine = own["title"] if name == "title" else own.get(name)
    marked = rendering.marked_html(texts.pieces(old, new))
    return Question(name, label(name), old, marked, shown(name, mine), text="" if name in ROWS else str(mine or ""))


def label(name: str) -> str:
    rows = {"desks": _("Desks"), "matches": _("Worries that bring this program"), "links": _("Links")}
    return rows[name] if name in rows else str(ProgramPage._meta.get_field(name).verbose_name)


def shown(name: str, value: Any) -> str:
    if name in ROWS:
        return "\n".join(row_lines(name, value or ()))
    if says_nothing(name, value):
        return ""
    if value is True:
        return _("Yes")
    field = ProgramPage._meta.get_field(name)
    if field.is_relation:
        return str(field.related_model.objects.filter(pk=value).first() or "")
    return str(dict(field.flatchoices).get(value, value))


def _take(draft: ProgramPage, name: str, comparison: Comparison) -> None:
    if name == "title":
        draft.inherit_title = True
    elif name == "desks":
        draft.desks = []
    elif name == "matches":
        renewed = _changed_worries(comparison.row.texts.get(name) or [], comparison.now.get(name) or [])
        draft.matches = [row for row in draft.matches.all() if row.worry_id not in renewed]
    else:
        setattr(draft, name, ProgramPage._meta.get_field(name).get_default())


def _changed_worries(before: Iterable[dict], now: Iterable[dict]) -> set[int]:
    return {row["worry"] for row in before if row not in now} | {row["worry"] for row in now if row not in before}


def _refusal(question: Question) -> str:
    field = ProgramPage._meta.get_field(question.name)
    try:
        field.clean(question.text, None)
        if question.name == "title" and len(question.text) > ProgramPage.title_limit:
            return _("The title is too long.")
    except ValidationError as error:
        return " ".join(error.messages)
    return ""

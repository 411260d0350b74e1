"""Which entries a department is asked about, what stands there to be confirmed, and how far the answers have come."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import permissions
from cms.models import DepartmentPage, DeskPage, HotlinePage, ProgramPage, Role
from cms.models.rounds import Reply, Round, RoundAnswer, Target


@dataclass
class Asked:
    """One entry with what somebody has to look at, and the answer so far."""

    page: Page
    kind: str
    facts: list[tuple[str, str]]
    answer: RoundAnswer | None = None
    from_department: str = ""  # that forwarded it


@dataclass
class Progress:
    target: Target
    entries: int
    answered: int
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        return 100 if not self.entries else self.answered * 100 // self.entries

    @property
    def open(self) -> int:
        return self.entries - self.answered


def asked(target: Target) -> list[Asked]:
    """Live entries below the department's folder that nobody forwarded away, and those forwarded to it."""
    answers = {answer.page_id: answer for answer in target.answers.select_related("forwarded_to")}
    forwarded = _forwarded(target.round).get(target.department_id, {})
    ours = Q(path__startswith=target.department.path) | Q(pk__in=list(forwarded))
    found = []
    for model in (ProgramPage, DeskPage, HotlinePage):
        pages = model.objects.live().filter(ours).order_by("path")
        for page in pages.prefetch_related(*ROWS[model]):
            facts = [(label, text) for label, text in FACTS[model](page) if text]
            kind = str(model._meta.verbose_name)
            found.append(Asked(page, kind, facts, answers.get(page.pk), forwarded.get(page.pk, "")))
    return found


def _forwarded(inquiry: Round) -> dict[int, dict[int, str]]:
    """Department → page → the department that sent it on."""
    found: dict[int, dict[int, str]] = {}
    rows = RoundAnswer.objects.filter(target__round=inquiry, reply=Reply.ELSEWHERE, forwarded_to__isnull=False)
    for row in rows.select_related("target__department"):
        found.setdefault(row.forwarded_to_id, {})[row.page_id] = row.target.department.title
    return found


def progress(inquiry: Round) -> list[Progress]:
    """Of all departments, in as many queries as there are kinds of entries."""
    targets = list(inquiry.targets.select_related("department").prefetch_related("answers"))
    forwarded = _forwarded(inquiry)
    paths = [
        path
        for model in (ProgramPage, DeskPage, HotlinePage)
        for path in model.objects.live().filter(path__startswith=inquiry.edition.path).values_list("path", flat=True)
    ]
    return [_progress(target, paths, forwarded.get(target.department_id, {})) for target in targets]


def _progress(target: Target, paths: Iterable[str], forwarded: dict[int, str]) -> Progress:
    answers = [answer for answer in target.answers.all() if answer.page_id]
    counts = {str(label): sum(row.reply == value for row in target.answers.all()) for value, label in Reply.choices}
    entries = sum(path.startswith(target.department.path) for path in paths) + len(forwarded)
    return Progress(target, entries, min(len(answers), entries), counts)


def waiting(user, answered_too: bool = False) -> list[tuple[Target, int]]:
    """What one's departments are asked and have not answered, with how many entries; in a handful of queries."""
    found = _asked_now(permissions.departments_answered_for(user))
    return [(target, number) for target, number in found if number or answered_too]


def to_confirm(user) -> list[Target]:
    """Answered by one's department and not yet looked at by its head, who one is."""
    heads = permissions.posts_of(user).filter(role=Role.HEAD).values("department")
    found = _asked_now(DepartmentPage.objects.filter(pk__in=heads))
    return [target for target, number in found if not number and not target.confirmed_at and target.answers.all()]


def _asked_now(own: QuerySet[DepartmentPage]) -> list[tuple[Target, int]]:
    targets = Target.objects.filter(department__in=own, round__closed_at=None).order_by("round__deadline", "pk")
    targets = list(targets.select_related("round", "department").prefetch_related("answers"))
    if not targets:
        return []
    places = Q()
    for target in targets:
        places |= Q(path__startswith=target.department.path)
    live = [row for model in FACTS for row in model.objects.live().filter(places).values_list("pk", "path")]
    moved = RoundAnswer.objects.filter(reply=Reply.ELSEWHERE, page__live=True, target__round__closed_at=None)
    moved = list(moved.values_list("target__round", "forwarded_to", "page"))
    return [(target, len(_unanswered(target, live, moved))) for target in targets]


def _unanswered(target: Target, live: list[tuple[int, str]], moved: list[tuple[int, int, int]]) -> set[int]:
    asked_of = {pk for pk, path in live if path.startswith(target.department.path)}
    asked_of |= {page for inquiry, to, page in moved if (inquiry, to) == (target.round_id, target.department_id)}
    return asked_of - {answer.page_id for answer in target.answers.all()}


def departments(edition: Page) -> list[DepartmentPage]:
    return list(DepartmentPage.objects.child_of(edition).order_by("path"))


def _program(page: ProgramPage) -> list[tuple[str, str]]:
    desks = "、".join(
        " ".join([row.desk.title, *(phone.number for phone in row.desk.phones.all()), row.desk.hours])
        for row in page.desks.all()
    )
    return [
        (_("In one sentence"), page.summary or (page.base.summary if page.base else "")),
        (_("Desk"), desks or page.where_to_ask),
        (_("By when"), page.deadline),
        (_("Fiscal year"), page.fiscal_year),
    ]


def _desk(page: DeskPage) -> list[tuple[str, str]]:
    phones = "、".join(" ".join(filter(None, (row.label, row.number, row.extension))) for row in page.phones.all())
    return [(_("Phone"), phones), (_("Hours"), page.hours), (_("Place"), page.address)]


def _hotline(page: HotlinePage) -> list[tuple[str, str]]:
    return [(_("Phone"), page.number), (_("Hours"), page.hours), (_("Official page"), page.official_url)]


FACTS = {ProgramPage: _program, DeskPage: _desk, HotlinePage: _hotline}
ROWS = {ProgramPage: ("desks__desk__phones", "base"), DeskPage: ("phones",), HotlinePage: ()}

"""A small town hall: こども課 writes, 住宅課 and 障害福祉課 concur, the 課長 decides, 福祉課 releases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from cms import signals
from cms.models import (
    DepartmentPage,
    EditionPage,
    Post,
    ProgramPage,
    Proposal,
    RouteStep,
    RouteTemplate,
    Substitute,
    User,
)
from cms.models.proposals import State, StepState
from cms.models.routes import StepAct
from cms.workflow import table
from cms.workflow.raising import Wish, raise_proposal
from tests import factories as make


@dataclass
class Town:
    edition: EditionPage
    department: DepartmentPage
    program: ProgramPage
    other: ProgramPage
    people: dict[str, User]
    posts: dict[str, Post]

    def __getitem__(self, name: str) -> User:
        return self.people[name]


SEATS = {  # name: (department, role, title)
    "clerk": ("kodomo", "drafter", "主事"),
    "mate": ("kodomo", "drafter", "主任"),
    "chief": ("kodomo", "checker", "係長"),
    "head": ("kodomo", "head", "課長"),
    "boss": ("kodomo", "head", "部長"),
    "housing": ("jutaku", "head", "課長"),
    "disability": ("shogai", "head", "課長"),
    "housing_clerk": ("jutaku", "drafter", "主事"),
    "welfare": ("fukushi", "welfare", "主査"),
    "viewer": ("kodomo", "viewer", "閲覧"),
}


def build() -> Town:
    nation = make.small_handbook()
    city = make.make_city(nation.edition)
    departments = {"fukushi": city.department}
    for slug, title in (("kodomo", "こども課"), ("jutaku", "住宅課"), ("shogai", "障害福祉課")):
        departments[slug] = make.make_department(city.edition, title, slug=slug)
    people, posts = {}, {}
    for name, (slug, role, title) in SEATS.items():
        person = get_user_model().objects.create_user(name, f"{name}@shi.example", last_name=name)
        rank = {"部長": 50}.get(title)
        posts[name] = make.seat(person, departments[slug], role, title, rank=rank)
        people[name] = person
    people["outsider"] = get_user_model().objects.create_user("outsider")
    make.seat(people["outsider"], nation.department, "head")
    Substitute.objects.create(post=posts["head"], stand_in=posts["chief"])
    route(departments["kodomo"], posts)
    program, other = (published(departments["kodomo"], title) for title in ("住まい応援金", "こども医療費"))
    return Town(city.edition, departments["kodomo"], program, other, people, posts)


def route(department: DepartmentPage, posts: dict[str, Post]) -> None:
    template = RouteTemplate.objects.create(department=department, kind="amend")
    steps = [(StepAct.CHECK, "chief"), (StepAct.CONCUR, "housing"), (StepAct.CONCUR, "disability")]
    for order, (act, name) in enumerate([*steps, (StepAct.DECIDE, "head")]):
        RouteStep.objects.create(template=template, sort_order=order, act=act, post=posts[name], days=3)


def published(department: DepartmentPage, title: str) -> ProgramPage:
    texts = {
        "target": "民間の賃貸住宅に住む、ひとり親の家庭",
        "benefit": "月8,000円",
        "source": "要綱",
        "where_to_ask": "こども課",
    }
    page = make.make_program(department, title, **texts)
    page.save_revision().publish()
    return ProgramPage.objects.get(pk=page.pk)


def draft(page: ProgramPage, user: User, **texts: str) -> ProgramPage:
    page = ProgramPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, text in (texts or {"benefit": "月10,000円（令和9年1月分から）"}).items():
        setattr(page, name, text)
    page.save_revision(user=user)
    return ProgramPage.objects.get(pk=page.pk)


def proposal(town: Town, author: str = "clerk", page: ProgramPage | None = None, **wish) -> Proposal:
    page = draft(page or town.program, town[author])
    given = {"subject": "応援金を改める", "reason": "9月議会で可決した。", "kind": "amend"} | wish
    return raise_proposal(town[author], [page], set(), Wish(**given))


def act(town: Town, proposal: Proposal, who: str, move: str, **data) -> Proposal:
    """One move, on the step that is this person's."""
    if "step" not in data and table.BY_NAME[move].on_step and (own := step_of(town, proposal, who, move)):
        data["step"] = own
    return table.perform(proposal.pk, move, town[who], **data)


def step_of(town: Town, proposal: Proposal, who: str, move: str) -> int | None:
    steps = proposal.steps.filter(act__in=table.BY_NAME[move].on_step)
    own = steps.filter(post__holdings__person=town[who]).first()
    return (own or steps.filter(state=StepState.OPEN).first() or steps.first() or own).pk if steps else None


def bring_to(town: Town, state: State) -> Proposal:
    found = proposal(town)
    path = {
        State.CIRCULATION: [],
        State.SENT_BACK: [("chief", "send_back")],
        State.CONCURRENCE: [("chief", "check")],
        State.AWAITING: [("chief", "check"), ("housing", "agree"), ("disability", "agree")],
        State.DECIDED: [("chief", "check"), ("housing", "agree"), ("disability", "agree"), ("head", "decide")],
        State.DRAFT: [("clerk", "recall")],
        State.WITHDRAWN: [("clerk", "withdraw")],
    }[state]
    return walk(town, found, path, state)


def walk(town: Town, found: Proposal, path: list[tuple[str, str]], state: State) -> Proposal:
    for who, move in path:
        act(town, found, who, move, remark="理由です。" if table.BY_NAME[move].needs_reason else "", to=0)
    found = Proposal.objects.get(pk=found.pk)
    assert found.state == state
    return found


def every_state(town: Town) -> Iterator[tuple[State, Proposal]]:
    """One proposal led through all states, side ways taken back again; the emergency is another one."""
    found = proposal(town)
    yield State.CIRCULATION, found
    aside = [(State.SENT_BACK, "chief", "send_back"), (State.DRAFT, "clerk", "recall")]
    for state, who, move in [*aside, (State.WITHDRAWN, "clerk", "withdraw")]:
        with transaction.atomic():
            yield state, walk(town, found, [(who, move)], state)
            transaction.set_rollback(True)
    yield State.CONCURRENCE, walk(town, found, [("chief", "check")], State.CONCURRENCE)
    yield State.AWAITING, walk(town, found, [("housing", "agree"), ("disability", "agree")], State.AWAITING)
    yield State.DECIDED, walk(town, found, [("head", "decide")], State.DECIDED)
    revision = found.items.get().revision_id
    signals.changes_planned.send(
        None, edition=town.edition.slug, revisions=[revision], at=timezone.now() + timedelta(1), by=town["welfare"]
    )
    yield State.SCHEDULED, walk(town, found, [], State.SCHEDULED)
    with transaction.atomic():
        go_out(town, revision)
        yield State.RELEASED, walk(town, found, [], State.RELEASED)
        transaction.set_rollback(True)
    with transaction.atomic():
        yield State.EMERGENCY, emergency(town)
        transaction.set_rollback(True)


def emergency(town: Town) -> Proposal:
    go_out(town, draft(town.program, town["welfare"], benefit="月8,500円").latest_revision_id)
    return Proposal.objects.get(is_emergency=True)


def go_out(town: Town, *revisions: int) -> None:
    """As the Release desk does it."""
    for revision in revisions:
        Revision.objects.get(pk=revision).publish(user=town["welfare"], skip_permission_checks=True)
    signals.changes_released.send(
        None, edition=town.edition.slug, revisions=list(revisions), number=7, by=town["welfare"], remark=""
    )

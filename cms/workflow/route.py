"""決裁の道すじ: computed from the template, today's holders and absences. What is shown is what is then taken."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from cms import changes
from cms.models import DepartmentPage, Post, RouteTemplate, User
from cms.models.editions import edition_of
from cms.models.posts import Role
from cms.models.routes import ACT_ORDER, ChangeKind, StepAct

from .turns import Office

USUAL_DAYS = {StepAct.CHECK: 2, StepAct.CONCUR: 5, StepAct.DECIDE: 3, StepAct.INFORM: 0}


class Mark(StrEnum):
    """What today's absences make of a step."""

    PRESENT = "present"
    READ_LATER = "read_later"  # 後閲
    DEPUTY = "deputy"  # 代決, or a substitute's answer
    AWAY = "away"  # decides or answers on coming back: nobody may stand in
    VACANT = "vacant"
    OWN = "own"  # only the author sits there: nobody checks their own text


@dataclass(frozen=True)
class Planned:
    act: StepAct
    post: Post
    question: str = ""
    days: int = 5
    mark: Mark = Mark.PRESENT
    people: tuple[str, ...] = ()

    @property
    def is_taken(self) -> bool:
        """Not skipped from the start."""
        return self.act != StepAct.CHECK or self.mark == Mark.PRESENT


@dataclass
class Route:
    name: str
    steps: list[Planned] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    may_leave_unanswered: bool = False
    checker_may_substitute: bool = False


def plan(
    department: DepartmentPage,
    kind: ChangeKind,
    author: User,
    office: Office | None = None,
    asked: Iterable[Post] = (),
    question: str = "",
    told: Iterable[Post] = (),
) -> Route:
    """The route of a proposal that this author would raise today. `asked` and `told` are posts that
    the drafter adds, for concurrence and for information.
    """
    office = office or Office()
    template = RouteTemplate.objects.filter(department=department, kind=kind).first()
    if template is not None:
        wanted = [(StepAct(s.act), office.posts[s.post_id], s.question, s.days) for s in template.steps.all()]
        route = Route(str(template), [], [], template.may_leave_unanswered, template.checker_may_substitute)
    else:
        wanted = list(_usual(department, kind, office))
        route = Route(_("as usual in this house"))
    for act, added in ((StepAct.CONCUR, asked), (StepAct.INFORM, told)):
        known = {post.pk for known_act, post, _question, _days in wanted if known_act == act}
        wanted += [(act, post, "", USUAL_DAYS[act]) for post in added if post.pk not in known]
    deciders = [post for act, post, _question, _days in wanted if act == StepAct.DECIDE]
    decider = _decider(deciders[0], author, office, department) if deciders else None
    checks = [_planned(act, post, "", 0, office, {author.pk}) for act, post, *_more in wanted if act == StepAct.CHECK]
    alone = set() if route.checker_may_substitute else _only_checker(checks, office)
    for act in ACT_ORDER:
        for post, asks, days in [w[1:] for w in wanted if w[0] == act]:
            if act == StepAct.DECIDE:
                post = decider
            if post is None or (act == StepAct.CONCUR and post == decider):
                continue
            asks = asks or (question if act == StepAct.CONCUR else "")
            may_not = {author.pk, *(alone if act == StepAct.DECIDE else ())}
            route.steps.append(_planned(act, post, asks, days, office, may_not))
    if decider is None:
        route.problems.append(_nobody_decides(department))
    return route


def _usual(department: DepartmentPage, kind: ChangeKind, office: Office):
    """Without a template: the checkers upwards, the welfare division for what comes or goes, the head decides."""
    own = [post for post in office.posts.values() if post.department_id == department.pk]
    for post in sorted((p for p in own if p.role == Role.CHECKER), key=lambda p: (p.rank, p.pk)):
        yield StepAct.CHECK, post, "", USUAL_DAYS[StepAct.CHECK]
    welfare = _head_of_welfare(department, office)
    if kind in {ChangeKind.NEW, ChangeKind.ABOLISH} and welfare and not department.is_welfare:
        yield StepAct.CONCUR, welfare, "", USUAL_DAYS[StepAct.CONCUR]
    heads = sorted((p for p in own if p.role == Role.HEAD), key=lambda p: (p.rank, p.pk))
    decider = heads[0] if heads else welfare
    if decider:
        yield StepAct.DECIDE, decider, "", USUAL_DAYS[StepAct.DECIDE]


def _head_of_welfare(department: DepartmentPage, office: Office) -> Post | None:
    edition = edition_of(department)
    heads = [
        post
        for post in office.posts.values()
        if post.role == Role.HEAD and post.department.is_welfare and post.department.path.startswith(edition.path)
    ]
    return min(heads, key=lambda post: (post.rank, post.pk), default=None)


def _decider(post: Post, author: User, office: Office, department: DepartmentPage) -> Post | None:
    """Nobody decides on their own text: it goes to the substitute, the post above, or the welfare division's head."""

    def others(candidate: Post) -> bool:
        return any(person.pk != author.pk for person in office.of(candidate))

    if others(post) or author.pk not in {person.pk for person in office.of(post)}:
        return post
    welfare = _head_of_welfare(department, office)
    candidates = [*office.stand_ins.get(post.pk, []), *office.above(post), *([welfare] if welfare else [])]
    return next((candidate for candidate in candidates if others(candidate)), None)


def _only_checker(checks: list[Planned], office: Office) -> set[int]:
    """Whoever will have checked it alone: nobody checks and decides without a second pair of eyes."""
    taken = [step.post for step in checks if step.is_taken]
    people = {person.pk for post in taken for person in office.present(post)}
    return people if len(people) == 1 else set()


def _planned(act: StepAct, post: Post, question: str, days: int, office: Office, may_not: set[int]) -> Planned:
    """`may_not`: the author, and whoever may not stand in."""
    holders = office.of(post)
    deputies = office.deputies(post, may_not) if act in {StepAct.CONCUR, StepAct.DECIDE} else []
    if holders and {person.pk for person in holders} <= may_not and act == StepAct.CHECK:
        mark, people = Mark.OWN, holders
    elif office.present(post):
        mark, people = Mark.PRESENT, office.present(post)
    elif deputies:
        mark, people = Mark.DEPUTY, [acting.person for acting in deputies]
    elif holders:
        mark, people = (Mark.READ_LATER if act == StepAct.CHECK else Mark.AWAY), holders
    else:
        mark, people = Mark.VACANT, []
    return Planned(act, post, question, days, mark, tuple(person.full_name for person in people))


def _nobody_decides(department: DepartmentPage) -> str:
    """And how one goes on: texts go out without a decision where an edition has no post for it at all, an end never."""
    if changes.has_deciders(edition_of(department)):
        return _("Nobody decides for this department. Ask the welfare division to register the post.")
    return _(
        "No post of this edition decides yet. Until one does, the welfare division releases drafts directly, under "
        "“Releases”. To end an entry, first give somebody a post that decides (Settings, Posts); then propose the end."
    )

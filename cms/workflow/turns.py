"""Whose turn it is today: holders, absences, substitutes and superiors of a post."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from cms.models import Absence, Holding, Post, ProposalStep, Substitute, User
from cms.models.proposals import StepState
from cms.models.routes import StepAct


@dataclass(frozen=True)
class Acting:
    """As whom a person acts."""

    person: User
    post: Post
    is_deputy: bool = False

    def __str__(self):
        return f"{self.post} {self.person.full_name}"


@dataclass
class Office:
    """Who sits where on one day, read in four queries however many posts are asked about."""

    day: date = field(default_factory=timezone.localdate)

    def __post_init__(self):
        self.holders: dict[int, list[User]] = {}
        held = Holding.objects.on(self.day).filter(person__is_active=True).select_related("person")
        for holding in held.order_by("since", "pk"):
            self.holders.setdefault(holding.post_id, []).append(holding.person)
        self.away = {absence.person_id: absence for absence in Absence.objects.on(self.day)}
        self.posts = {post.pk: post for post in Post.objects.select_related("department")}
        self.stand_ins: dict[int, list[Post]] = {}
        for row in Substitute.objects.order_by("sort_order", "pk"):
            self.stand_ins.setdefault(row.post_id, []).append(self.posts[row.stand_in_id])

    def of(self, post: Post | None) -> list[User]:
        return self.holders.get(post.pk, []) if post else []

    def present(self, post: Post | None) -> list[User]:
        return [person for person in self.of(post) if person.pk not in self.away]

    def is_absent(self, post: Post | None) -> bool:
        """Nobody of this post is here today; a vacant post counts."""
        return not self.present(post)

    def deputies(self, post: Post, but_not: set[int | None]) -> list[Acting]:
        """The people of the first registered substitute in order who are present and none of those who may not."""
        for stand_in in self.stand_ins.get(post.pk, []):
            if found := [person for person in self.present(stand_in) if person.pk not in but_not]:
                return [Acting(person, stand_in, is_deputy=True) for person in found]
        return []

    def above(self, post: Post) -> list[Post]:
        """Higher posts of the same line, nearest first."""
        higher = [other for other in self.posts.values() if _same_line(other, post) and other.rank > post.rank]
        return sorted(higher, key=lambda other: (other.rank, other.pk))

    def posts_of(self, user: User) -> list[Post]:
        return [self.posts[key] for key, people in self.holders.items() if user.pk in {p.pk for p in people}]

    def acting(self, step: ProposalStep, user: User) -> Acting | None:
        """As whom this person may act on the step today, own text aside."""
        if step.post_id is None or step.post_id not in self.posts:
            return None
        post = self.posts[step.post_id]
        if user.pk in {person.pk for person in self.of(post)}:
            return Acting(user, post)
        if step.act in {StepAct.DECIDE, StepAct.CONCUR} and self.is_absent(post):
            found = self.deputies(post, may_not_stand_in(step))
            return next((acting for acting in found if acting.person.pk == user.pk), None)
        return None

    def whose(self, step: ProposalStep) -> list[Acting]:
        """Everybody who may act on the step today."""
        if step.post_id is None or step.post_id not in self.posts:
            return []
        post = self.posts[step.post_id]
        may_stand_in = self.is_absent(post) and step.act in {StepAct.DECIDE, StepAct.CONCUR}
        deputies = self.deputies(post, may_not_stand_in(step)) if may_stand_in else []
        return deputies or [Acting(person, post) for person in self.of(post)]


def may_not_stand_in(step: ProposalStep) -> set[int | None]:
    """Four eyes: neither the author, nor whoever alone has checked it and would then decide on it too."""
    proposal = step.proposal
    if step.act != StepAct.DECIDE or proposal.checker_may_substitute:
        return {proposal.author_id}
    checks = [other for other in proposal.steps.all() if other.act == StepAct.CHECK]
    checkers = {other.acted_by_id for other in checks if other.state == StepState.DONE}
    return {proposal.author_id, *(checkers if len(checkers) == 1 else ())}


def _same_line(one: Post, other: Post) -> bool:
    return one.department_id == other.department_id

"""Who may make which move, now. Every guard gives the sentence that tells why not, or nothing."""

from django.utils.translation import gettext as _

from cms.models import Holding
from cms.models.posts import PROPOSES, RELEASES, Role
from cms.models.proposals import OPEN, StepState
from cms.models.routes import StepAct

from . import flow
from .acts import Doing
from .turns import Acting, may_not_stand_in


def not_your_turn(doing: Doing) -> str:
    step = doing.step or doing.current()
    post = step.label if step else doing.proposal.get_state_display()
    return _("It is the turn of: %(post)s. When it is yours, it stands on your desk.") % {"post": post}


def own_text(doing: Doing) -> str:
    names = [str(acting) for acting in doing.office.whose(doing.step) if acting.person.pk != doing.proposal.author_id]
    others = "、".join(names) or _("the next post")
    return _("Nobody checks, answers for or decides on their own text. It goes to: %s") % others


def turn(doing: Doing) -> str | None:
    """The step is open and this person sits there today, or stands in."""
    if doing.step is None or doing.step.state != StepState.OPEN:
        return not_your_turn(doing)
    doing.acting = doing.office.acting(doing.step, doing.user)
    if doing.acting is None:
        return _changed_hands(doing) or not_your_turn(doing)
    if doing.user.pk == doing.proposal.author_id:
        return own_text(doing)
    return None


def _changed_hands(doing: Doing) -> str | None:
    """Somebody who sat here until a little while ago learns who does now."""
    was = (
        Holding.objects.filter(post=doing.step.post, person=doing.user, until__lt=doing.day).order_by("-until").first()
    )
    now = Holding.objects.on(doing.day).filter(post=doing.step.post).select_related("person").first()
    if was is None or now is None:
        return None
    return _("Since %(date)s this post is held by %(name)s. You can only read.") % {
        "date": now.since.isoformat(),
        "name": now.person.full_name,
    }


def checking(doing: Doing) -> str | None:
    return turn(doing)


def answering(doing: Doing) -> str | None:
    """Once a department has answered it may change its answer until all have."""
    step = doing.step
    if step is not None and step.act == StepAct.CONCUR and step.state == StepState.DONE:
        step.state = StepState.OPEN
        refused = turn(doing)
        step.state = StepState.DONE
        return refused
    if step is None or step.act != StepAct.CONCUR:
        return not_your_turn(doing)
    return turn(doing)


def deciding(doing: Doing) -> str | None:
    refused = turn(doing)
    if refused:
        return refused
    if doing.acting.is_deputy:
        return _("You stand in today: choose “Substitute decision”.")
    return may_be_decided(doing)


def substituting(doing: Doing) -> str | None:
    """代決: only on a day on which the decider is away, only by the registered substitute."""
    if refused := turn(doing):
        return _checked_it_alone(doing) or refused
    if not doing.acting.is_deputy:
        return _("You are present, so nobody decides in your place.")
    return may_be_decided(doing)


def _checked_it_alone(doing: Doing) -> str | None:
    """A registered substitute whom the turn passes by learns why."""
    step = doing.step
    if step is None or step.state != StepState.OPEN or not doing.office.is_absent(step.post):
        return None
    if doing.user.pk == doing.proposal.author_id or doing.user.pk not in may_not_stand_in(step):
        return None
    return _("You are the only one who has checked it. Somebody else decides.")


def may_be_decided(doing: Doing) -> str | None:
    if gone := _gone(doing):
        return gone
    if (left := flow.disagreeing(doing)) and not flow.has_climbed(doing):
        names = "、".join(step.label for step in left)
        return _("%s disagrees. Talk, send it back, or pass it up: nobody is overruled in silence.") % names
    if flow.unanswered(doing) and not doing.proposal.may_leave_unanswered:
        return _("Not all departments have answered. Silence is not consent.")
    return None


def _gone(doing: Doing) -> str | None:
    for item in doing.proposal.items.all():
        if item.page_id is None or (item.revision_id is None and not item.ends):
            return _("“%s” has been deleted. Send the proposal back, so that it goes on without it.") % item.title
    return None


def sending_back(doing: Doing) -> str | None:
    """Whose turn it is, and the welfare division, which looks after the whole city."""
    doing.step = doing.current()
    refused = turn(doing)
    if refused and doing.user.pk != doing.proposal.author_id and (acting := as_welfare(doing)):
        doing.acting = acting
        return None
    return refused


def as_welfare(doing: Doing) -> Acting | None:
    for post in doing.office.posts_of(doing.user):
        is_inside = post.department.path.startswith(doing.proposal.edition.path)
        if is_inside and post.department.is_welfare and post.role in RELEASES:
            return Acting(doing.user, post)
    return None


def over_subordinate(doing: Doing) -> str | None:
    """引上げ: a higher post of the same line, while the lower one is away or late."""
    step = doing.step
    if step is None or step.act != StepAct.CHECK or step.state != StepState.OPEN or step.post is None:
        return _("No subordinate is waited for.")
    mine = {post.pk for post in doing.office.posts_of(doing.user)}
    higher = next((post for post in doing.office.above(step.post) if post.pk in mine), None)
    if higher is None:
        return _("Only a higher post of the same line acts over a subordinate.")
    if doing.user.pk == doing.proposal.author_id:
        return own_text(doing)
    if not doing.office.is_absent(step.post) and not (step.due and step.due < doing.day):
        return _("%s is here and in time.") % step.label
    doing.acting = Acting(doing.user, higher)
    return None


def author(doing: Doing) -> str | None:
    if doing.user.pk != doing.proposal.author_id:
        return _("Only whoever raised the proposal can do this.")
    doing.acting = seat_of_author(doing)
    return None


def seat_of_author(doing: Doing) -> Acting | None:
    """The post in the owning department from which the author speaks; the author may have moved since."""
    posts = doing.office.posts_of(doing.user)
    own = [post for post in posts if post.department_id == doing.proposal.department_id and post.role in PROPOSES]
    return Acting(doing.user, own[0]) if own else None


def proposing(doing: Doing) -> str | None:
    refused = author(doing)
    if refused:
        return refused
    if doing.acting is None:
        return _("You have no post in %s that raises proposals.") % (doing.proposal.department or _("this department"))
    return None


def recalling(doing: Doing) -> str | None:
    """The author, or a checker of the author's department."""
    if author(doing) is None:
        return None
    for post in doing.office.posts_of(doing.user):
        if post.department_id == doing.proposal.department_id and post.role == Role.CHECKER:
            doing.acting = Acting(doing.user, post)
            return None
    return _("Only whoever raised the proposal, or the section chief, recalls it.")


def withdrawing(doing: Doing) -> str | None:
    if author(doing) is None:
        return None
    decide = next(iter(doing.steps(StepAct.DECIDE)), None)
    if decide is not None and doing.proposal.state in OPEN:
        doing.acting = doing.office.acting(decide, doing.user)
        if doing.acting and not doing.acting.is_deputy:
            return None
    return _("Only whoever raised the proposal, or who decides on it, withdraws it for good.")


def reading(doing: Doing) -> str | None:
    """後閲: whoever was skipped, stood in for, or is only told."""
    step = doing.step
    if step is None or not step.to_read or step.read_at:
        return _("There is nothing here for you to read.")
    mine = {post.pk: post for post in doing.office.posts_of(doing.user)}
    if step.post_id not in mine:
        return not_your_turn(doing)
    doing.acting = Acting(doing.user, mine[step.post_id])
    return None


def responding(doing: Doing) -> str | None:
    step = doing.step
    if step is None or not step.remark or step.response or not (step.answer or step.read_at):
        return _("There is no remark to answer.")
    return author(doing)


def climbing(doing: Doing) -> str | None:
    """協議 has failed: the decision goes one post up."""
    decide = next(iter(doing.steps(StepAct.DECIDE)), None)
    if decide is None or decide.post is None or not flow.disagreeing(doing):
        return _("Nobody disagrees.")
    if higher_than(doing) is None:
        return _("There is no post above that could decide. Talk, or send it back.")
    if author(doing) is None:
        return None
    doing.acting = doing.office.acting(decide, doing.user)
    return None if doing.acting else _("Only whoever raised the proposal, or who decides on it, passes it up.")


def higher_than(doing: Doing):
    decide = doing.steps(StepAct.DECIDE)[0]
    heads = [p for p in doing.office.above(decide.post) if p.role == Role.HEAD and doing.office.of(p)]
    return heads[0] if heads else None


def reminding(doing: Doing) -> str | None:
    if author(doing) is None:
        return None
    acting = as_welfare(doing)
    if acting is None:
        return _("Only whoever raised the proposal, or the welfare division, reminds.")
    doing.acting = acting
    return None

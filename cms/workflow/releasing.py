"""When decided texts have gone out: the proposal is over, and the card says who vouches for it since when."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms import changes, signals
from cms.models import Confirmation, EditionPage, Post, Proposal, ProposalItem, ProposalStep, Role
from cms.models.proposals import State, StepState
from cms.models.routes import ChangeKind, StepAct

from . import flow, mails, raising, record
from .acts import Doing
from .turns import Office

DECIDED = [State.DECIDED, State.SCHEDULED]
ASKED_ALREADY = [*DECIDED, State.RELEASED, State.EMERGENCY]
DAYS_FOR_AN_EMERGENCY = 3


@receiver(page_published)
def vouch_for_what_was_decided(sender, instance: Page, revision: Revision | None = None, **kwargs) -> None:
    """Before the Release is composed, so that the new card carries the decision's date and department."""
    if revision is None:
        return
    items = ProposalItem.objects.filter(revision=revision, page=instance.pk, proposal__state__in=DECIDED)
    item = items.select_related("proposal__department").order_by("-proposal__decided_at").first()
    if item is None:
        return
    department = item.proposal.department
    Confirmation.objects.create(
        page_id=instance.pk,
        revision=revision,
        department=(department.title if department else "")[:60],
        confirmed_by=item.proposal.decided_by,
        confirmed_at=item.proposal.decided_at,
    )


@receiver(signals.changes_released)
def proposals_are_out(sender, edition: str, revisions: list[int], number: int, by=None, remark="", **kwargs) -> None:
    """Inside the transaction that releases: a proposal is over when all of its texts are out, or newer ones are."""
    touched = Proposal.objects.filter(items__revision__in=revisions, state__in=DECIDED).distinct()
    for proposal in touched.select_related("edition"):
        items = proposal.items.exclude(page=None).exclude(revision=None)
        if any(_is_left(item) for item in items.select_related("page")):
            continue
        proposal.state, proposal.released_at, proposal.release_number = State.RELEASED, timezone.now(), number
        proposal.version += 1
        proposal.save()
        doing = Doing(proposal, by)
        doing.data["number"] = number
        record.append(
            "release", edition, proposal=proposal, person=by, post=_post_of(by, proposal), subject=proposal.subject,
            remark=_("Release no. %d") % number, versions=_versions(proposal),
        )  # fmt: skip
        mails.after("release", doing)
    _ask_afterwards(edition, revisions, by, remark)


@receiver(signals.changes_planned)
def proposals_are_planned(sender, edition: str, revisions: list[int], at=None, by=None, **kwargs) -> None:
    """刊行予約 while a Release is planned for its texts, and back when it is not."""
    before, after = (State.DECIDED, State.SCHEDULED) if at else (State.SCHEDULED, State.DECIDED)
    found = Proposal.objects.select_for_update(of=("self",)).filter(state=before)
    keys = ProposalItem.objects.filter(revision__in=revisions).values("proposal")
    for proposal in found.filter(edition__slug=edition, pk__in=keys):
        proposal.state = after
        proposal.version += 1
        proposal.save(update_fields=["state", "version"])
        record.append(
            "plan" if at else "unplan", edition, proposal=proposal, person=by, post=_post_of(by, proposal),
            subject=proposal.subject, versions=_versions(proposal),
            remark=date_format(timezone.localtime(at), "Y-m-d H:i") if at else "",
        )  # fmt: skip


@receiver(signals.taken_back)
def release_was_taken_back(sender, edition: str, number: int, ended: bool, by=None, reason="", **kwargs) -> None:
    """What is out is not what was decided last: the record says who made it so and why."""
    of_edition = EditionPage.objects.filter(slug=edition, depth=2).first()
    record.append(
        "go_on" if ended else "go_back", edition, person=by, post=_post_in(by, of_edition), remark=reason,
        subject=_("Release no. %d") % number,
    )  # fmt: skip


def _is_left(item: ProposalItem) -> bool:
    """Not out yet, and no later decision on the same page has gone out in the meantime."""
    if item.ends:
        return item.page.live
    out = item.page.live_revision_id
    return out != item.revision_id and not (out and out > item.revision_id)


def _versions(proposal: Proposal) -> list:
    return [list(pair) for pair in proposal.items.values_list("page_id", "revision_id")]


def _post_of(user, proposal: Proposal) -> str:
    return _post_in(user, proposal.edition)


def _post_in(user, edition: EditionPage | None) -> str:
    posts = Office().posts_of(user) if user and edition else []
    return next((str(post) for post in posts if post.department.path.startswith(edition.path)), "")


def _ask_afterwards(edition: str, revisions: list[int], by, remark: str) -> None:
    """事後決裁: what went out without a decision gets a proposal by itself, for the department's decider, also where
    another proposal still asks for the same text: that one has no date by which it must be decided.
    """
    source = EditionPage.objects.filter(slug=edition, depth=2).first()
    if source is None or not changes.has_deciders(source):
        return
    items = ProposalItem.objects.filter(revision__in=revisions, proposal__state__in=ASKED_ALREADY)
    decided = set(items.values_list("revision_id", flat=True))
    pages = Page.objects.filter(live_revision__in=set(revisions) - decided)
    for found in _by_department(source, pages):
        _emergency(source, found, by, remark)


def _by_department(edition: EditionPage, pages) -> list[list[Page]]:
    groups: dict[int, list[Page]] = {}
    for page in pages.filter(path__startswith=edition.path, depth__gt=edition.depth + 1):
        groups.setdefault(raising.department_of(page).pk, []).append(page)
    return list(groups.values())


def asked_afterwards(edition: str, pages: Iterable[int]) -> list[tuple[str, date]]:
    """Who will be asked, and until when, if these pages go out in an emergency now."""
    source, due = EditionPage.objects.filter(slug=edition, depth=2).first(), _due_afterwards()
    if source is None or not changes.has_deciders(source):
        return []
    posts = [_decider(source, found) for found in _by_department(source, Page.objects.filter(pk__in=pages))]
    office = Office()
    return [
        (f"{post} {'・'.join(person.full_name for person in office.of(post))}".strip(), due) for post in posts if post
    ]


def _due_afterwards() -> date:
    return flow.working_days_from(timezone.localdate(), DAYS_FOR_AN_EMERGENCY)


def _decider(edition: EditionPage, pages: list[Page]) -> Post | None:
    heads = Post.objects.filter(role=Role.HEAD).order_by("rank").select_related("department")
    own = heads.filter(department=raising.department_of(pages[0])).first()
    return own or heads.filter(pk__in=Post.objects.descendants_of(edition)).first()


def remind_of_emergencies() -> int:
    """Every morning until it is decided, once a day however often this runs. How many proposals wait."""
    today = timezone.localdate()
    waiting = list(Proposal.objects.filter(state=State.EMERGENCY, proposed_at__date__lt=today))
    for proposal in waiting:
        if not proposal.notices.filter(written_at__date=today).exists():
            mails.after("remind", Doing(proposal, None))
    return len(waiting)


@transaction.atomic
def _emergency(edition: EditionPage, pages: list[Page], by, remark: str) -> Proposal | None:
    department = raising.department_of(pages[0])
    post = _decider(edition, pages)
    if post is None:
        return None
    titles = "・".join(page.title for page in pages)
    proposal = Proposal.objects.create(
        edition=edition,
        department=department,
        author=by,
        author_as=f"{next((str(p) for p in Office().posts_of(by)), '')} {by.full_name}".strip() if by else "",
        subject=(_("Emergency: %s") % titles)[:60],
        kind=ChangeKind.AMEND,
        reason=remark or _("Published in an emergency"),
        state=State.EMERGENCY,
        is_emergency=True,
        proposed_at=timezone.now(),
        released_at=timezone.now(),
        number=raising.next_number(edition),
        due=_due_afterwards(),
    )
    for page in pages:
        before = page.revisions.filter(pk__lt=page.live_revision_id).order_by("-pk").first()
        ProposalItem.objects.create(
            proposal=proposal, page=page, title=page.title, revision_id=page.live_revision_id, before=before
        )
    step = ProposalStep.objects.create(
        proposal=proposal, order=1, act=StepAct.DECIDE, post=post, label=str(post), state=StepState.OPEN,
        due=proposal.due,
    )  # fmt: skip
    doing = Doing(proposal, by, opened=[step])
    doing.data["author_as"] = proposal.author_post
    doing.note("emergency", proposal.reason)
    mails.after("emergency", doing)
    return proposal

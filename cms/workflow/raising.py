"""起案: changed pages become a proposal and start their route."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import preflight
from cms.models import DepartmentPage, EditionPage, Post, Proposal, ProposalItem, RecordHead, User
from cms.models.editions import edition_of
from cms.models.routes import ChangeKind, StepAct

from . import concerning, flow, kinds, mails, route
from .acts import Doing, Refused
from .evidence import Kept, attach, named
from .guards import proposing, seat_of_author
from .reading import findings_of
from .turns import Office


@dataclass
class Wish:
    """What the drafter asks for: everything of the form beside the pages."""

    subject: str
    reason: str
    kind: ChangeKind
    evidence: str = ""
    document_number: str = ""
    keeps_translations: bool = False
    wished_for: object = None
    asked: list[Post] = field(default_factory=list)
    told: list[Post] = field(default_factory=list)  # 供覧
    question: str = ""
    concerns: dict[int, list[str]] = field(default_factory=dict)  # post → what is its business
    files: list[Kept] = field(default_factory=list)


def department_of(page: Page) -> DepartmentPage | None:
    return DepartmentPage.objects.ancestor_of(page).order_by("-depth").first()


def raise_proposal(user: User, changed: Iterable[Page], ends: set[int], wish: Wish, draft: Proposal | None = None):
    """All or nothing; returns the proposal on its way. Raises Refused with the sentence for the drafter."""
    changed = list(changed)
    if not changed:
        raise Refused(_("Choose at least one change."))
    with transaction.atomic():
        proposal = _written_down(user, changed, ends, wish, draft)
        doing = Doing(proposal, user)
        if refused := proposing(doing):
            raise Refused(refused)
        _must_pass_inspection(proposal)
        lowest, why = kinds.demanded([flow.difference_of(item) for item in proposal.items.all()])
        if wish.kind not in kinds.allowed(lowest):
            words = {"kind": ChangeKind(lowest).label, "why": why}
            raise Refused(_("The change asks at least for “%(kind)s” (%(why)s).") % words)
        _start(doing, wish)
    return proposal


def _must_pass_inspection(proposal: Proposal) -> None:
    for item in proposal.items.select_related("revision"):
        for found in preflight.blockers(findings_of(item)):
            words = {"title": item.title, "field": found.label, "text": found.text}
            raise Refused(_("“%(title)s”, %(field)s: %(text)s") % words)


def _written_down(user: User, changed: list[Page], ends: set[int], wish: Wish, draft: Proposal | None) -> Proposal:
    department = department_of(changed[0])
    proposal = draft or Proposal(edition=edition_of(department), department=department, author=user)
    for name in ("subject", "reason", "kind", "evidence", "document_number", "wished_for", "keeps_translations"):
        setattr(proposal, name, getattr(wish, name))
    doing = Doing(proposal, user)
    proposal.author_as = str(seat_of_author(doing) or user.full_name)
    proposal.save()
    proposal.items.all().delete()
    for page in changed:
        if page.pk in ends and page.latest_revision_id is None:  # such as an entry of the starter handbook
            page.latest_revision = page.specific.save_revision()
        ProposalItem.objects.create(
            proposal=proposal,
            page=page,
            title=page.draft_title or page.title,
            revision_id=page.latest_revision_id,
            before_id=page.live_revision_id if page.live else None,
            ends=page.pk in ends,
        )
    return proposal


def _start(doing: Doing, wish: Wish) -> None:
    proposal = doing.proposal
    planned = route.plan(
        proposal.department, ChangeKind(wish.kind), doing.user, doing.office, wish.asked, wish.question, wish.told
    )
    if planned.problems:
        raise Refused(planned.problems[0])
    proposal.template_name = planned.name
    proposal.may_leave_unanswered = planned.may_leave_unanswered
    proposal.checker_may_substitute = planned.checker_may_substitute
    proposal.steps.all().delete()
    for order, step in enumerate(planned.steps, start=1):
        label = str(step.post)
        proposal.steps.create(
            order=order, act=step.act, post=step.post, label=label, question=step.question, days=step.days,
            concerns=_concerns(proposal, step, wish),
        )  # fmt: skip
    attach(proposal, wish.files)
    _take(proposal)
    proposal.number = proposal.number or next_number(proposal.edition)
    proposal.proposed_at = doing.now
    proposal.version += 1
    doing.note("propose", proposal.reason + named(proposal))
    flow.go_on(doing)
    proposal.save()
    mails.after("propose", doing)


def _concerns(proposal: Proposal, step: route.Planned, wish: Wish) -> list[str]:
    """As the drafter marked it; who marked nothing is helped."""
    if step.act != StepAct.CONCUR:
        return []
    if step.post.pk in wish.concerns:
        return wish.concerns[step.post.pk]
    items = proposal.items.select_related("page", "revision", "before")
    differences = [flow.difference_of(item) for item in items]
    return concerning.suggested(step.post, differences, concerning.places(item.page for item in items))


def _take(proposal: Proposal) -> None:
    """A page is in one open proposal only; the database itself refuses a second."""
    try:
        with transaction.atomic():
            flow.lock(proposal)
    except IntegrityError as error:
        keys = proposal.items.values("page")
        other = ProposalItem.objects.filter(page__in=keys, is_open=True).exclude(proposal=proposal).first()
        words = {"title": other.title if other else "", "number": other.proposal if other else ""}
        raise Refused(
            _("“%(title)s” is already in proposal %(number)s. Wait for its decision, or leave it out.") % words
        ) from error


def next_number(edition: EditionPage) -> str:
    """R8-0118: era year of the fiscal year, then a running number. Nobody counts beside: the record's end is held."""
    RecordHead.objects.get_or_create(pk=1)
    RecordHead.objects.select_for_update().get(pk=1)
    today = timezone.localdate()
    prefix = f"R{today.year - 2018 - (today.month < 4)}-"
    taken = Proposal.objects.filter(edition=edition, number__startswith=prefix).values_list("number", flat=True)
    highest = max((int(number.removeprefix(prefix)) for number in taken), default=0)
    return f"{prefix}{highest + 1:04d}"


def waiting_changes(user: User, department: DepartmentPage | None = None):
    """Pages of one's departments whose draft differs from what residents read and that are in no open proposal."""
    folders = [post.department for post in Office().posts_of(user)]
    found = Page.objects.none()
    for folder in {d.pk: d for d in folders if department is None or d.pk == department.pk}.values():
        found = found | Page.objects.descendant_of(folder).filter(has_unpublished_changes=True)
    busy = ProposalItem.objects.filter(is_open=True).values("page")
    return found.exclude(pk__in=busy).order_by("-latest_revision_created_at")

"""Starting, hiding, showing again, and giving entries one's own desk. All of it is drafts: nothing goes out by this."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms import permissions
from cms.models import DepartmentPage, DeskPage, EditionPage, ProgramDesk, ProgramPage
from cms.models.programs import Change

from . import bases, reading


def adapt(edition: EditionPage, number: int, department: DepartmentPage, user) -> ProgramPage:
    """The draft in which one writes what differs; the one there is, if somebody began before."""
    page = _own(edition, number)
    if page is not None:
        if not permissions.may_edit(user, page):
            raise PermissionDenied
        return page
    if not permissions.may_adapt(user, department) or not department.path.startswith(edition.path):
        raise PermissionDenied
    return _begin(edition, number, department, user, Change.ADAPT)


def hide(edition: EditionPage, number: int, user) -> ProgramPage:
    return _decide(edition, number, user, Change.HIDE)


def show_again(edition: EditionPage, number: int, user) -> ProgramPage:
    return _decide(edition, number, user, Change.ADAPT)


def put_desk(
    edition: EditionPage, numbers: Iterable[int], desk: DeskPage, department: DepartmentPage, user
) -> list[ProgramPage]:
    """The city's desk in the place of the nation's, on each of these entries; no text is touched. All or nothing."""
    if not desk.path.startswith(edition.path):
        raise ValidationError(_("Choose a desk of your own edition."))
    with transaction.atomic():
        return [_with_desk(adapt(edition, number, department, user), desk, user) for number in numbers]


def _with_desk(page: ProgramPage, desk: DeskPage, user) -> ProgramPage:
    draft = page.get_latest_revision_as_object()
    if [row.desk_id for row in draft.desks.all()] != [desk.pk]:
        draft.desks = [ProgramDesk(desk=desk, sort_order=0)]
        draft.save_revision(user=user, log_action=True)
    return page


def _decide(edition: EditionPage, number: int, user, change: Change) -> ProgramPage:
    """What is shown at all is decided by the welfare division, for the whole edition."""
    if not permissions.is_welfare(user, edition):
        raise PermissionDenied
    page = _own(edition, number)
    if page is None:
        folder = DepartmentPage.objects.child_of(edition).filter(is_welfare=True).first()
        if folder is None:
            raise ValidationError(_("The edition has no welfare division. Add its folder first."))
        return _begin(edition, number, folder, user, change)
    draft = page.get_latest_revision_as_object()
    if draft.base_id is None:
        raise ValidationError(_("An own entry is not hidden. Propose its end: on its page, “Stop showing it”."))
    if draft.change != change:
        draft.change = change
        draft.save_revision(user=user, log_action=True)
    return page


def _own(edition: EditionPage, number: int) -> ProgramPage | None:
    return ProgramPage.objects.descendant_of(edition).filter(number_id=number).order_by("path").first()


def _begin(edition: EditionPage, number: int, folder: DepartmentPage, user, change: Change) -> ProgramPage:
    entry = reading.below(edition, [number]).get(number)
    if entry is None:
        raise ValidationError(_("The base edition does not show this entry any longer."))
    base = ProgramPage.objects.get(pk=entry.page)
    page = ProgramPage(
        title=entry.texts["title"],
        slug=_free_slug(folder, base.slug),
        base=base,
        change=change,
        locale=folder.locale,
        live=False,
        owner=user,
    )
    with transaction.atomic():
        folder.add_child(instance=page)
        page.save_revision(user=user, log_action="wagtail.create")
        bases.confirm(page, entry.texts, user)
    return page


def _free_slug(folder: DepartmentPage, slug: str) -> str:
    taken = set(folder.get_children().values_list("slug", flat=True))
    names = (slug, *(f"{slug}-{count}" for count in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)

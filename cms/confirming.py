"""「内容を確認した」: a department vouches for what residents read now. Nothing is published; a row is added."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from . import permissions
from .models import Confirmation, DepartmentPage, DeskPage, Entry, HotlinePage, ProgramPage
from .signals import entry_confirmed

CONFIRMABLE = (ProgramPage, DeskPage, HotlinePage)
OF_STAFF = {field.name for field in Entry._meta.local_fields}
ROWS = {ProgramPage: ["desks", "matches"], DeskPage: ["phones"], HotlinePage: []}


def is_offered(page: Page, user) -> bool:
    return issubclass(page.cached_content_type.model_class(), CONFIRMABLE) and permissions.may_confirm(user, page)


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id).specific
    if not is_offered(page, request.user):
        raise PermissionDenied
    if request.method == "POST":
        record(page, request.user)
        messages.success(request, _("“%(title)s” is confirmed as residents read it now.") % {"title": page.title})
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "page": page,
        "department": department_of(page),
        "lines": list(lines(page)),
        "last": page.confirmations.first(),
    }
    return render(request, "cms/confirm.html", context)


def department_of(page: Page) -> DepartmentPage:
    return DepartmentPage.objects.ancestor_of(page).order_by("-depth").first()


@transaction.atomic
def record(page: Page, user) -> Confirmation:
    confirmation = Confirmation.objects.create(
        page=page, revision=page.live_revision, department=department_of(page).title[:60], confirmed_by=user
    )
    entry_confirmed.send(sender=type(page), instance=page, confirmation=confirmation)
    return confirmation


def lines(page: Page) -> Iterator[tuple[str, str]]:
    """Name and text of every field that residents read and that is filled in."""
    yield _("Title"), page.title
    for field in type(page)._meta.local_fields:
        if field.is_relation or not field.editable or field.name in OF_STAFF:
            continue
        text = _text(page, field)
        if text:
            yield str(field.verbose_name), text
    for relation in ROWS[type(page)]:
        field = type(page)._meta.get_field(relation)
        for row in getattr(page, relation).all():
            yield str(field.related_model._meta.verbose_name), _row(row)


def _text(page: Page, field: models.Field) -> str:
    if isinstance(field, models.BooleanField):
        return _("Yes") if getattr(page, field.name) else ""
    if field.choices:
        return str(getattr(page, f"get_{field.name}_display")())
    value = getattr(page, field.name)
    return "" if value is None else str(value)


def _row(row: models.Model) -> str:
    match row._meta.model_name:
        case "programdesk":
            return row.desk.title
        case "programmatch":
            return f"{row.worry}: {row.reason}"
        case _:
            return " ".join(part for part in (row.label, row.number, row.note) if part)

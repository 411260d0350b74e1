"""「内容を確認した」: a department vouches for what residents read now. Nothing is published; a row is added."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from . import permissions
from .models import (
    Confirmation,
    DepartmentPage,
    DeskPage,
    DeskPhone,
    Entry,
    HotlinePage,
    HotlineWorry,
    ProgramDesk,
    ProgramMatch,
    ProgramPage,
)
from .models.questions import Audience
from .overlay import reading
from .overlay.fields import INHERITED, lay_over

CONFIRMABLE = (ProgramPage, DeskPage, HotlinePage)
# Fields that steer the entry instead of being read.
UNREAD = {field.name for field in Entry._meta.local_fields} | {"change", "inherit_title", "never_for_sensitive"}
ROWS = {ProgramPage: ["desks", "matches"], DeskPage: ["phones"], HotlinePage: ["worries"]}


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


def record(page: Page, user) -> Confirmation:
    return Confirmation.objects.create(
        page=page, revision=page.live_revision, department=department_of(page).title[:60], confirmed_by=user
    )


def lines(page: Page) -> Iterator[tuple[str, str]]:
    """Name and text of everything that residents read; an adaptation's empty fields say what it inherits."""
    below = reading.below_page(page) if isinstance(page, ProgramPage) else None
    texts = below.texts if below else {}
    base = (
        ProgramPage(**{_column(name): texts[name] for name in ("title", *INHERITED) if name in texts})
        if below
        else None
    )
    yield _("Title"), base.title if base and page.inherit_title else page.title
    for field in type(page)._meta.local_fields:
        if field.is_relation or not field.editable or field.name in UNREAD:
            continue
        text = _text(page, field) or (base and _text(base, field))
        if text:
            yield str(field.verbose_name), text
    if below:
        laid = lay_over(below.texts, reading.texts_of(page))
        yield from ((_("desk"), row["title"]) for row in laid["desks"])
        yield from ((_("worry"), f"{row['text']}: {row['reason']}") for row in laid["matches"])
        return
    for relation in ROWS[type(page)]:
        yield from (_row(row) for row in getattr(page, relation).all())


def _column(name: str) -> str:
    return ProgramPage._meta.get_field(name).attname


def _text(page: Page, field: models.Field) -> str:
    value = getattr(page, field.name)
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else ""
    if field.choices:
        return str(getattr(page, f"get_{field.name}_display")())
    if field.name == "target_audience":
        return "、".join(str(Audience(part).label) for part in value.split(";"))
    return "" if value is None else str(value)


def _row(row: models.Model) -> tuple[str, str]:
    match row:
        case ProgramDesk():
            return _("desk"), row.desk.title
        case ProgramMatch():
            return _("worry"), f"{row.worry}: {row.reason}"
        case HotlineWorry():
            return _("worry"), str(row.worry)
        case DeskPhone():
            return _("phone"), " ".join(part for part in (row.label, row.number, row.extension, row.note) if part)

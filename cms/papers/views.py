"""「変わったところ」: two states of one page side by side, on screen, on paper and as a workbook."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET
from wagtail.models import Page, Revision

from cms import permissions
from cms.models.editions import edition_of
from cms.reading.pages import Difference, between, difference, live_and_draft

from . import printing
from .sheets import Sheet

VERSIONS = 50


@require_GET
def changes(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    found = _difference(request, page)
    sheet = Sheet(found.title, (found,))
    (table,) = printing.tables(sheet)
    context = {
        "page": page,
        "difference": found,
        "rows": table["rows"],
        "inside": [change for change in found.changes if change not in found.for_others],
        "revisions": page.revisions.select_related("user").order_by("-created_at", "-pk")[:VERSIONS],
        "choices": [("old", found.old_revision), ("new", found.new_revision)],
        "has_cards": bool(found.old_revision and found.new_revision and page.preview_modes),
        "may_edit": permissions.may_edit(request.user, page),
        "query": request.GET.urlencode(),
    }
    return render(request, "cms/changes.html", context)


@require_GET
@xframe_options_sameorigin
def as_read(request: HttpRequest, page_id: int, revision_id: int) -> HttpResponse:
    """One version as residents would read it, for the frames of the screen above."""
    page = _page(request, page_id)
    return _revision(page, str(revision_id)).as_object().serve_preview(request, "")


def before_and_after(request: HttpRequest, page_id: int) -> HttpResponse:
    return _paper(request, page_id, lambda sheet: printing.before_and_after(request, sheet))


def proposal(request: HttpRequest, page_id: int) -> HttpResponse:
    return _paper(request, page_id, lambda sheet: printing.proposal(request, sheet))


def spreadsheet(request: HttpRequest, page_id: int) -> HttpResponse:
    return _paper(request, page_id, printing.spreadsheet)


def _paper(request: HttpRequest, page_id: int, printed: Callable[[Sheet], HttpResponse]) -> HttpResponse:
    page = _page(request, page_id)
    found = _difference(request, page)
    edition = edition_of(page)
    subject = _("Changing “%(title)s”") % {"title": found.title}
    organisation = f"{edition.organisation} {edition.title}"
    return printed(Sheet(subject, (found,), organisation=organisation, new_on_left=edition.new_on_left))


def _page(request: HttpRequest, page_id: int) -> Page:
    page = get_object_or_404(Page, pk=page_id).specific
    if not permissions.may_read(request.user, page):
        raise PermissionDenied
    return page


def _difference(request: HttpRequest, page: Page) -> Difference:
    """What residents read against the newest draft, unless versions are named."""
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    if old and new:
        return between(_revision(page, old), _revision(page, new))
    if new or old:
        live = page.live_revision if page.live else None
        chosen = _revision(page, new or old)
        return difference(page if page.live else None, chosen.as_object(), live and live.pk, chosen.pk)
    return live_and_draft(page)


def _revision(page: Page, number: str) -> Revision:
    if not number.isdecimal():
        raise Http404
    return get_object_or_404(page.revisions, pk=number)

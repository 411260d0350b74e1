"""Mails that no server took in several tries: the welfare division sees them, mends the address, or lets them be."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages

from cms import permissions
from cms.models import DepartmentPage, Notice

from . import mails

SHOWN = 100


def given_up(user) -> QuerySet[Notice]:
    """Of the editions that one releases; an inquiry's mail is known by the mailbox of its department."""
    editions = permissions.published_by(user)
    places = Q(pk__in=[])
    for edition in editions:
        places |= Q(path__startswith=edition.path)
    mailboxes = DepartmentPage.objects.filter(places).exclude(email="").values("email")
    ours = Q(proposal__edition__in=editions) | Q(proposal=None, address__in=mailboxes)
    found = Notice.objects.filter(ours, sent_at=None, tries__gte=mails.MOST_TRIES, put_away_at=None)
    return found.select_related("proposal", "person")


@hooks.register("waits_for_me")
def mails_that_came_back(user) -> Iterator[dict]:
    if not permissions.is_publisher(user):
        return
    if number := given_up(user).count():
        yield {
            "title": _("%d mails could not be delivered") % number,
            "tag": _("mail"),
            "todo": _("See who was not told, and correct the address"),
            "button": _("Look"),
            "url": reverse("cms_undelivered"),
            "tone": "wait",
        }


@require_http_methods(["GET", "POST"])
def undelivered(request: HttpRequest) -> HttpResponse:
    if not permissions.is_publisher(request.user):
        raise PermissionDenied
    found = given_up(request.user)
    if request.method == "POST":
        chosen = found.filter(pk__in=[key for key in request.POST.getlist("notice") if key.isdecimal()])
        _done(request, list(chosen))
        return redirect("cms_undelivered")
    return render(request, "cms/workflow/undelivered.html", {"notices": found[:SHOWN], "tries": mails.MOST_TRIES})


def _done(request: HttpRequest, chosen: list[Notice]) -> None:
    if not chosen:
        messages.warning(request, _("Tick at least one mail."))
    elif "again" in request.POST:
        sent = mails.try_again(chosen)
        text = _("Sent: %(sent)d of %(all)d. What did not go out stays here.")
        messages.success(request, text % {"sent": sent, "all": len(chosen)})
    else:
        mails.put_away(chosen)
        messages.success(request, _("Put away: %d.") % len(chosen))

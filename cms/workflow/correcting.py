"""差戻し: the drafter puts the request itself right too, before it is handed in again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.models import Proposal
from cms.models.proposals import State

from . import evidence, guards
from .acts import Doing, Refused
from .proposing import ProposalForm

WORDS = ("subject", "reason", "evidence", "document_number", "wished_for")


class RequestForm(ProposalForm):
    """The kind, the texts and whom to ask are the route, which goes on where it was."""

    kind = keeps_translations = question = None


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, key: int) -> HttpResponse:
    found = get_object_or_404(Proposal, pk=key, author=request.user, state=State.SENT_BACK)
    if request.method == "GET":
        form, files, refused = RequestForm(initial=_words(found)), evidence.attached(found), ""
    else:
        form = RequestForm(request.POST)
        files, refused = evidence.handed_in(request)
        if form.is_valid() and not refused:
            try:
                _write_down(request, key, form.cleaned_data, files)
            except Refused as error:
                refused = str(error)
            else:
                messages.success(request, _("The request is changed. Hand the proposal in again, and it goes on."))
                return redirect("cms_proposal", key)
    context = {"proposal": found, "form": form, "files": files, "refused": refused}
    return render(request, "cms/workflow/correct.html", context, status=409 if refused else 200)


def _words(proposal: Proposal) -> dict:
    return {name: getattr(proposal, name) for name in WORDS}


@transaction.atomic
def _write_down(request: HttpRequest, key: int, said: dict, files: list[evidence.Kept]) -> None:
    """All or nothing. The record keeps the reason and the documents as they were when they were handed in."""
    found = get_object_or_404(Proposal.objects.select_for_update(), pk=key, state=State.SENT_BACK)
    doing = Doing(found, request.user)
    if guards.author(doing):
        raise PermissionDenied
    if said == _words(found) and files == evidence.attached(found):
        return
    for name in WORDS:
        setattr(found, name, said[name])
    evidence.attach(found, files)
    found.version += 1
    found.save(update_fields=[*WORDS, "version"])
    doing.note("reword", "\n".join(filter(None, (found.reason, found.evidence))) + evidence.named(found))

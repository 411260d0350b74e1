"""The list of proposals, and one proposal: read it, then make one move by one button."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from cms import permissions
from cms.models import DepartmentPage, Post, Proposal
from cms.models.guests import GuestAnswer
from cms.models.posts import ANSWERS
from cms.models.proposals import State
from cms.papers import printing

from . import evidence, record, table
from .acts import Refused
from .reading import Reading

A_PAGE = 50
LEAVES = {"check", "agree", "remark", "disagree", "forward", "decide", "substitute", "raise", "raise_back", "send_back"}


def visible(user):
    """Whoever has a post in an edition may read its proposals: concurring means reading what others wrote."""
    return Proposal.objects.of_editions(permissions.editions_held_in(user))


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    found = visible(request.user).for_lists()
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    department = request.GET.get("department", "")
    if words:
        found = found.filter(
            Q(number__icontains=words) | Q(subject__icontains=words) | Q(items__title__icontains=words)
        )
    if state in State.values:
        found = found.filter(state=state)
    if department.isdecimal():
        found = found.filter(department=department)
    if request.GET.get("mine"):
        found = found.filter(author=request.user)
    page = Paginator(found.distinct(), A_PAGE).get_page(request.GET.get("p"))
    editions = permissions.editions_held_in(request.user)
    departments = [d for edition in editions for d in DepartmentPage.objects.child_of(edition)]
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "proposals": page,
        "states": State.choices,
        "departments": departments,
        "chosen": {"q": words, "state": state, "department": department},
        "query": query.urlencode(),
    }
    return render(request, "cms/workflow/proposals.html", context)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    found = _proposal(request, key)
    refused = ""
    if request.method == "POST":
        try:
            move = _make(request, found)
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, _("Recorded: %s") % _(record.ACTS[move]))
            return redirect("wagtailadmin_home" if move in LEAVES else request.path)
    found = _proposal(request, key)
    corrects = found.state == State.SENT_BACK and found.author_id == request.user.pk
    reading = Reading(found, request.user, corrects)
    context = {
        "corrects": corrects,
        "proposal": found,
        "reading": reading,
        "refused": refused,
        "kept": request.POST,
        "events": list(found.events.exclude(act="mail").order_by("pk")),
        "acts": record.ACTS,
        "targets": _targets(found),
        "guest_answers": GuestAnswer.choices,
        "asks_guests": found.is_moving and found.author_id == request.user.pk,
    }
    return render(request, "cms/workflow/proposal.html", context, status=409 if refused else 200)


def _proposal(request: HttpRequest, key: int) -> Proposal:
    queryset = visible(request.user).select_related("edition", "department", "author")
    return get_object_or_404(queryset.prefetch_related("items", "steps__post__department", "steps__acted_by"), pk=key)


def _make(request: HttpRequest, found: Proposal) -> str:
    """The chosen move, with what the person had seen; nothing chosen is told, and the text stays."""
    name, _dot, rest = request.POST.get("move", "").partition(":")
    step, _dot, seen = rest.partition(":")
    if name not in table.BY_NAME:
        raise Refused(_("Choose one of them."))
    to = request.POST.get("to", "")
    to_post = request.POST.get("to_post", "")
    table.perform(
        found.pk,
        name,
        request.user,
        step=int(step) if step.isdecimal() else None,
        seen=int(seen) if seen.isdecimal() else None,
        remark=request.POST.get("remark", ""),
        to=int(to) if to.isdecimal() else None,
        to_post=int(to_post) if to_post.isdecimal() else None,
    )
    last = found.events.exclude(act="mail").order_by("-pk").first()  # 後閲, 報告 and 供覧 are one move
    return last.act if name == "read" and last else name


def _targets(found: Proposal):
    """Departments that could be asked instead."""
    posts = Post.objects.descendants_of(found.edition).filter(role__in=ANSWERS)
    return posts.exclude(pk__in=found.steps.values("post")).select_related("department")


@require_GET
def paper(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """起案用紙, 新旧対照表, and both as a workbook."""
    found = _proposal(request, key)
    sheet = Reading(found, request.user).sheet()
    match kind:
        case "sheet":
            return printing.proposal(request, sheet)
        case "table":
            return printing.before_and_after(request, sheet)
        case "xlsx":
            return printing.spreadsheet(sheet)
    raise PermissionDenied


@require_GET
def evidence_file(request: HttpRequest, key: int, file: int) -> HttpResponse:
    """To be kept, never to be run: whatever a file holds, the browser only saves it."""
    found = get_object_or_404(_proposal(request, key).files, pk=file)
    try:
        content = evidence.path(found.hash).open("rb")
    except OSError as error:
        raise Http404 from error
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=evidence.KINDS[found.kind][1])
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

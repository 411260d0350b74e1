"""照会 in the admin: the welfare division asks and watches, a department answers on one screen."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cms import permissions
from cms.models import DepartmentPage
from cms.models.rounds import Reply, Round, RoundAnswer, Target
from cms.papers.printing import XLSX

from . import answering, spreadsheets
from .answering import Given, Refused, take
from .asking import Asked, asked, departments, progress, waiting
from .reminding import reminder

BIGGEST_FILE = 5 * 1024 * 1024


class RoundForm(forms.ModelForm):
    departments = forms.ModelMultipleChoiceField(
        DepartmentPage.objects.none(), label=gettext_lazy("Departments asked"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Round
        fields = ["name", "message", "deadline", "departments"]
        widgets = {"deadline": forms.DateInput(attrs={"type": "date"}), "message": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.edition = edition
        folders = DepartmentPage.objects.child_of(edition).order_by("path")
        self.fields["departments"].queryset = folders
        self.fields["departments"].label_from_instance = lambda folder: folder.title
        self.fields["departments"].initial = [folder.pk for folder in folders]

    def clean_deadline(self):
        deadline = self.cleaned_data["deadline"]
        if deadline < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a later one."))
        return deadline


def inquiries(request: HttpRequest) -> HttpResponse:
    """What one asks, and what one is asked."""
    rounds = Round.objects.filter(edition__in=permissions.published_by(request.user)).select_related("edition")
    context = {
        "targets": waiting(request.user, answered_too=True),
        "rounds": rounds,
        "editions": permissions.published_by(request.user),
    }
    return render(request, "cms/inquiry/inquiries.html", context)


def begin(request: HttpRequest, edition: str) -> HttpResponse:
    page = get_object_or_404(permissions.published_by(request.user), slug=edition)
    form = RoundForm(request.POST or None, edition=page)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.instance.started_by = request.user
            inquiry = form.save()
            Target.objects.bulk_create(
                Target(round=inquiry, department=folder) for folder in form.cleaned_data["departments"]
            )
        messages.success(request, _("“%(name)s” has begun.") % {"name": inquiry.name})
        return redirect("cms_inquiry", inquiry.pk)
    return render(request, "cms/inquiry/begin.html", {"form": form, "edition": page})


def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    found = _round(request, pk)
    rows = [(line, reminder(line) if line.open else "") for line in progress(found)]
    entries, answered = sum(line.entries for line, _text in rows), sum(line.answered for line, _text in rows)
    context = {
        "round": found,
        "rows": rows,
        "entries": entries,
        "answered": answered,
        "percent": answered * 100 // entries if entries else 100,
        "remarks": _remarks(found),
    }
    return render(request, "cms/inquiry/inquiry.html", context)


def _remarks(found: Round) -> list:
    """What asks for work: all but the entries that stay as they are."""
    answers = RoundAnswer.objects.filter(target__round=found).exclude(reply=Reply.SAME)
    return list(answers.select_related("page", "target__department", "forwarded_to"))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _round(request, pk)
    Round.objects.filter(pk=found.pk, closed_at=None).update(closed_at=timezone.now())
    return redirect("cms_inquiry", found.pk)


@require_GET
def results(request: HttpRequest, pk: int) -> HttpResponse:
    found = _round(request, pk)
    return _workbook(spreadsheets.results(found), f"{found.name}_{_('Results of the inquiry')}.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{escape_uri_path(name)}"
    return response


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    try:
        answering.confirm(target, asked(target), request.user)
    except Refused as refused:
        messages.warning(request, refused)
    else:
        messages.success(request, _("Your confirmation is kept."))
    return redirect("cms_inquiry_answer", target.pk)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    entries = asked(target)
    problems: list[str] = []
    if request.method == "POST":
        try:
            count = take(target, _given(request, entries), entries, request.user)
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("%(count)d answers are kept.") % {"count": count})
            return redirect("cms_inquiry_answer", target.pk)
    context = {
        "target": target,
        "entries": [(entry, _shown(request, entry)) for entry in entries],
        "added": target.answers.filter(page=None),
        "open": sum(entry.answer is None for entry in entries),
        "departments": [folder for folder in departments(target.round.edition) if folder.pk != target.department_id],
        "replies": [choice for choice in Reply.choices if choice[0] != Reply.NEW],
        "problems": problems,
        "heads": permissions.heading_post(request.user, target.department) is not None,
        "new": request.POST.get("new", ""),
    }
    return render(request, "cms/inquiry/answer.html", context)


def _shown(request: HttpRequest, entry: Asked) -> dict[str, str]:
    """What stands in the row: what was just sent, else what was answered before."""
    key, said = entry.page.pk, entry.answer
    before = (said.reply, said.remark, said.forwarded_to_id or "") if said else ("", "", "")
    names = ("reply", "remark", "to")
    sent = {name: request.POST.get(f"{name}-{key}") for name in names}
    return {name: sent[name] if sent[name] is not None else str(old) for name, old in zip(names, before, strict=True)}


def _given(request: HttpRequest, entries: list[Asked]) -> list[Given]:
    """Only what is new or different; with the button for all, every open row says "no change"."""
    found = []
    for entry in entries:
        said = _shown(request, entry)
        if "all-same" in request.POST and not said["reply"]:
            said["reply"] = Reply.SAME
        before = entry.answer and (entry.answer.reply, entry.answer.remark, str(entry.answer.forwarded_to_id or ""))
        if said["reply"] and (said["reply"], said["remark"].strip(), said["to"]) != before:
            to = int(said["to"]) if said["to"].isdecimal() else None
            found.append(Given(entry.page.pk, said["reply"], said["remark"].strip(), to, entry.page.title))
    if request.POST.get("new", "").strip():
        found.append(Given(None, Reply.NEW, request.POST["new"].strip(), where=str(Reply.NEW.label)))
    return found


def spreadsheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Out with GET, in with POST."""
    target = _target(request, pk)
    entries = asked(target)
    if request.method != "POST":
        return _workbook(spreadsheets.write(target, entries), f"{target.round.name}_{target.department.title}.xlsx")
    file = request.FILES.get("file")
    try:
        if file is None or file.size > BIGGEST_FILE:
            raise Refused([_("Choose an XLSX file of at most 5 MB.")])
        count = take(target, spreadsheets.read(file, departments(target.round.edition)), entries, request.user)
    except Refused as refused:
        for text in [_("Nothing was taken over."), *refused.problems[:20]]:
            messages.warning(request, text)
    else:
        messages.success(request, _("%(count)d answers are kept.") % {"count": count})
    return redirect("cms_inquiry_answer", target.pk)


def _round(request: HttpRequest, pk: int) -> Round:
    found = get_object_or_404(Round.objects.select_related("edition"), pk=pk)
    if not permissions.may_publish(request.user, found.edition.slug):
        raise PermissionDenied
    return found


def _target(request: HttpRequest, pk: int) -> Target:
    target = get_object_or_404(Target.objects.select_related("round__edition", "department"), pk=pk)
    if not permissions.may_answer_inquiry(request.user, target.department):
        raise PermissionDenied
    return target

"""Own absences, and 異動の一覧: the list that moves everybody on one day."""

from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from . import permissions, transfers
from .models import Absence
from .papers.printing import XLSX


class AbsenceForm(forms.ModelForm):
    class Meta:
        model = Absence
        fields = ["since", "until", "reason"]
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("since", "until")}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("The last day is before the first one."))
        return cleaned


@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """One's own days away. The route asks them on the day a step comes."""
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and "remove" in request.POST:
        get_object_or_404(Absence, pk=request.POST["remove"], person=request.user).delete()
        return redirect("cms_absences")
    if request.method == "POST" and form.is_valid():
        form.instance.person = request.user
        form.save()
        messages.success(request, _("Your absence is registered. Registered substitutes can act on these days."))
        return redirect("cms_absences")
    coming = request.user.absences.filter(until__gte=timezone.localdate())
    return render(request, "cms/workflow/absences.html", {"form": form, "absences": coming})


class TransferForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("From which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    rows = forms.CharField(
        label=gettext_lazy("The list"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    file = forms.FileField(label=gettext_lazy("or a file (XLSX, CSV)"), required=False)

    def clean(self):
        cleaned = super().clean()
        uploaded = cleaned.get("file")
        if uploaded:
            try:
                cleaned["rows"] = transfers.text_of_rows(transfers.rows_of_file(uploaded.name, uploaded.read()))
            except ValueError as error:
                self.add_error("file", str(error))
        if not self.errors and not cleaned.get("rows", "").strip():
            self.add_error("rows", _("Write the list here or choose a file."))
        return cleaned


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest) -> HttpResponse:
    """First the preview, then the same list once more as one act."""
    if not permissions.may_arrange(request.user):
        raise PermissionDenied
    form = TransferForm(request.POST or None, request.FILES or None, initial={"day": next_april()})
    context = {"form": form, "columns": transfers.COLUMNS, "posts": transfers.arranged(request.user)}
    if request.method == "POST" and form.is_valid():
        rows = transfers.rows_of_text(form.cleaned_data["rows"])
        planned = transfers.plan(rows, form.cleaned_data["day"], request.user)
        if "carry_out" in request.POST and not planned.problems:
            number = transfers.carry_out(planned)
            messages.success(request, _("%(number)d people move on %(day)s.") % {"number": number, "day": planned.day})
            return redirect("post:index")
        context |= {"plan": planned, "text": form.cleaned_data["rows"]}
    return render(request, "cms/workflow/transfer.html", context)


@require_GET
def transfer_list(request: HttpRequest) -> HttpResponse:
    if not permissions.may_arrange(request.user):
        raise PermissionDenied
    answer = HttpResponse(transfers.now(request.user), content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{escape_uri_path(_('Transfer list'))}.xlsx"
    return answer


def next_april():
    today = timezone.localdate()
    this = today.replace(month=4, day=1)
    return this if today <= this else (this + timedelta(days=366)).replace(month=4, day=1)

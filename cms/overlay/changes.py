"""「国の変更」: what the base changed under the edition's own texts, and the answer of whoever looks after them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms import permissions
from cms.models import BaseConfirmation, DepartmentPage

from . import acting, bases, comparing
from .screens import Screen


class BaseChanges(Screen):
    """One's own to-dos; the welfare division sees those of every department, with the days they wait."""

    page_title = gettext_lazy("Changes of the base")
    template_name = "cms/overlay/changes.html"
    header_icon = "rotate"

    def get_context_data(self, **kwargs) -> dict:
        paths = tuple(folder.path for folder in self.folders)
        rows = [row for row in bases.open_rows(self.edition) if row.page.path.startswith(paths)]
        titles = dict(DepartmentPage.objects.child_of(self.edition).values_list("path", "title"))
        for row in rows:
            row.days = (timezone.now() - row.outdated_since).days
            row.department = next((title for path, title in titles.items() if row.page.path.startswith(path)), "")
        return super().get_context_data(rows=rows, **kwargs)


class BaseChange(Screen):
    page_title = gettext_lazy("Changes of the base")
    template_name = "cms/overlay/change.html"
    header_icon = "rotate"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        rows = BaseConfirmation.objects.filter(answered_at=None, page__path__startswith=self.edition.path)
        row = get_object_or_404(rows.select_related("page"), page=kwargs["page"])
        if not permissions.may_edit(request.user, row.page):
            raise PermissionDenied
        self.comparison = comparing.compare(row)

    def get_page_subtitle(self) -> str:
        return self.comparison.page.title

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **(
                kwargs
                | {
                    "comparison": self.comparison,
                    "is_hidden": self.comparison.page.change == "hide",
                    "is_welfare": permissions.is_welfare(self.request.user, self.edition),
                }
            )
        )

    def post(self, request: HttpRequest, edition: str, page: int) -> HttpResponse:
        match request.POST.get("act"):
            case "own" if self.comparison.now is None:
                comparing.keep_as_own(self.comparison, request.user)
                self._tell(_("It stands in a draft as the city's own entry. Look through it, then have it released."))
                return redirect("wagtailadmin_pages:edit", page)
            case "show" if self.comparison.page.change == "hide":
                acting.show_again(self.edition, self.comparison.page.number_id, request.user)
        if not comparing.read_answers(self.comparison, request.POST):
            messages.error(request, _("Not recorded yet: see the marked lines."))
            return self.get(request, edition=edition, page=page)
        if comparing.answer(self.comparison, request.user):
            self._tell(_("Confirmed, and put into the draft. Residents see it when it is released."))
        else:
            self._tell(_("Recorded: the city's text was confirmed beside the new text of the base."))
        return redirect("cms_base_changes", edition)

    def _tell(self, text: str) -> None:
        edit = reverse("wagtailadmin_pages:edit", args=[self.comparison.page.pk])
        messages.success(self.request, text, buttons=[messages.button(edit, _("Open the draft"))])

"""「国の制度」: everything an edition inherits, what it made of it, and the buttons that begin an adaptation."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import permissions
from cms.models import DepartmentPage, DeskPage, EditionPage

from . import acting, bases, reading

A_PAGE = 50
STATES = {
    "inherited": gettext_lazy("The nation's text"),
    "replaced": gettext_lazy("Rewritten by the city"),
    "added": gettext_lazy("Added by the city"),
    "hidden": gettext_lazy("Not shown in the city"),
}


def first_edition(request: HttpRequest, screen: str = "cms_inherited") -> HttpResponse:
    editions = permissions.editions_of(request.user)
    if not editions:
        raise PermissionDenied
    return redirect(screen, editions[0].slug)


class OfEdition:
    """Everything below is asked of one edition in which the person may adapt something."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.edition = get_object_or_404(EditionPage, slug=kwargs["edition"], depth=2)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.folders = permissions.folders_of(request.user, self.edition)
        if not self.folders:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def folder(self) -> DepartmentPage:
        """The one that was chosen, else one's own."""
        chosen = self.request.POST.get("department")
        return next((folder for folder in self.folders if str(folder.pk) == chosen), self.folders[0])


class Screen(OfEdition, WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Inherited entries")
    header_icon = "globe"

    def get_page_subtitle(self) -> str:
        return self.edition.title

    def get_breadcrumbs_items(self) -> list[dict]:
        items = [{"url": reverse("cms_inherited", args=[self.edition.slug]), "label": _("Inherited entries")}]
        return [*super().get_breadcrumbs_items(), *items]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**(kwargs | {"edition": self.edition, "folders": self.folders}))


class Inherited(Screen):
    template_name = "cms/overlay/inherited.html"

    def get_context_data(self, **kwargs) -> dict:
        every = reading.lines(self.edition)
        paths = tuple(folder.path for folder in self.folders)
        counts = {state: sum(line.state == state for line in every) for state in STATES}
        state, words = self.request.GET.get("state", ""), self.request.GET.get("q", "").split()
        found = [line for line in every if _is_wanted(line, state, words)]
        return super().get_context_data(
            editions=permissions.editions_of(self.request.user),
            states=[(key, label, counts[key]) for key, label in STATES.items()],
            state=state if state in STATES else "",
            words=" ".join(words),
            total=len(every),
            page_obj=Paginator(found, A_PAGE).get_page(self.request.GET.get("p")),
            editable={folder.title for folder in self.folders},
            is_welfare=permissions.is_welfare(self.request.user, self.edition),
            waiting=sum(row.page.path.startswith(paths) for row in bases.open_rows(self.edition)),
            **kwargs,
        )


def _is_wanted(line: reading.Line, state: str, words: list[str]) -> bool:
    texts = f"{line.title} {line.below.texts.get('alternate_name', '') if line.below else ''}"
    return (state not in STATES or line.state == state) and all(word in texts for word in words)


class Act(OfEdition, View):
    """One button of the list. GET does nothing."""

    http_method_names = ["post"]
    act = ""

    def post(self, request: HttpRequest, edition: str, number: int) -> HttpResponse:
        try:
            if self.act == "adapt":
                page = acting.adapt(self.edition, number, self.folder(), request.user)
                return redirect("wagtailadmin_pages:edit", page.pk)
            decide = acting.hide if self.act == "hide" else acting.show_again
            page = decide(self.edition, number, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("cms_inherited", edition)
        said = {
            "hide": _("“%(title)s” disappears as soon as this draft is released."),
            "show": _("“%(title)s” comes back as soon as this draft is released."),
        }[self.act]
        messages.success(
            request,
            said % {"title": page.title},
            buttons=[messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Open the draft"))],
        )
        return redirect("cms_inherited", edition)


class PutDesk(Screen):
    """One of the city's desks on one or many inherited entries."""

    template_name = "cms/overlay/put_desk.html"

    def _numbers(self) -> list[int]:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return [int(value) for value in asked.getlist("entry") if value.isascii() and value.isdigit()]

    def get_context_data(self, **kwargs) -> dict:
        numbers = set(self._numbers())
        return super().get_context_data(
            chosen=[line for line in reading.lines(self.edition) if line.number in numbers and line.below],
            desks=self._desks(),
            new_desk=reverse("wagtailadmin_pages:add", args=["cms", "deskpage", self.folders[0].pk]),
            **kwargs,
        )

    def _desks(self):
        return DeskPage.objects.descendant_of(self.edition).prefetch_related("phones").order_by("title")

    def post(self, request: HttpRequest, edition: str) -> HttpResponse:
        desk = self._desks().filter(pk=request.POST.get("desk") or None).first()
        numbers = self._numbers()
        if desk is None or not numbers:
            messages.error(request, _("Choose at least one entry and one desk."))
            return self.get(request, edition=edition)
        try:
            pages = acting.put_desk(self.edition, numbers, desk, self.folder(), request.user)
        except PermissionDenied:
            messages.error(request, _("Another department looks after one of these entries. Nothing was changed."))
            return self.get(request, edition=edition)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.get(request, edition=edition)
        messages.success(
            request,
            _("“%(desk)s” stands on %(count)d entries as soon as these drafts are released.")
            % {"desk": desk.title, "count": len(pages)},
        )
        return redirect("cms_inherited", edition)

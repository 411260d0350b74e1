"""「版をつくる」: for the administrator, and for the welfare division of the edition that is built upon."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import permissions

from .form import FoundingForm
from .found import found


class Found(WagtailAdminTemplateMixin, FormView):
    page_title = _("New edition")
    header_icon = "site"
    template_name = "cms/found.html"
    form_class = FoundingForm

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.bases = permissions.bases_to_found_on(request.user)
        if not self.bases:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"bases": self.bases}

    def form_valid(self, form: FoundingForm) -> HttpResponse:
        context = self.get_context_data(founded=found(form))
        return render(self.request, "cms/founded.html", context)

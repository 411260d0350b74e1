"""「取り込み元」: the administrator says whom to trust, and takes over a file after a look at what it changes."""

import hashlib

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from handbook.models import Subscription
from handbook.packs import importing, keys, summary
from handbook.packs.pack import MOST_PACKED, PackRefused


class SubscriptionForm(forms.ModelForm):
    class Meta:
        model = Subscription
        fields = ["edition", "public_keys", "url"]
        widgets = {"public_keys": forms.Textarea(attrs={"rows": 2})}


class PackForm(forms.Form):
    file = forms.FileField(label=_("Pack"))
    older = forms.BooleanField(label=_("Take it although what is here is newer"), required=False)


class Subscriptions(WagtailAdminTemplateMixin, TemplateView):
    """One screen: whom one trusts, a new or changed subscription, a file. The file is sent twice: to be looked at, and
    to be taken over; its hash tells that it is the same.
    """

    page_title = _("subscriptions")
    header_icon = "download"
    template_name = "handbook/admin/subscriptions.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        chosen = self.request.GET.get("edition")
        instance = get_object_or_404(Subscription, edition=chosen) if chosen else None
        kwargs.setdefault("form", SubscriptionForm(instance=instance))
        kwargs.setdefault("pack_form", PackForm())
        return super().get_context_data(
            subscriptions=Subscription.objects.all(), public_key=keys.public_text(keys.own()), **kwargs
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self._pack(request) if "file" in request.FILES or "look" in request.POST else self._subscription(request)

    def _subscription(self, request: HttpRequest) -> HttpResponse:
        known = Subscription.objects.filter(edition=request.POST.get("edition", "")).first()
        form = SubscriptionForm(request.POST, instance=known)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        subscription = form.save()
        log(subscription, "wagtail.edit", user=request.user)
        messages.success(request, gettext("Subscribed to “%s”.") % subscription.edition)
        return redirect(reverse("handbook_subscriptions"))

    def _pack(self, request: HttpRequest) -> HttpResponse:
        form = PackForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(pack_form=form))
        content = form.cleaned_data["file"].read(MOST_PACKED + 1)
        name = hashlib.sha256(content).hexdigest()
        is_looked_at = request.POST.get("looked_at") == name
        try:
            looked = (importing.take if is_looked_at else importing.look)(content, older=form.cleaned_data["older"])
        except PackRefused as refused:
            messages.error(request, gettext("Nothing was changed.") + f" {refused}")
            return self.render_to_response(self.get_context_data(pack_form=form))
        if not is_looked_at:
            return self.render_to_response(self.get_context_data(look=looked, groups=summary.groups(looked), name=name))
        subscription = Subscription.objects.get(edition=looked.pack.manifest.edition)
        log(subscription, "handbook.import", user=request.user, data={"releases": summary.languages(looked)})
        messages.success(request, gettext("Taken over."))
        return redirect(reverse("handbook_subscriptions"))

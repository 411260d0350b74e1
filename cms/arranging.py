"""What the welfare division sets up for the city: posts with their holders and substitutes, and routes."""

from datetime import timedelta

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from . import permissions
from .models import Holding, Post, RouteTemplate


class Arranging(BasePermissionPolicy):
    """Asks cms.permissions instead of Django's table of rights."""

    def user_has_permission(self, user, action):
        return user.is_active and permissions.may_arrange(user)

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, None)

    def users_with_any_permission(self, actions):
        raise NotImplementedError("who may arrange follows from posts, a person at a time")

    users_with_permission = users_with_any_permission


def of_own_editions(queryset, user, path: str = "department__path"):
    """One's own city or nation; another edition on the same installation arranges itself."""
    if user.is_superuser:
        return queryset
    found = queryset.none()
    for edition in permissions.editions_held_in(user):
        found = found | queryset.filter(**{f"{path}__startswith": edition.path})
    return found


class OwnEditionsList(IndexView):
    def get_base_queryset(self):
        return of_own_editions(super().get_base_queryset().select_related("department"), self.request.user)


class OwnDepartments:
    """The form offers departments and posts of one's own editions only."""

    def get_base_object_queryset(self):
        return of_own_editions(self.model._default_manager.all(), self.request.user)

    def get_object(self, queryset=None):
        found = super().get_object(queryset) if queryset is not None else super().get_object()
        return get_object_or_404(self.get_base_object_queryset(), pk=found.pk)

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        departments = form.fields["department"]
        departments.queryset = of_own_editions(departments.queryset, self.request.user, "path")
        return form


class OwnCreate(OwnDepartments, CreateView):
    def get_object(self, queryset=None):
        return None


class OwnEdit(OwnDepartments, EditView):
    pass


class OwnDelete(DeleteView):
    def get_base_object_queryset(self):
        return of_own_editions(self.model._default_manager.all(), self.request.user)


def _holders(post: Post) -> str:
    return "、".join(holding.person.full_name for holding in post.today) or str(_("vacant"))


def _planned(post: Post) -> str:
    """What a list of transfers has arranged and is not yet so."""
    comes = [(h.since, gettext("%(day)s %(name)s comes"), h.person) for h in post.coming]
    ends = [h for h in post.today if h.until]
    leaves = [(h.until + timedelta(days=1), gettext("%(day)s %(name)s leaves"), h.person) for h in ends]
    rows = sorted([*comes, *leaves], key=lambda row: row[0])
    words = ({"day": date_format(day, "Y年n月j日"), "name": person.full_name} for day, _said, person in rows)
    return "、".join(said % named for (_day, said, _person), named in zip(rows, words, strict=True))


class PostIndex(OwnEditionsList):
    def get_base_queryset(self):
        people = Holding.objects.select_related("person")
        today = Prefetch("holdings", people.on(), to_attr="today")
        coming = Prefetch("holdings", people.filter(since__gt=timezone.localdate()), to_attr="coming")
        return super().get_base_queryset().prefetch_related(today, coming)


class ArrangedViewSet(ModelViewSet):
    index_view_class = OwnEditionsList
    add_view_class = OwnCreate
    edit_view_class = OwnEdit
    delete_view_class = OwnDelete
    copy_view_enabled = False
    add_to_settings_menu = True


class PostViewSet(ArrangedViewSet):
    model = Post
    index_view_class = PostIndex
    icon = "group"
    menu_label = _("Posts")
    menu_order = 10
    ordering = ["department__path", "-rank", "title"]
    search_fields = ["title"]
    list_display = [
        "title",
        "department",
        Column("role", label=_("Role"), accessor=lambda post: post.get_role_display()),
        Column("holders", label=_("Holders today"), accessor=_holders),
        Column("planned", label=_("Planned moves"), accessor=_planned),
    ]
    panels = [
        MultiFieldPanel([FieldPanel(name) for name in ("department", "title", "role", "rank", "email")]),
        InlinePanel("holdings", heading=_("Holders"), label=_("holder")),
        InlinePanel(
            "substitutes",
            heading=_("Registered substitutes"),
            label=_("substitute"),
            help_text=_("When every holder is absent, the first in this order who is present decides or answers."),
        ),
    ]


def _to_edit(route: RouteTemplate) -> str:
    return reverse("route:edit", args=[route.pk])


class RouteViewSet(ArrangedViewSet):
    model = RouteTemplate
    icon = "tasks"
    menu_label = _("Route templates")
    menu_order = 15
    ordering = ["department__path", "kind"]
    search_fields = ["department__title"]
    list_display = [
        TitleColumn(
            "name", label=_("route template"), accessor=str, get_url=lambda r: reverse("route:edit", args=[r.pk])
        ),
        Column("version", label=_("Version"), accessor=lambda route: route.version),
    ]
    panels = [
        MultiFieldPanel(
            [FieldPanel(n) for n in ("department", "kind", "may_leave_unanswered", "checker_may_substitute")]
        ),
        InlinePanel(
            "steps",
            heading=_("Steps"),
            label=_("step"),
            help_text=_(
                "Checks come one after the other in this order, then all concurring departments at once, "
                "then the one decision."
            ),
        ),
    ]

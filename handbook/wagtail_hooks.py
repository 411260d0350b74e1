from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from handbook.admin import views
from handbook.admin.panels import RefusalPanel
from handbook.models import Refusal


@hooks.register("register_admin_urls")
def release_urls():
    history = "releases/<slug:edition>/<slug:language>/"
    return [
        path("releases/", views.Releases.as_view(), name="handbook_releases"),
        path("releases/<slug:edition>/compose/", views.compose_again, name="handbook_compose_again"),
        path("releases/<int:pk>/go-back/", views.GoBack.as_view(), name="handbook_go_back"),
        path(history, views.History.as_view(), name="handbook_release_history"),
    ]


@hooks.register("register_admin_menu_item")
def releases_item():
    return MenuItem(_("Releases"), reverse("handbook_releases"), name="releases", icon_name="upload", order=250)


@hooks.register("construct_homepage_panels")
def refused_releases(request, panels):
    if Refusal.objects.exists():
        panels.append(RefusalPanel())


@hooks.register("register_log_actions")
def release_actions(actions):
    actions.register_action(
        "handbook.go_back", _("Go back to an earlier Release"), _("Went back to an earlier Release")
    )

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem, MenuItem

from handbook.admin import card_style, desk, readings, situations, views, waiting, words
from handbook.admin.emergency import Emergency
from handbook.admin.packs import Subscriptions
from handbook.admin.panels import RefusalPanel
from handbook.models import Refusal


@hooks.register("register_admin_urls")
def release_urls():
    of_edition = "releases/<slug:edition>/"
    history = f"{of_edition}<slug:language>/"
    return [
        path("words/try/", words.TryWords.as_view(), name="handbook_try_words"),
        path("words/readings/", readings.CheckReadings.as_view(), name="handbook_check_readings"),
        path("subscriptions/", Subscriptions.as_view(), name="handbook_subscriptions"),
        path("releases/", views.Releases.as_view(), name="handbook_releases"),
        path("releases/<slug:edition>/compose/", views.compose_again, name="handbook_compose_again"),
        path("releases/<slug:edition>/end-hold/", views.end_hold, name="handbook_end_hold"),
        path("releases/<int:pk>/go-back/", views.GoBack.as_view(), name="handbook_go_back"),
        path(f"{of_edition}next/", desk.Desk.as_view(), name="handbook_desk"),
        path(f"{of_edition}emergency/", Emergency.as_view(), name="handbook_emergency"),
        path(f"{of_edition}card.css", card_style.show, name="handbook_card_style"),
        path(f"{of_edition}drafts/", desk.make_draft, name="handbook_make_draft"),
        path(f"{of_edition}drafts/<int:pk>/revoke/", desk.revoke_draft, name="handbook_revoke_draft"),
        path(f"{of_edition}batches/<int:pk>/cancel/", desk.cancel, name="handbook_cancel"),
        path(f"{history}differences/", views.Differences.as_view(), name="handbook_differences"),
        path("situations/<slug:edition>/play/", situations.Situations.as_view(), name="handbook_situations"),
        path(history, views.History.as_view(), name="handbook_release_history"),
    ]


@hooks.register("register_admin_menu_item")
def releases_item():
    return MenuItem(_("Releases"), reverse("handbook_releases"), name="releases", icon_name="upload", order=250)


@hooks.register("register_admin_menu_item")
def try_words_item():
    return MenuItem(_("Try words"), reverse("handbook_try_words"), name="try-words", icon_name="search", order=106)


@hooks.register("register_admin_menu_item")
def check_readings_item():
    address = reverse("handbook_check_readings")
    return readings.CheckReadingsItem(
        _("Check readings"), address, name="check-readings", icon_name="pilcrow", order=107
    )


@hooks.register("register_settings_menu_item")
def subscriptions_item():
    address = reverse("handbook_subscriptions")
    return AdminOnlyMenuItem(_("subscriptions"), address, name="subscriptions", icon_name="download", order=60)


@hooks.register("waits_for_me")
def releases_that_failed(user):
    return waiting.rows(user)


@hooks.register("construct_homepage_panels")
def refused_releases(request, panels):
    if Refusal.objects.exists():
        panels.append(RefusalPanel())


@hooks.register("register_log_actions")
def release_actions(actions):
    actions.register_action(
        "handbook.go_back", _("Go back to an earlier Release"), _("Went back to an earlier Release")
    )
    actions.register_action("handbook.end_hold", _("Stop holding a Release"), _("Stopped holding a Release"))
    actions.register_action("handbook.import", _("Take over an edition"), _("Took over an edition"))
    actions.register_action("handbook.release", _("Release"), _("Released"))
    actions.register_action("handbook.schedule", _("Schedule a Release"), _("Scheduled a Release"))
    actions.register_action("handbook.cancel", _("Cancel a scheduled Release"), _("Cancelled a scheduled Release"))
    actions.register_action("handbook.draft", _("Make a link to a draft"), _("Made a link to a draft"))
    actions.register_action("handbook.revoke_draft", _("Take back a link to a draft"), _("Took back a link to a draft"))

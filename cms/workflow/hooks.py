"""Where Wagtail's admin asks about proposals; imported by cms.wagtail_hooks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cms import permissions
from cms.models import DeskPage, HotlinePage, ProgramPage, ProposalItem, QuestionPage
from cms.models.posts import PROPOSES
from cms.models.staff import Mailing

from . import correcting, guests, proposing, recording, screens, undelivered
from .desk import Desk

ENTRIES = (ProgramPage, DeskPage, HotlinePage, QuestionPage)
PAST_THE_WORKFLOW = {"action-publish", "action-unpublish", "action-submit", "action-restart-workflow"}


@hooks.register("register_admin_urls")
def workflow_urls():
    return [
        path("proposals/", screens.proposals, name="cms_proposals"),
        path("proposals/new/", proposing.propose, name="cms_propose"),
        path("proposals/<int:key>/", screens.proposal, name="cms_proposal"),
        path("proposals/<int:key>/again/", proposing.propose, name="cms_propose_again"),
        path("proposals/<int:key>/request/", correcting.correct, name="cms_correct"),
        path("proposals/<int:key>/paper/<slug:kind>/", screens.paper, name="cms_proposal_paper"),
        path("proposals/<int:key>/files/<int:file>/", screens.evidence_file, name="cms_evidence_file"),
        path("proposals/<int:key>/guests/", guests.ask, name="cms_ask_guest"),
        path("guests/<int:key>/revoke/", guests.revoke, name="cms_revoke_guest"),
        path("guests/<int:key>/typed/", guests.type_in, name="cms_type_in_guest"),
        path("guests/<int:key>/respond/", guests.respond, name="cms_respond_to_guest"),
        path("record/", recording.events, name="cms_record"),
        path("record/export/", recording.export, name="cms_record_csv"),
        path("mails/undelivered/", undelivered.undelivered, name="cms_undelivered"),
        path("mailing/", change_mailing, name="cms_mailing"),
    ]


@require_POST
def change_mailing(request: HttpRequest) -> HttpResponse:
    """From at once to once a day, and back."""
    user = request.user
    user.mailing = Mailing.DIGEST if user.mailing == Mailing.AT_ONCE else Mailing.AT_ONCE
    user.save(update_fields=["mailing"])
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_menu_item")
def proposals_item():
    return MenuItem(_("Proposals"), reverse_lazy("cms_proposals"), name="proposals", icon_name="doc-full", order=106)


@hooks.register("register_admin_menu_item")
def record_item():
    return MenuItem(_("Record"), reverse_lazy("cms_record"), name="record", icon_name="history", order=950)


class DeskPanel(Component):
    """The first screen, before anything else."""

    name = "desk"
    order = 1
    template_name = "cms/workflow/desk.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        desk = Desk(user)
        return {
            "desk": desk,
            "request": parent_context["request"],
            "csrf_token": parent_context.get("csrf_token"),
            "proposes": any(post.role in PROPOSES for post in desk.posts),
        }


@hooks.register("construct_homepage_panels", order=900)  # after Wagtail's own, which tell of its own workflow
def my_desk(request, panels):
    panels[:] = [DeskPanel(), *(panel for panel in panels if not type(panel).__module__.startswith("wagtail."))]


class ProposeMenuItem(ActionMenuItem):
    """保存して起案へ進む: the clerk's way on from the edit screen."""

    label = _("Save and propose")
    name = "action-propose"
    icon_name = "arrow-right"
    order = 5


class EndMenuItem(ActionMenuItem):
    """掲載をやめる: on to a proposal that takes the entry out of the handbook."""

    label = _("Stop showing it …")
    name = "action-end"
    icon_name = "cross"
    order = 90

    def get_url(self, parent_context):
        key = parent_context["page"].pk
        return f"{reverse('cms_propose')}?page={key}&end={key}"


@hooks.register("construct_page_action_menu")
def own_actions(menu_items, request, context):
    if not permissions.may_break_glass(request.user):
        menu_items[:] = [item for item in menu_items if item.name not in PAST_THE_WORKFLOW]
        request.actions_side_by_side = True  # two buttons need no menu, and no JavaScript
    locked = context.get("locked_for_user")
    if not locked and _proposes(request.user):
        menu_items.append(ProposeMenuItem())
        if context.get("view") == "edit" and _may_end(context["page"]):
            menu_items.append(EndMenuItem())


def _may_end(page) -> bool:
    """The edition and its folders are no entries; what is not shown cannot stop being shown."""
    return page.live and page.locale.is_default and isinstance(page.specific, ENTRIES)


def _proposes(user) -> bool:
    return any(post.role in PROPOSES for post in permissions.posts_of(user))


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def on_to_the_proposal(request, page):
    """A page that was sent back goes on in its own proposal."""
    if "action-propose" not in request.POST:
        return None
    item = ProposalItem.objects.filter(page=page.pk, is_open=True).first()
    if item is not None:
        return redirect("cms_proposal", item.proposal_id)
    return redirect(f"{reverse('cms_propose')}?page={page.pk}")

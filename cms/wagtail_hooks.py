"""Where Wagtail's admin asks: a line or two each, decided elsewhere."""

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from . import addresses, confirming, menu, permissions, policies, staffing
from .arranging import Arranging, PostViewSet, RouteViewSet
from .founding.screen import Found
from .inquiry import screens as asking
from .listings import LISTINGS
from .models import CategoryPage, DeskKind, EasierWord, Post, ProgramPage, RouteTemplate, Situation
from .overlay import changes, screens
from .papers import views as changing
from .translating import hooks as translating_hooks  # noqa: F401  they register themselves
from .word_lists import WordLists
from .workflow import hooks as workflow_hooks  # noqa: F401  they register themselves

register_permission_policy(EasierWord, policies.ForPublishers(EasierWord))
register_permission_policy(DeskKind, policies.ForPublishersToKeep(DeskKind))
register_permission_policy(Situation, policies.ForPublishersOfEdition(Situation))


for arranged in (Post, RouteTemplate):
    register_permission_policy(arranged, Arranging(arranged))


@hooks.register("register_admin_viewset")
def entries_by_type():
    return [*LISTINGS, PostViewSet("post"), RouteViewSet("route")]


@hooks.register("register_admin_viewset")
def words_of_residents():
    return WordLists()


@hooks.register("register_admin_urls")
def own_screens():
    return [
        path("confirm/<int:page_id>/", confirming.confirm, name="cms_confirm"),
        path("absences/", staffing.absences, name="cms_absences"),
        path("transfers/", staffing.transfer, name="cms_transfers"),
        path("transfers/now.xlsx", staffing.transfer_list, name="cms_transfer_list"),
    ]


hooks.register("register_admin_urls", addresses.urls, order=-1)


@hooks.register("register_settings_menu_item")
def transfer_list():
    return ArrangingMenuItem(_("Transfer list"), reverse_lazy("cms_transfers"), icon_name="order", order=20)


class ArrangingMenuItem(MenuItem):
    def is_shown(self, request):
        return permissions.may_arrange(request.user)


@hooks.register("register_admin_urls")
def founding_urls():
    return [path("editions/new/", Found.as_view(), name="cms_found_edition")]


@hooks.register("register_admin_urls")
def overlay_urls():
    of_edition = "inherited/<slug:edition>/"
    return [
        path("inherited/", screens.first_edition, name="cms_inherited_first"),
        path("base-changes/", screens.first_edition, {"screen": "cms_base_changes"}, name="cms_base_changes_first"),
        path(of_edition, screens.Inherited.as_view(), name="cms_inherited"),
        path(f"{of_edition}changes/", changes.BaseChanges.as_view(), name="cms_base_changes"),
        path(f"{of_edition}changes/<int:page>/", changes.BaseChange.as_view(), name="cms_base_change"),
        path(f"{of_edition}desks/", screens.PutDesk.as_view(), name="cms_put_desk"),
        *(
            path(f"{of_edition}<int:number>/{act}/", screens.Act.as_view(act=act), name=f"cms_{act}")
            for act in ("adapt", "hide", "show")
        ),
    ]


@hooks.register("register_admin_menu_item")
def inherited_item():
    return menu.AdaptingItem(
        _("Inherited entries"), reverse("cms_inherited_first"), name="inherited", icon_name="globe"
    )


@hooks.register("register_admin_menu_item")
def base_changes_item():
    return menu.AdaptingItem(
        _("Changes of the base"), reverse("cms_base_changes_first"), name="base-changes", icon_name="rotate"
    )


@hooks.register("before_create_page")
def checklist_is_for_the_welfare_division(request, parent, page_class):
    if page_class is CategoryPage and not permissions.is_welfare(request.user, parent):
        raise PermissionDenied


@hooks.register("before_copy_page")
def adaptations_are_not_copied(request, page):
    """An edition has one word on a base entry. A copy would be a second, and a copied hide would hide without anybody
    deciding it.
    """
    if isinstance(page.specific, ProgramPage) and page.specific.base_id:
        raise PermissionDenied


@hooks.register("register_settings_menu_item")
def founding_item():
    return FoundingItem(_("New edition"), reverse("cms_found_edition"), name="found", icon_name="site", order=50)


class FoundingItem(MenuItem):
    def is_shown(self, request):
        return permissions.bases_to_found_on(request.user).exists()


@hooks.register("register_admin_urls")
def change_urls():
    return [
        path("changes/<int:page_id>/", changing.changes, name="cms_changes"),
        path("changes/<int:page_id>/table/", changing.before_and_after, name="cms_before_and_after"),
        path("changes/<int:page_id>/sheet/", changing.proposal, name="cms_proposal_sheet"),
        path("changes/<int:page_id>/table.xlsx", changing.spreadsheet, name="cms_changes_spreadsheet"),
        path("changes/<int:page_id>/as-read/<int:revision_id>/", changing.as_read, name="cms_as_read"),
    ]


@hooks.register("register_admin_urls")
def inquiry_urls():
    return [
        path("inquiries/", asking.inquiries, name="cms_inquiries"),
        path("inquiries/new/<slug:edition>/", asking.begin, name="cms_inquiry_begin"),
        path("inquiries/<int:pk>/", asking.inquiry, name="cms_inquiry"),
        path("inquiries/<int:pk>/close/", asking.close, name="cms_inquiry_close"),
        path("inquiries/<int:pk>/results.xlsx", asking.results, name="cms_inquiry_results"),
        path("inquiries/answer/<int:pk>/confirm/", asking.confirm, name="cms_inquiry_confirm"),
        path("inquiries/answer/<int:pk>/", asking.answer, name="cms_inquiry_answer"),
        path("inquiries/answer/<int:pk>/list.xlsx", asking.spreadsheet, name="cms_inquiry_spreadsheet"),
    ]


@hooks.register("register_admin_menu_item")
def inquiries_item():
    return MenuItem(
        _("Inquiries"), reverse_lazy("cms_inquiries"), name="inquiries", icon_name="clipboard-list", order=107
    )


@hooks.register("register_page_header_buttons")
def changes_from_header(page, user, view_name, next_url=None):
    if page.depth < 3 or not permissions.may_read(user, page):
        return []
    return [Button(_("What changed"), reverse("cms_changes", args=[page.pk]), icon_name="history", priority=2)]


@hooks.register("register_page_header_buttons")
def confirm_from_header(page, user, view_name, next_url=None):
    return _confirm_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def confirm_from_listing(page, user, next_url=None):
    return _confirm_button(page, user)


def _confirm_button(page, user) -> list[Button]:
    if not confirming.is_offered(page, user):
        return []
    url = reverse("cms_confirm", args=[page.pk])
    return [Button(_("I have confirmed the content"), url, icon_name="check", priority=1)]


@hooks.register("construct_main_menu", order=1000)  # after Wagtail's own
def only_what_one_needs(request, items):
    menu.arrange(request, items)


@hooks.register("register_admin_menu_item")
def my_desk_item():
    return menu.my_desk()


@hooks.register("construct_homepage_summary_items", order=1000)  # after Wagtail's own
def no_counts(request, items):
    items.clear()


@hooks.register("insert_global_admin_css")
def admin_style():
    sheets = [(static(name),) for name in ("cms/admin.css", "cms/staff.css")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_editor_js")
def character_counter():
    return format_html('<script src="{}" defer></script>', static("cms/counter.js"))

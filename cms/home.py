"""The first screen: where to begin, and what of one's own asks to be looked at."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from . import permissions
from .models import Confirmation, DeskPage, HotlinePage, ProgramPage

ENTRIES = (ProgramPage, DeskPage, HotlinePage)


class BeginPanel(Component):
    order = 10
    template_name = "cms/begin.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        own = [PagePermissionPolicy(model).instances_user_has_permission_for(user, "change") for model in ENTRIES]
        confirmed = Exists(Confirmation.objects.filter(page=OuterRef("pk")))
        return {
            "unconfirmed": sum(pages.filter(~confirmed, live=True).count() for pages in own),
            "overdue": sum(pages.filter(review_due__lte=timezone.localdate(), live=True).count() for pages in own),
            "publishes": permissions.is_publisher(user),
            "today": timezone.localdate().isoformat(),
        }

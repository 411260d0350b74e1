"""What of one's own entries asks to be looked at."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Locale
from wagtail.permission_policies.pages import PagePermissionPolicy

from .models import Confirmation, DeskPage, HotlinePage, ProgramPage

ENTRIES = (ProgramPage, DeskPage, HotlinePage)


def waiting_entries(user) -> dict[str, object]:
    """How many were never confirmed, and how many are past their review date."""
    own = [PagePermissionPolicy(model).instances_user_has_permission_for(user, "change") for model in ENTRIES]
    own = [pages.filter(locale=Locale.get_default()) for pages in own]
    confirmed = Exists(Confirmation.objects.filter(page=OuterRef("pk")))
    today = timezone.localdate()
    return {
        "unconfirmed": sum(pages.filter(~confirmed, live=True).count() for pages in own),
        "overdue": sum(pages.filter(review_due__lte=today, live=True).count() for pages in own),
        "today": today.isoformat(),
    }

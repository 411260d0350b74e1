"""What surrounds the editions: Wagtail's stock content goes, the default site leads to the city."""

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Page, Site, Workflow

HOST = "localhost"


def remove_stock() -> None:
    """Wagtail's welcome page and its groups with rights over the whole tree; nothing of it fits departments."""
    Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    for page in Page.objects.filter(depth=2, slug="home", content_type__model="page"):
        page.delete()


def lead_to(edition: Page) -> None:
    """The default site answers for hosts that are nobody's; a site that staff set up stays as it is."""
    if not Site.objects.filter(is_default_site=True).exists():
        Site.objects.create(
            hostname=HOST, root_page=edition, is_default_site=True, site_name=settings.WAGTAIL_SITE_NAME
        )

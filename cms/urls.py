"""The whole house put together; the other rooms are named as strings only."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.workflow.guests import guest_page

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("k/<str:token>/", guest_page, name="cms_guest"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include("handbook.urls")),
]

handler404 = "handbook.views.errors.not_found"
handler500 = "handbook.views.errors.failed"

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """The editorial room: what staff write, review and approve."""

    name = "cms"
    verbose_name = _("handbook content")
    default_auto_field = "django.db.models.AutoField"

    def ready(self):
        from cms import receivers  # noqa: F401  signal receivers connect on import

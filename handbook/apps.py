from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandbookConfig(AppConfig):
    """Publishing and reading: composes Releases, matches, shows, serves."""

    name = "handbook"
    verbose_name = _("handbook")
    default_auto_field = "django.db.models.AutoField"

    def ready(self):
        from handbook.release import triggers  # noqa: F401  signal receivers connect on import

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """The editorial room: what staff write, review and approve."""

    name = "cms"
    verbose_name = _("handbook content")
    default_auto_field = "django.db.models.AutoField"

    def ready(self):
        from wagtail.admin.forms.account import NameEmailForm
        from wagtail.permissions import register_permission_policy

        from cms import permissions, receivers  # noqa: F401  signal receivers connect on import
        from cms.models import CrisisWord, EverydayWord, WordReading
        from cms.workflow import releasing  # noqa: F401

        NameEmailForm.field_order = ["last_name", "first_name", "email"]  # as in the office
        for words in (EverydayWord, CrisisWord, WordReading):
            register_permission_policy(words, permissions.WordPolicy(words))

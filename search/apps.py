from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding by words."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

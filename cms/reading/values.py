"""What a field says, in the words that staff and residents read."""

from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models.entries import Entry
from cms.models.questions import Audience

# Staff alone see these.
STAFF = {field.name for field in Entry._meta.local_fields} | {"new_on_left"}
# These decide what residents get without being read themselves.
STEERS = {
    "base",
    "change",
    "exit_url",
    "icon",
    "inherit_title",
    "is_public",
    "is_welfare",
    "logo",
    "municipality_code",
    "never_for_sensitive",
    "on_top_page",
    "program",
    "search_words",
    "sensitive",
    "tags",
    "theme_colour",
}


def fields_of(model: type[Page]) -> list[models.Field]:
    """In the order of the model; the title is Wagtail's and stands apart."""
    return [
        field
        for field in model._meta.local_fields
        if field.editable and not field.primary_key and (not field.is_relation or field.name in STEERS)
    ]


def shown(item: models.Model, field: models.Field) -> str:
    """The value of a field of a page or a row, empty where it says nothing."""
    value = getattr(item, field.name)
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else ""
    if field.choices:
        return str(getattr(item, f"get_{field.name}_display")())
    if field.name in {"target_audience", "audience"}:
        labels = dict(Audience.choices)
        return "、".join(str(labels.get(part, part)) for part in value.split(";"))
    if isinstance(field, models.TimeField) and value:
        return value if isinstance(value, str) else f"{value:%H:%M}"
    return "" if value is None else str(value)

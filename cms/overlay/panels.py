"""Panels of an adaptation: what the base says stands beside one's own field and above one's own rows. On an own entry
they are Wagtail's.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel

from .fields import Texts, says_nothing, state_of

STATES = {
    "inherited": gettext_lazy("The nation's text"),
    "replaced": gettext_lazy("Rewritten by the city"),
    "added": gettext_lazy("Added by the city"),
}


class OverlayPanel(FieldPanel):
    """The inherited text is part of the field's help, so it belongs to the field's description for screen readers."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if self.bound_field is not None and self.inherited is not None:
                self.help_text = self._beside()

        @cached_property
        def inherited(self) -> Texts | None:
            below = getattr(self.form, "below", None)
            return below.texts if below else None

        def classes(self) -> list[str]:
            return [*super().classes(), "cms-overlay"] if self.inherited is not None else super().classes()

        def _beside(self) -> str:
            name = self.panel.field_name
            value = self.inherited.get(name)
            state = state_of(name, self.bound_field.value(), value)
            return format_html(
                '<span class="cms-tag" data-state="{}" data-overlay-state data-added="{}">{}</span>{}'
                '<span class="cms-inherited-text"><b>{}</b>{}</span>',
                state,
                "1" if says_nothing(name, value) else "",
                STATES[state],
                format_html('<span class="cms-own-help">{}</span>', self.help_text) if self.help_text else "",
                _("The nation's text (residents read it where yours is empty)"),
                _("(none)") if says_nothing(name, value) else linebreaksbr(self._said(value)),
            )

        def _said(self, value: Any) -> str:
            choices = dict(getattr(self.bound_field.field, "choices", ()))
            if value is True:
                return _("Yes")
            return "、".join(str(choices.get(part, part)) for part in str(value).split(";")) if choices else str(value)


class OverlayRows(InlinePanel):
    """The base's rows, to be read only, above one's own."""

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "cms/overlay/rows.html"

        @cached_property
        def inherited_rows(self) -> list[str]:
            below = getattr(self.form, "below", None)
            return (
                list(row_lines(self.panel.relation_name, below.texts.get(self.panel.relation_name, ())))
                if below
                else []
            )

        @property
        def inherited_heading(self) -> str:
            return {
                "desks": _("Desks of the base. A desk of your own takes their place."),
                "matches": _(
                    "Worries of the base. Yours are added; a row for the same worry takes the place of this one."
                ),
                "links": _("Links of the base. Yours stand before them."),
            }[self.panel.relation_name]


def row_lines(relation: str, rows: Iterable[dict]) -> Iterator[str]:
    """One line for each row, as staff read it."""
    for row in rows:
        if relation == "matches":
            effect = {"caution": _("with a note of caution"), "exclude": _("not for this worry")}.get(row["effect"])
            yield f"{row['text']} — {effect or WEIGHTS.get(row['weight'], '')} — {row['reason']}"
        elif relation == "links":
            yield f"{row['label']} {row['url']}"
        else:
            yield row["title"]


WEIGHTS = {
    0: gettext_lazy("none"),
    1: gettext_lazy("weak"),
    2: gettext_lazy("ordinary"),
    3: gettext_lazy("strong"),
}

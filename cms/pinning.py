"""点検 on the edit screen: a list whose links lead to the fields, and each finding in the description of its field, so
that it is read together with the field. Saving is never stopped by it.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel


class PreflightPanel(Panel):
    """First on the screen, for the panels after it describe their fields with what it found."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/preflight.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.findings = self._inspect()
            pin(self.form, self.findings)

        def _inspect(self) -> list:
            """What stands in the form, as far as it could be read; a new page is not blamed for being empty."""
            from cms import preflight  # the models import the panels

            is_there = self.form is not None and self.instance is not None and self.instance.pk
            return preflight.inspect(self.instance) if is_there else []

        def is_shown(self):
            return bool(self.form is not None and self.instance is not None and self.instance.pk)

        def get_context_data(self, parent_context=None):
            grouped: dict[bool, list] = {True: [], False: []}
            for finding in self.findings:
                grouped[finding.is_blocker].append((finding, target(self.form, finding)))
            return {"blockers": grouped[True], "advice": grouped[False]} | self._asked_for()

        def _asked_for(self) -> dict:
            """Why it came back, and whether this person vouches for it: what one opens the screen for."""
            from cms import confirming  # the models import the panels
            from cms.models import Event

            returned = Event.objects.filter(
                act__in=("send_back", "raise_back"),
                proposal__state="sent_back",
                proposal__items__page=self.instance.pk,
                proposal__items__is_open=True,
            )
            offered = confirming.is_offered(self.instance, self.request.user)
            return {
                "page": self.instance,
                "returned": returned.select_related("proposal").first(),
                "confirms": offered,
                "confirmed": self.instance.confirmations.first() if offered else None,
            }


def pin(form: BaseForm | None, findings: Iterable) -> None:
    by_field = defaultdict(list)
    for finding in findings:
        by_field[finding.field].append(finding)
    for found in by_field.values():
        bound = _bound(form, found[0])
        if bound is not None:
            text = format_html("{}{}", bound.field.help_text, _notes(found))
            bound.field.help_text = bound.help_text = text


def target(form: BaseForm, finding) -> str:
    """The id to jump to: the field, or the button that adds a row where a row is missing."""
    bound = _bound(form, finding)
    return bound.id_for_label or bound.auto_id if bound is not None else f"id_{finding.name}-ADD"


def _bound(form: BaseForm | None, finding) -> BoundField | None:
    if form is not None and finding.row is not None:
        rows = form.formsets[finding.name].forms if finding.name in form.formsets else []
        form = rows[finding.row] if finding.row < len(rows) else None
    name = finding.column or finding.name
    return form[name] if form is not None and name in form.fields else None


def _notes(findings: Iterable) -> SafeString:
    signs = {True: _("Put right"), False: _("Advice")}
    return format_html_join(
        "",
        '<span class="cms-finding" data-level="{}"><strong>{}</strong> {}</span>',
        ((finding.level.value, signs[finding.is_blocker], finding.text) for finding in findings),
    )

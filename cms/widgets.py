"""Form fields that show a choice the way a clerk thinks of it."""

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.apps import apps
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

SELECTED = mark_safe(" selected")


class Checkboxes(forms.CheckboxSelectMultiple):
    """Several choices kept in one text field, joined by semicolons."""

    def format_value(self, value):
        return [part for part in (value or "").split(";") if part]

    def value_from_datadict(self, data, files, name):
        return ";".join(super().value_from_datadict(data, files, name) or [])


class WorrySelect(forms.Select):
    """All worries that residents can tick, under the category they stand in."""

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = str(value or "")
        return format_html(
            "<select{}>{}{}</select>",
            forms.utils.flatatt(attrs),
            format_html('<option value="">{}</option>', _("Choose a worry")),
            format_html_join("", '<optgroup label="{}">{}</optgroup>', self._groups(chosen)),
        )

    def _groups(self, chosen: str) -> Iterator[tuple[str, str]]:
        rows = self._worries()
        if chosen and chosen not in {str(number) for _category, number, _text in rows}:
            rows += apps.get_model("cms.WorryNumber").objects.filter(pk=chosen).values_list("key", "pk", "label")
            rows[-1] = (_("No longer offered"), *rows[-1][1:])
        for category, options in groupby(rows, key=lambda row: row[0]):
            yield category, format_html_join("", '<option value="{}"{}>{}</option>', _options(options, chosen))

    @staticmethod
    def _worries() -> list[tuple[str, int, str]]:
        worry = apps.get_model("cms.Worry")
        titles = {page.path: page.title for page in apps.get_model("cms.CategoryPage").objects.all()}
        rows = worry.objects.filter(number__retired_at=None).order_by("page__path", "sort_order")
        step = worry.page.field.related_model.steplen
        return [
            (titles.get(path[:-step], ""), number, text)
            for path, number, text in rows.values_list("page__path", "number_id", "text")
        ]


def _options(options, chosen: str) -> Iterator[tuple[int, str, str]]:
    for _category, number, text in options:
        yield number, SELECTED if str(number) == chosen else "", text

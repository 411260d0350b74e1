"""Form fields that show a choice the way a clerk thinks of it."""

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.apps import apps
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _


class Checkboxes(forms.CheckboxSelectMultiple):
    """Several choices kept in one text field, joined by semicolons."""

    def format_value(self, value):
        return [part for part in (value or "").split(";") if part]

    def value_from_datadict(self, data, files, name):
        return ";".join(super().value_from_datadict(data, files, name) or [])


class WorrySelect(forms.Select):
    """All worries that residents can tick, under the category they stand in.

    A program has up to fifty rows, so a row that is filled in carries its own choice only; cms/worries.js copies the
    others from the empty row when the field is entered.
    """

    class Media:
        js = ["cms/worries.js"]

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name, "data-worries": "one" if value else "all"})
        groups = _chosen(value) if value else _groups()
        return format_html(
            '<select{}><option value="">{}</option>{}</select>',
            forms.utils.flatatt(attrs),
            _("Choose a worry"),
            format_html_join("", '<optgroup label="{}">{}</optgroup>', groups),
        )


def _chosen(value: str | int) -> Iterator[tuple[str, str]]:
    number = apps.get_model("cms.WorryNumber").objects.filter(pk=value).first()
    if number:
        group = _("No longer offered") if number.retired_at else _("Chosen")
        yield group, format_html('<option value="{}" selected>{}</option>', number.pk, number.label)


def _groups() -> Iterator[tuple[str, str]]:
    worry = apps.get_model("cms.Worry")
    titles = {page.path: page.title for page in apps.get_model("cms.CategoryPage").objects.all()}
    rows = worry.objects.filter(number__retired_at=None).order_by("page__path", "sort_order")
    step = worry.page.field.related_model.steplen
    for path, options in groupby(rows.values_list("page__path", "number_id", "text"), key=lambda row: row[0][:-step]):
        numbered = [(number, text) for _path, number, text in options]
        yield titles.get(path, ""), format_html_join("", '<option value="{}">{}</option>', numbered)

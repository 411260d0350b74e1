"""What the edit screens of desks and hotlines offer beside their rows: hours in one line, wards and kinds to tick."""

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from cms import hours
from cms.forms import PlainTitleForm


class HoursForm(PlainTitleForm):
    """A line such as 平日8:30〜17:15 takes the place of the rows below it."""

    quick_hours = forms.CharField(
        label=gettext_lazy("weekly hours in one line"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "For example 平日8:30〜17:15, or 月〜金9:00〜12:00、13:00〜17:00、土9:00〜12:00. "
            "It fills the rows below when you save, in place of what stands there."
        ),
    )

    def clean_quick_hours(self):
        line = self.cleaned_data["quick_hours"]
        self.spans = hours.read(line) if line else []
        return line

    def is_valid(self):
        valid = super().is_valid()
        return self._rows_fit_together() and valid

    def _rows_fit_together(self) -> bool:
        rows = [form for form in self.formsets["weekly_hours"].forms if self._is_a_span(form)]
        if not rows or self.cleaned_data.get("quick_hours"):
            return True
        try:
            hours.in_order([tuple(form.cleaned_data[name] for name in ("weekday", "opens", "closes")) for form in rows])
        except ValidationError as error:
            rows[-1].add_error("closes", error)
            return False
        return True

    @staticmethod
    def _is_a_span(form) -> bool:
        given = getattr(form, "cleaned_data", {})
        return all(given.get(name) is not None for name in ("weekday", "opens", "closes")) and not given.get("DELETE")

    def save(self, commit=True):
        page = super().save(commit=False)
        self.fill_rows(page)
        if commit:
            page.save()
        return page

    def fill_rows(self, page) -> None:
        if self.cleaned_data.get("quick_hours"):
            names = ("weekday", "opens", "closes")
            _replace(page, "weekly_hours", [dict(zip(names, span, strict=True)) for span in self.spans])


class HotlineForm(HoursForm):
    pass


class DeskForm(HoursForm):
    desk_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("kinds of desk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Programs that ask for one of these kinds show this desk on their cards."),
    )
    served_wards = forms.MultipleChoiceField(
        label=gettext_lazy("wards served"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none where the desk serves everybody. The wards are those of the edition."),
        error_messages={
            "invalid_choice": gettext_lazy("The edition has no ward “%(value)s”. Choose among those shown.")
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = apps.get_model("cms.DeskKind").objects.all()
        self._offer("desk_kinds", [(str(kind.pk), kind.name) for kind in kinds], "kinds", "kind_id")
        self._offer("served_wards", [(name, name) for name in self._wards_of_edition()], "wards", "name")

    def _offer(self, field: str, choices: list[tuple[str, str]], relation: str, name: str) -> None:
        if field not in self.fields:
            return
        if not choices:
            del self.fields[field]
            return
        offered = {value for value, _label in choices}
        chosen = [str(getattr(row, name)) for row in getattr(self.instance, relation).all()]
        self.fields[field].choices = choices
        self.initial[field] = [value for value in chosen if value in offered]

    def _wards_of_edition(self) -> list[str]:
        from cms.models.editions import edition_of  # the models import this file

        edition = edition_of(self.parent_page or self.instance.get_parent())
        return list(edition.wards.values_list("name", flat=True)) if edition else []

    def fill_rows(self, page) -> None:
        super().fill_rows(page)
        if "desk_kinds" in self.changed_data:
            _replace(page, "kinds", [{"kind_id": int(pk)} for pk in self.cleaned_data["desk_kinds"]])
        if "served_wards" in self.changed_data or self._has_ward_of_the_past(page):
            _replace(page, "wards", [{"name": name} for name in self.cleaned_data.get("served_wards", [])])

    def _has_ward_of_the_past(self, page) -> bool:
        """A ward that the edition no longer has cannot be unticked, so saving lets go of it."""
        field = self.fields.get("served_wards")
        offered = {value for value, _label in field.choices} if field else set()
        return any(row.name not in offered for row in page.wards.all())


def _replace(page, relation: str, rows: list[dict]) -> None:
    model = page._meta.get_field(relation).related_model
    setattr(page, relation, [model(sort_order=place, **row) for place, row in enumerate(rows)])

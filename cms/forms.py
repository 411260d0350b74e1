"""What the edit screens check or show beyond the model's own fields."""

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class PlainTitleForm(WagtailAdminPageForm):
    """Tells the character counter how long a title may be; the field itself allows 255."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].widget.attrs["maxlength"] = self.instance.title_limit


class ProgramForm(PlainTitleForm):
    """Empty means inherited: an adaptation's empty fields show the base entry's text in grey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        base = self.instance.base
        for name, field in self.fields.items() if base else ():
            inherited = getattr(base, name, None)
            if isinstance(field, forms.CharField) and isinstance(inherited, str) and inherited:
                field.widget.attrs["placeholder"] = inherited


class QuestionForm(PlainTitleForm):
    """Two equal lines in one handbook could not be told apart on paper or by a screen reader."""

    def is_valid(self):
        valid = super().is_valid()
        return self._worries_differ() and valid

    def _worries_differ(self) -> bool:
        elsewhere = self._texts_elsewhere()
        differ = True
        for form in self.formsets["worries"].forms if "worries" in self.formsets else []:
            text = getattr(form, "cleaned_data", {}).get("text")
            if not text or form.cleaned_data.get("DELETE"):
                continue
            if text in elsewhere:
                form.add_error("text", _("The handbook has this line already. Word it differently."))
                differ = False
            elsewhere.add(text)
        return differ

    def _texts_elsewhere(self) -> set[str]:
        parent = self.parent_page or self.instance.get_parent()
        worries = self.instance.worries.model.objects.filter(
            page__path__startswith=parent.path[: 2 * parent.steplen], locale=parent.locale_id
        )
        return set(worries.exclude(page=self.instance.pk).values_list("text", flat=True))

"""What the edit screens check or show beyond the model's own fields."""

from django import forms
from django.apps import apps
from django.core.validators import MaxLengthValidator
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from cms.models.lines import TRANSLATED


class PlainTitleForm(WagtailAdminPageForm):
    """Tells the character counter how long a title may be; the field itself allows 255. Only what cannot be stored
    refuses a draft: a text over its limit is kept, and blocks the proposal.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].widget.attrs["maxlength"] = self.instance.title_limit
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Small letters, digits and hyphens. Left empty, it is filled in for you.")
        if self.instance.locale_id and not self.instance.locale.is_default:
            self._leave_room_for_translation()
        for check in (check for field in self.fields.values() for check in field.validators):
            if isinstance(check, MaxLengthValidator):
                check.message = _("%(show_value)d characters; more than %(limit_value)d cannot be kept. Shorten it.")

    def defer_required_fields(self):
        super().defer_required_fields()
        for form in (self, *(form for formset in self.formsets.values() for form in formset.forms)):
            form.instance.is_still_written = True

    def _leave_room_for_translation(self) -> None:
        rows = [form for formset in self.formsets.values() for form in formset.forms]
        for field in (field for form in (self, *rows) for field in form.fields.values()):
            if "maxlength" in field.widget.attrs:
                field.widget.attrs["maxlength"] = int(field.widget.attrs["maxlength"]) * TRANSLATED


class WordForm(WagtailAdminModelForm):
    """Words belong to an edition whose welfare division one is in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        editions = apps.get_model("cms.EditionPage").objects.none()
        if self.for_user:
            editions = import_string("cms.permissions.editions_of_welfare")(self.for_user)
        field = self.fields["edition"] = forms.ModelChoiceField(editions, label=_("Edition"))
        if not self.instance.pk:
            field.initial = editions.order_by("-path").first()


class ProgramForm(PlainTitleForm):
    """Empty means inherited. Which base entry that is, and whether it is shown at all, the welfare division decides;
    departments begin with the buttons of the list of inherited entries.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from cms.overlay import reading  # it imports the models, which import this file

        self.below = reading.below_page(self.instance)
        if self.below is None:
            self.fields.pop("inherit_title", None)
        else:
            self._tell_counters()
        for name in {"base", "change"} & self.fields.keys():
            self.fields[name].disabled = not self._decides() or (name == "base" and self.instance.base_id is not None)

    def _tell_counters(self) -> None:
        """An empty field counts as what residents get: the inherited text."""
        for name, field in self.fields.items():
            inherited = self.below.texts.get(name)
            if isinstance(field, forms.CharField) and isinstance(inherited, str) and inherited:
                field.widget.attrs["data-inherited"] = len(inherited)

    def _decides(self) -> bool:
        from cms import permissions

        place = self.instance if self.instance.pk else self.parent_page
        return self.for_user is None or permissions.is_welfare(self.for_user, place)

    def clean(self):
        cleaned = super().clean()
        base = cleaned.get("base") or self.instance.base
        other = self._other_adaptation(base) if base else None
        if other is not None:
            folder = other.get_parent()
            self.add_error(
                "base" if "base" in self.fields else None,
                _("“%(folder)s” adapts this entry already. An edition has one word on it.") % {"folder": folder.title},
            )
        return cleaned

    def _other_adaptation(self, base):
        place = self.instance if self.instance.pk else self.parent_page
        edition = place.path[: 2 * place.steplen]
        others = type(self.instance).objects.filter(path__startswith=edition, number=base.number_id)
        return others.exclude(pk=self.instance.pk).first()


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


class SituationForm(WagtailAdminModelForm):
    """Only for editions that one publishes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from cms import permissions  # it imports the models, which import this file

        if "edition" in self.fields and self.for_user is not None:
            self.fields["edition"].queryset = permissions.published_by(self.for_user)

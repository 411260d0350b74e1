"""Texts that are translated. What fits on one line in Japanese takes more letters in other languages."""

from django.core.validators import MaxLengthValidator
from django.db import models

TRANSLATED = 4  # a translation may be this many times as long as the Japanese


def limit_for(instance: models.Model, limit: int) -> int:
    """How long a text of this page or row may be, in the language it is written in."""
    is_source = getattr(instance, "locale_id", None) is None or instance.locale.is_default
    return limit if is_source else limit * TRANSLATED


def kept_of(instance: models.Model, limit: int) -> int:
    """How much of it is kept: a draft may still be too long, and nothing goes on to a proposal before it fits."""
    return limit * TRANSLATED if getattr(instance, "is_still_written", False) else limit_for(instance, limit)


class _Limited:
    """The limit holds in the source language; the counter beside the field shows it."""

    limit: int

    def clean(self, value, instance):
        value = self.to_python(value)
        self.validate(value, instance)
        others = [check for check in self.validators if not isinstance(check, MaxLengthValidator)]
        for check in (*others, MaxLengthValidator(kept_of(instance, self.limit))):
            if value not in self.empty_values:
                check(value)
        return value

    def formfield(self, **kwargs):
        field = super().formfield(**{"max_length": self.limit * TRANSLATED} | kwargs)
        field.widget.attrs["maxlength"] = self.limit
        return field

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("limit", None)
        return name, f"django.db.models.{self.column_type}", args, kwargs


class Line(_Limited, models.CharField):
    column_type = "CharField"

    def __init__(self, *args, limit: int, **kwargs):
        self.limit = limit
        super().__init__(*args, **{"max_length": limit * TRANSLATED} | kwargs)

    def clone(self):
        return models.CharField(*self.deconstruct()[2], **self.deconstruct()[3])


class Text(_Limited, models.TextField):
    column_type = "TextField"

    def __init__(self, *args, limit: int, **kwargs):
        self.limit = limit
        super().__init__(*args, **{"max_length": limit} | kwargs)

    def formfield(self, **kwargs):
        """As high as what stands in it."""
        from wagtail.admin.widgets import AdminAutoHeightTextInput  # it wants the models loaded

        return super().formfield(**{"widget": AdminAutoHeightTextInput} | kwargs)

    def clone(self):
        return models.TextField(*self.deconstruct()[2], **self.deconstruct()[3])

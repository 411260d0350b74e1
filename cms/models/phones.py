"""Telephone numbers as they are stored, however they were typed."""

from django.db import models

from cms.validators import half_width_phone, validate_phone


class Phone(models.CharField):
    """An input method types ０９３ー５８２ as readily as 093-582; what is stored can be dialled."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 20, "validators": [validate_phone]} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return half_width_phone(value) if value else value

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self):
        return models.CharField(*self.deconstruct()[2], **self.deconstruct()[3])

"""What a new edition is asked, and what is refused with a word on how to put it right."""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page, Site

from cms.models import DepartmentPage, EditionPage, User
from cms.validators import validate_municipality_code, validate_phone, validate_plain_text

HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def _beside_japanese() -> list[tuple[str, str]]:
    return [choice for choice in settings.WAGTAIL_CONTENT_LANGUAGES if choice[0] != settings.LANGUAGE_CODE]


class FoundingForm(forms.ModelForm):
    host = forms.CharField(
        label=_("host name"),
        required=False,
        max_length=253,
        help_text=_("For example handbook.city.example. Empty: it is read under the address above."),
    )
    ward_lines = forms.CharField(
        label=_("wards"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, with its code where it has one: 東区 401013. Empty where there are none."),
    )
    offered = forms.MultipleChoiceField(
        label=_("languages beside Japanese"),
        required=False,
        choices=_beside_japanese,
        widget=forms.CheckboxSelectMultiple,
    )
    department = forms.CharField(
        label=_("welfare division"),
        max_length=DepartmentPage.title_limit,
        initial="福祉課",
        validators=[validate_plain_text],
        help_text=_("It looks after the whole edition and publishes it. More departments are added in the admin."),
    )
    department_phone = forms.CharField(label=_("its phone"), required=False, max_length=20, validators=[validate_phone])
    login = forms.CharField(
        label=_("user name of its first person"),
        required=False,
        max_length=150,
        validators=[User.username_validator],
        help_text=_("You get a link with which this person chooses a password. Empty: people are added later."),
    )
    mail = forms.EmailField(label=_("mail address of this person"), required=False)

    class Meta:
        model = EditionPage
        fields = [
            "title",
            "slug",
            "organisation",
            "scope_label",
            "municipality_code",
            "base",
            "theme_colour",
            "logo",
            "exit_url",
            "contact_name",
            "contact_phone",
            "contact_hours",
        ]
        widgets = {"logo": AdminImageChooser}
        help_texts = {"slug": _("Latin letters, digits and hyphens. Residents read it under this address.")}

    def __init__(self, *args, bases=None, **kwargs):
        super().__init__(*args, **kwargs)
        sources = EditionPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")
        self.fields["base"].queryset = sources if bases is None else bases
        self.fields["base"].required = True
        self.fields["base"].empty_label = None
        self.fields["title"].widget.attrs["maxlength"] = EditionPage.title_limit
        self.fields["slug"].required = True
        self.fields["municipality_code"].required = True

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if Page.objects.filter(depth=2, slug=slug).exists():
            raise ValidationError(_("Another edition has this address. Choose another one."))
        return slug

    def clean_municipality_code(self) -> str:
        code = self.cleaned_data["municipality_code"]
        taken = EditionPage.objects.filter(municipality_code=code, locale__language_code=settings.LANGUAGE_CODE).first()
        if code and taken:
            raise ValidationError(
                _("“%(edition)s” has this code already."), params={"edition": taken.title}, code="taken"
            )
        return code

    def clean_base(self) -> EditionPage:
        base = self.cleaned_data["base"]
        if base and not all(edition.live for edition in base.chain()):
            raise ValidationError(_("This base edition is not published. Publish it, or build on another edition."))
        return base

    def clean_host(self) -> str:
        host = self.cleaned_data["host"].lower()
        if host and not HOST.fullmatch(host):
            raise ValidationError(_("Write the host name alone, without https:// and without a path."))
        if Site.objects.filter(hostname=host).exists():
            raise ValidationError(_("This host name leads to another edition."))
        return host

    def clean_ward_lines(self) -> list[tuple[str, str]]:
        lines = [line.split() for line in self.cleaned_data["ward_lines"].splitlines() if line.strip()]
        for number, parts in enumerate(lines, 1):
            if len(parts) > 2 or len(parts[0]) > 20:
                raise ValidationError(_("Line %(number)d: write a name and perhaps a code."), params={"number": number})
            validate_plain_text(parts[0])
            if len(parts) == 2:
                validate_municipality_code(parts[1])
        names = [parts[0] for parts in lines]
        if len(set(names)) < len(names):
            raise ValidationError(_("A ward stands twice."))
        return [(parts[0], parts[1] if len(parts) == 2 else "") for parts in lines]

    def clean_login(self) -> str:
        login = self.cleaned_data["login"]
        if login and User.objects.filter(username=login).exists():
            raise ValidationError(_("This user name is taken."))
        return login

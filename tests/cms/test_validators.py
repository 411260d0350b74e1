import pytest
from django.core.exceptions import ValidationError

from cms import validators
from cms.models import EditionPage, ProgramPage
from cms.models.questions import validate_audience


def refused(validator, value: str) -> str | None:
    try:
        validator(value)
    except ValidationError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    "number", ["093-582-2060", "03-1234-5678", "0120-279-338", "0120-99-7777", "#8008", "188", "110", "0570-064-556"]
)
def test_phones_one_can_dial(number):
    assert refused(validators.validate_phone, number) is None


@pytest.mark.parametrize(
    "number", ["", "０９３-582-2060", "0935822060", "093-582-2060（内線12）", "03ー1234ー5678", "1111", "8008"]
)
def test_phones_one_cannot_dial(number):
    assert refused(validators.validate_phone, number) == "phone"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("サービス", None),
        ("〜・「」（）％＃１", None),
        ("髙橋さん", None),
        ("ｻｰﾋﾞｽ", "half_width_kana"),
        ("①", "platform_dependent"),
        ("Ⅳ", "platform_dependent"),
        ("㈱", "platform_dependent"),
        ("㎡", "platform_dependent"),
        ("№", "platform_dependent"),
        ("\ue000", "platform_dependent"),
    ],
)
def test_characters(text, code):
    assert refused(validators.validate_plain_text, text) == code


@pytest.mark.parametrize("code", ["401005", "131016", "011002", "472018"])
def test_codes_of_real_municipalities(code):
    assert refused(validators.validate_municipality_code, code) is None


@pytest.mark.parametrize(
    ("code", "why"), [("401006", "check_digit"), ("131061", "check_digit"), ("40100", "municipality_code")]
)
def test_codes_that_are_none(code, why):
    assert refused(validators.validate_municipality_code, code) == why


@pytest.mark.parametrize(
    ("colour", "why"), [("#115a36", None), ("#ffff00", "contrast"), ("green", "colour"), ("#777777", "contrast")]
)
def test_theme_colours(colour, why):
    assert refused(validators.validate_hex_colour, colour) == why


@pytest.mark.parametrize(
    ("value", "why"), [("self", None), ("self;child", None), ("everyone", "audience"), ("", "audience")]
)
def test_audiences(value, why):
    assert refused(validate_audience, value) == why


LIMITS = {
    "summary": 80,
    "body": 500,
    "target": 200,
    "benefit": 200,
    "how_to_apply": 200,
    "deadline": 100,
    "documents": 200,
    "where_to_ask": 120,
    "say": 80,
}


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_limits_hold_outside_of_forms_too(name, limit):
    field = ProgramPage._meta.get_field(name)
    field.clean("長" * limit, None)
    with pytest.raises(ValidationError):
        field.clean("長" * (limit + 1), None)


@pytest.mark.django_db
def test_edition_rejects_addresses_of_the_site_and_circles(tree):
    city, nation = EditionPage.objects.get(slug="mihonshi"), EditionPage.objects.get(slug="zenkoku")
    nation.base = city
    with pytest.raises(ValidationError, match="自分自身"):
        nation.clean()
    city.slug = "api"
    with pytest.raises(ValidationError, match="api"):
        city.clean()

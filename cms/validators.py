"""What may stand in a field that residents read or dial.

Character rules: DS-451-4 (GIF) and the municipal open-data rules, which forbid half-width kana and
platform-dependent characters. Phone rules: GIF 445 (half-width digits with hyphens, extension kept apart).
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as PictureFile

HALF_WIDTH_KANA = re.compile(r"[\uff61-\uff9f]+")
# Circled and Roman numerals, unit squares, abbreviations such as ㈱, and private-use characters:
# all absent from JIS X 0208, so old phones and printers show other signs or none.
PLATFORM_DEPENDENT = re.compile(r"[\u2116\u2121\u2160-\u217f\u2460-\u24ff\u3220-\u33ff\ue000-\uf8ff]")
HYPHENS = re.compile(r"[\u2010-\u2015\u2212\u30fc\uff0d\uff70]")  # what input methods offer for a hyphen
PHONE = re.compile(
    r"#\d{4}|1\d{2}|0120-\d{6}|0120-\d{1,3}-\d{3,5}|0\d{1,4}-\d{1,4}-\d{3,4}|0570-\d{6}|0800-\d{3}-\d{4}"
    r"|000-000-\d{4}"
)


def validate_plain_text(value: str) -> None:
    """Refuse characters that break on other machines, and show what to write instead."""
    found = HALF_WIDTH_KANA.search(value)
    if found:
        raise ValidationError(
            _("Half-width kana “%(found)s” cannot be used. Write “%(better)s”."),
            code="half_width_kana",
            params={"found": found[0], "better": unicodedata.normalize("NFKC", found[0])},
        )
    found = PLATFORM_DEPENDENT.search(value)
    if found:
        raise ValidationError(
            _("“%(found)s” does not show on every device. Write “%(better)s”."),
            code="platform_dependent",
            params={"found": found[0], "better": unicodedata.normalize("NFKC", found[0])},
        )


def half_width_phone(value: str) -> str:
    """The same number as typed without an input method."""
    return unicodedata.normalize("NFKC", HYPHENS.sub("-", value)).strip()


def validate_phone(value: str) -> None:
    """A number a resident can dial: half-width digits and hyphens, the extension in its own field (GIF 445)."""
    if not PHONE.fullmatch(value):
        raise ValidationError(
            _(
                "Write the number in half-width digits with hyphens, for example 093-582-2060, 0120-279-338, "
                "#8008 or 188. Extensions have their own field."
            ),
            code="phone",
        )


def validate_municipality_code(value: str) -> None:
    """Six digits of the 全国地方公共団体コード, the last one its check digit (weights 6,5,4,3,2, modulus 11)."""
    if not re.fullmatch(r"\d{6}", value):
        raise ValidationError(_("The code has six half-width digits, check digit included."), code="municipality_code")
    total = sum(int(digit) * weight for digit, weight in zip(value, (6, 5, 4, 3, 2), strict=False))
    expected = str(11 - total % 11)[-1] if total >= 11 else str(11 - total)[-1]
    if value[5] != expected:
        raise ValidationError(
            _("The check digit does not fit: for %(five)s it is %(expected)s."),
            code="check_digit",
            params={"five": value[:5], "expected": expected},
        )


LOGO_BYTES = 50_000
LOGO_FORMATS = ("PNG", "JPEG", "WEBP")


def validate_logo(image) -> None:
    """It stands on the first page of every reader, also on a slow line."""
    size = image.get_file_size() or 0
    with image.open_file() as file, PictureFile.open(file) as opened:
        kind = opened.format
    if kind not in LOGO_FORMATS:
        raise ValidationError(_("The logo has to be a PNG, JPEG or WebP. Save it as one and choose that."))
    if size > LOGO_BYTES:
        raise ValidationError(
            _("The logo has %(size)d KB; at most 50 KB travel with every first page. Save it smaller, 200 pixels high.")
            % {"size": size // 1000}
        )


def validate_hex_colour(value: str) -> None:
    """A theme colour that white text can stand on: WCAG 2.2 AA, contrast of at least 4.5:1."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValidationError(
            _("Write the colour as # and six hexadecimal digits, for example #115a36."),
            code="colour",
        )
    contrast = 1.05 / (_luminance(value) + 0.05)
    if contrast < 4.5:
        raise ValidationError(
            _("White text on this colour has a contrast of %(contrast).1f to 1; it needs 4.5. Choose a darker colour."),
            code="contrast",
            params={"contrast": contrast},
        )


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

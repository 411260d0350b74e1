"""Furigana: what a Release keeps beyond the table, and texts that are shown without marks."""

import pytest

from cms.models import WordReading
from handbook.release.compose import compose
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_marks_leave_the_text_and_count_where_they_stood(handbook):
    make.make_program(handbook.department, "{市場|いちば}の相談", matches={handbook.money: 1}, desks=(handbook.desk,))
    release = compose("zenkoku", "ja")
    assert "市場の相談" in [program.title for program in release.programs]
    assert release.readings == (("市場の相談", "いちば|そうだん"),)


def test_city_has_the_corrections_of_its_base_and_its_own(handbook):
    city = make.make_city(handbook.edition)
    for edition, word, reading in (
        (handbook.edition, "見本市", "みほんいち"),
        (handbook.edition, "日本", "にっぽん"),
        (city.edition, "見本市", "みほんし"),
    ):
        WordReading.objects.create(edition=edition, word=word, reading=reading)
    assert compose("zenkoku", "ja").readings == (("日本", "にっぽん"), ("見本市", "みほんいち"))
    assert compose("mihonshi", "ja").readings == (("日本", "にっぽん"), ("見本市", "みほんし"))

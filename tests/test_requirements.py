"""The fifty requirements of the reader, and where each is held.

A test whose name begins with a number answers for that requirement. The others:

 11 tests/handbook/test_middleware.py            38-41 tests/browser/test_access.py
 13 tests/browser (search), tests/handbook/views 42 tests/browser/test_access.py
 14 tests/handbook/views/test_program.py         44 here and tests/handbook/test_bundle.py
 15 here                                         45 tests/handbook/views/test_top.py
 19 tests/handbook/test_codes.py                 47 tests/browser/test_weight.py, tests/bench/browsing.py
 20 tests/cms/test_numbers.py, test_sharing.py   21 tests/handbook/test_codes.py
 22 tests/handbook/test_matching.py, vectors.json
 23 tests/handbook/test_matching.py (both languages, random worlds)
 25 tests/browser/test_published.py
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from handbook import theme

OURS = ("cms", "handbook", "search")
OF_A_PERSON = re.compile(r"tick|chosen|picked|visitor|resident|session|cookie|address_of|user_agent|^ip$")
# What staff write, and the numbers themselves.
EDITORIAL = {"Worry", "WorryNumber", "HotlineWorry", "ProgramMatch", "SituationWorry", "EditionHiddenWorry"}
NOT_INSTALLED = {"wagtailforms", "wagtailsearchpromotions", "wagtailredirects"}  # they keep what visitors send or open
ROOT = Path(__file__).resolve().parents[1]


def fields():
    return [(model, field) for label in OURS for model in _models(label) for field in model._meta.local_fields]


def _models(label):
    return apps.get_app_config(label).get_models() if apps.is_installed(label) else ()


def test_15_no_field_is_there_to_hold_what_a_person_ticked():
    """Numbers of worries stand only in what staff write; nothing points at a person who reads."""
    found = fields()
    assert len(found) > 100
    to_worries = {m.__name__ for m, field in found if _names(field.related_model) in {"Worry", "WorryNumber"}}
    assert to_worries <= EDITORIAL
    assert [f"{m.__name__}.{field.name}" for m, field in found if OF_A_PERSON.search(field.name)] == []


def test_15_no_app_is_installed_that_keeps_what_visitors_send():
    assert NOT_INSTALLED.isdisjoint(config.label for config in apps.get_app_configs())


def _names(model) -> str:
    return getattr(model, "__name__", "")


PAIRS = (
    ("key", "#ffffff"),
    ("key", "key-soft"),
    ("key-dark", "#ffffff"),
    ("key-dark", "key-soft"),
    ("key-mid", "#ffffff"),
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
@given(colour=st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_44_text_in_any_citys_colour_is_readable(one, other, colour):
    assert _contrast(theme.stylesheet(colour), one, other) >= 4.5


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_44_the_colours_without_a_city_are_readable_too(one, other):
    sheet = (ROOT / "handbook/static/handbook/style.css").read_text(encoding="utf-8")
    assert _contrast(sheet, one, other) >= 4.5


def _contrast(sheet: str, one: str, other: str) -> float:
    tones = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", sheet))
    return theme.contrast(*(theme._rgb(tones.get(name, name)) for name in (one, other)))


def test_every_requirement_has_its_test():
    """A number that nobody answers for is a promise that nobody keeps."""
    named = {
        int(number)
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def test_((?:\d+_)+)", file.read_text(encoding="utf-8"))
        for number in name.strip("_").split("_")
    }
    told = {int(number) for number in re.findall(r"\b(\d\d)(?=[- ])", __doc__)}
    assert set(range(1, 51)) - named - told == set()

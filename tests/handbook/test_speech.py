"""What readers of other languages see: complete catalogues, and a way on where one is missing or broken."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, trans_real

from handbook import speech
from tests.database import ROOT
from tests.test_house import tracked

CATALOGUES = ROOT / "locale" / "reader"
LANGUAGES = ["ja-simple", "zh-hans", "zh-hant", "ko", "vi", "ne", "id", "fil", "pt", "es", "my"]
READ = re.compile(
    r"manage.py|handbook/(?!wagtail_hooks|models|rehearsing|apps|marking)[a-z_]+\.py|handbook/(views|templatetags)/[a-z_]+\.py|"
    r"templates/(400|404|413|500)\.html|templates/handbook/(?!preview)[a-z_]+\.html"
)
OF_A_WALK = {  # only who was given a link to a draft reads these
    "Draft",
    "This draft is no longer shown",
    "The link has expired or was taken back. Ask whoever gave it to you for a new one.",
    "This is not what residents read. It is shown only under this link, until %(until)s.",
}
PLACEHOLDER = re.compile(r"%\(\w+\)s|<[^>]+>|#")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory) -> dict[tuple[str | None, str], polib.POEntry]:
    """The texts of the reader's own code and templates."""
    copy = tmp_path_factory.mktemp("reader")
    for path in tracked("manage.py", "handbook", "templates"):
        name = str(path.relative_to(ROOT))
        if READ.fullmatch(name):
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    (copy / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--no-location", "--no-wrap"]
    alone = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=alone)
    found = polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt, entry.msgid): entry for entry in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_reader_is_translated(wanted, language):
    assert len(wanted) > 200
    written = polib.pofile(str(CATALOGUES / translation.to_locale(language) / "LC_MESSAGES" / "django.po"))
    known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in written if entry.translated()}
    assert sorted(text for _context, text in wanted.keys() - known.keys() if text not in OF_A_WALK) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_numbers_survive(language):
    written = polib.pofile(str(CATALOGUES / translation.to_locale(language) / "LC_MESSAGES" / "django.po"))
    for entry in written:
        assert sorted(PLACEHOLDER.findall(entry.msgid)) == sorted(PLACEHOLDER.findall(entry.msgstr)), entry.msgid
        bare = [PLACEHOLDER.sub("", text) for text in (entry.msgid, entry.msgstr)]
        assert set(re.findall(r"\d+", bare[0])) <= set(re.findall(r"\d+", bare[1])), entry.msgid


def test_language_without_a_catalogue_speaks_japanese():
    with speech.speaking("mn"):
        assert gettext("Close quickly") == "すぐ閉じる"


def test_broken_catalogue_falls_back(monkeypatch):
    def broken(language):
        raise OSError("Bad magic number")

    monkeypatch.setattr(trans_real, "translation", broken)
    monkeypatch.setattr(translation, "override", lambda language: _noted(language))
    with speech.speaking("vi") as _:
        assert _noted.language == "ja"


class _noted:
    def __init__(self, language):
        _noted.language = language

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ja", "2026年4月1日"),
        ("ja-simple", "2026年4月1日"),
        ("en", "April 1, 2026"),
        ("ne", "2026-04-01"),
        ("my", "2026-04-01"),
    ],
)
def test_dates_are_written_as_the_language_has_them(language, written):
    with translation.override(language):
        assert speech.day(date(2026, 4, 1), language) == written


def test_right_to_left_is_ready():
    assert [speech.direction(code) for code in ("ja", "ar", "fa", "zh-hant")] == ["", "rtl", "rtl", ""]

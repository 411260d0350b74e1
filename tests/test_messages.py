"""Staff and residents read Japanese everywhere: the texts of the code are collected and compared."""

import re
import shutil
import subprocess
import sys

import polib
import pytest

from tests.database import ROOT
from tests.test_house import tracked

COLLECT = ["makemessages", "--locale", "ja", "--no-location", "--no-wrap"]


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The texts of the tracked sources, with the translations that the repository has for them."""
    copy = tmp_path_factory.mktemp("house")
    for path in tracked("manage.py", "cms", "handbook", "search", "templates", "locale"):
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (copy / "locale").mkdir(exist_ok=True)
    for domain in ("django", "djangojs"):
        command = [sys.executable, "-m", "django", *COLLECT, "--domain", domain]
        subprocess.run(command, cwd=copy, check=True, capture_output=True)
    return [entry for file in copy.glob("**/locale/ja/LC_MESSAGES/*.po") for entry in polib.pofile(str(file))]


def test_every_text_has_its_japanese(collected):
    assert len(collected) > 100
    missing = [e.msgid for e in collected if not e.obsolete and not e.translated()]
    assert missing == []


PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def test_translations_keep_their_placeholders(collected):
    translated = [entry for entry in collected if entry.msgstr]
    assert [e.msgid for e in translated if placeholders(e.msgid) != placeholders(e.msgstr)] == []

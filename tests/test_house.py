"""The laws of the house, kept by reading the house."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.database import ROOT

ROOMS = {"cms": {"handbook", "search"}, "search": {"cms", "handbook"}, "handbook": set()}
FILE_LIMIT = 300
FUNCTION_LIMIT = 40
ALLOWED_AT_THE_TOP = {
    ".ci", ".dockerignore", ".env.example", ".gitignore", "Dockerfile", "LICENSE", "Makefile", "NOTICE",
    "README.md", "cms", "compose.yaml", "handbook", "locale", "manage.py", "pyproject.toml",
    "requirements-dev.lock", "requirements.lock", "search", "templates", "tests",
}  # fmt: skip
VAGUE_NAMES = {"utils", "helpers", "common", "misc", "core", "services"}


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.check_output(["git", "ls-files", "-z", *patterns], cwd=ROOT, text=True)
    return [path for name in listing.split("\0") if name and (path := ROOT / name).exists()]


def python_of(room: str) -> list[Path]:
    return [path for path in tracked(f"{room}/*.py") if "migrations" not in path.parts]


ALL_PYTHON = [path for room in (*ROOMS, "tests") for path in python_of(room)]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported_by(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def rooms_entered(path: Path) -> set[str]:
    return {module.partition(".")[0] for module in imported_by(path)} & set(ROOMS)


def violations_of_the_law(path: Path) -> set[str]:
    room = name_of(path).partition("/")[0]
    forbidden = set(ROOMS[room])
    if room == "handbook" and name_of(path) != "handbook/release/compose.py":
        forbidden.add("cms")
    return rooms_entered(path) & forbidden


@pytest.mark.parametrize("room", ROOMS)
def test_law_of_the_three_rooms(room):
    broken = {name_of(path): found for path in python_of(room) if (found := violations_of_the_law(path))}
    assert broken == {}


def test_law_is_really_read(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_house.ROOT", tmp_path)
    for name, text in {
        "cms/a.py": "def f():\n    from handbook.models import Release\n",
        "search/b.py": "import cms.models\n",
        "handbook/views/c.py": "from cms import models\n",
        "handbook/release/compose.py": "from cms import models\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert violations_of_the_law(tmp_path / "cms/a.py") == {"handbook"}
    assert violations_of_the_law(tmp_path / "search/b.py") == {"cms"}
    assert violations_of_the_law(tmp_path / "handbook/views/c.py") == {"cms"}
    assert violations_of_the_law(tmp_path / "handbook/release/compose.py") == set()


def test_files_are_small():
    long = {name_of(path): lines for path in ALL_PYTHON if (lines := len(path.read_text().splitlines())) > FILE_LIMIT}
    assert long == {}


def test_functions_are_small():
    long = {
        f"{name_of(path)}:{node.name}": lines
        for path in ALL_PYTHON
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LIMIT
    }
    assert long == {}


def test_files_are_named_for_their_job():
    vague = [name_of(p) for p in ALL_PYTHON if VAGUE_NAMES & {p.stem, *p.relative_to(ROOT).parts}]
    assert vague == []


def test_top_level_holds_only_what_belongs_there():
    assert {name_of(path).partition("/")[0] for path in tracked()} <= ALLOWED_AT_THE_TOP


def reader_files() -> list[Path]:
    found = tracked("handbook/templates/*", "templates/*", "handbook/static/*")
    return [path for path in found if path.suffix in {".html", ".css", ".js", ".mjs", ".svg"}]


def reader_pages() -> list[Path]:
    admin = ("templates/wagtail", "templates/cms", "templates/handbook/admin")
    return [p for p in reader_files() if p.suffix == ".html" and not name_of(p).startswith(admin)]


def test_reader_pages_carry_no_token():
    """It would set a cookie that stays on the computer for a year."""
    assert [name_of(path) for path in reader_pages() if "csrf_token" in path.read_text()] == []


def test_reader_pages_have_one_inline_script_and_no_inline_style():
    for path in reader_pages():
        text = path.read_text()
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", text, re.S)
        assert set(inline) <= {"{{ js_class_script|safe }}"}, name_of(path)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), name_of(path)


LOADS = re.compile(
    r"""(?:\bsrc|srcset|poster|action)\s*=\s*["']\s*(?:https?:)?//"""
    r"""|<link[^>]+href\s*=\s*["']\s*(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
    r"""|(?:fetch|import|sendBeacon|WebSocket|EventSource)\(\s*["'`](?:https?|wss?):"""
    r"""|from\s*["']https?:"""
)


def test_reader_loads_nothing_from_elsewhere():
    assert [name_of(path) for path in reader_files() if LOADS.search(path.read_text())] == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://x.example/a.js">',
        '<link rel="stylesheet" href="//x.example/a.css">',
        "body { background: url(https://x.example/a.png) }",
        'import("https://x.example/a.js")',
    ],
)
def test_foreign_loads_are_recognised(line):
    assert LOADS.search(line)


def test_link_that_a_resident_follows_is_not_a_load():
    assert not LOADS.search('<a href="https://www.mhlw.go.jp/">')


def test_nothing_names_the_machine_it_was_written_on():
    places = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/[a-z]")
    sources = [
        path
        for path in tracked()
        if path.suffix in {".py", ".md", ".html", ".toml", ".js", ".css", ".yaml", ".lock", ""}
    ]
    assert [name_of(path) for path in sources if places.search(path.read_text())] == []


def test_locks_name_no_server_and_pin_every_hash():
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        entries = re.split(r"\n(?=\S)", text.strip())
        assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_both_locks_agree():
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", (ROOT / lock).read_text(), re.M))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def variables_of_settings() -> set[str]:
    """What cms.settings.environment is asked for."""
    asked = set()
    for path in python_of("cms/settings"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"required", "optional", "switch", "listed"}
                and isinstance(node.args[0], ast.Constant)
            ):
                asked.add(node.args[0].value)
    return asked


def test_environment_is_read_in_one_place():
    readers = {
        name_of(path)
        for room in ROOMS
        for path in python_of(room)
        if re.search(r"os\.environ(\.get|\[)|getenv", path.read_text())
    }
    assert readers - {"cms/settings/environment.py", "cms/settings/test.py"} == set()


def test_readme_lists_every_variable_and_no_other():
    table = re.findall(r"^\|\s*`([A-Z][A-Z_]+)`", (ROOT / "README.md").read_text(), re.M)
    of_others = {"PORT", "DJANGO_SETTINGS_MODULE", "POSTGRES_PASSWORD"}
    assert variables_of_settings() <= set(table) <= variables_of_settings() | of_others


def test_readme_names_make_targets_that_exist():
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"^make (\w+)|`make (\w+)", (ROOT / "README.md").read_text(), re.M))
    assert {"run", "test", "bench", "help"} <= {first or second for first, second in named} <= targets


def texts_of(entries: list[polib.POEntry]) -> dict:
    return {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in entries}


def test_compiled_texts_are_fresh():
    sources = tracked("*.po")
    assert sources
    for source in sources:
        compiled = source.with_suffix(".mo")
        assert compiled.exists(), "run `make messages`"
        written = texts_of(polib.pofile(str(source)).translated_entries())
        assert texts_of(polib.mofile(str(compiled))) == written, "run `make messages`"


def test_no_translation_is_left_undecided():
    for source in tracked("*.po"):
        fuzzy = [entry.msgid for entry in polib.pofile(str(source)).fuzzy_entries()]
        assert fuzzy == [], name_of(source)

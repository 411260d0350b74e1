"""点検 on the edit screen."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.models import EasierWord

from ..forms import edit, edit_url


@pytest.fixture
def screen(drafter, own, client):
    """screen(**changes) → the edit screen after saving them."""
    client.force_login(drafter)

    def after(**changes) -> BeautifulSoup:
        if changes:
            assert edit(client, own, **changes).status_code == 302
        return BeautifulSoup(client.get(edit_url(own)).content, "html.parser")

    return after


def test_saving_is_not_stopped_and_the_list_leads_to_the_field(screen):
    page = screen(source="", benefit="毎月、支給いたします。", **{"matches-0-reason": "所定のお金が出ます"})
    items = page.select(".cms-preflight li")
    assert items[0]["data-level"] == "blocker"
    targets = {item.a.text: item.a["href"].removeprefix("#") for item in items}
    assert targets["出典"] == "id_source"
    assert targets["受けられるもの"] == "id_benefit"
    assert all(page.find(id=target) is not None for target in targets.values()), targets


def test_text_over_its_limit_is_kept_as_a_draft_and_blocks_the_proposal(screen, drafter, own, client):
    long = {"title": "題" * 41, "summary": "長" * 81, "matches-0-reason": "由" * 101}
    blocked = [item.get_text() for item in screen(**long).select('.cms-preflight li[data-level="blocker"]')]
    assert len(blocked) == 3
    assert all("減らして" in text for text in blocked)
    client.force_login(drafter)
    said = {"page": own.pk, "subject": "直す", "kind": "amend", "reason": "長い。"}
    answer = client.post(reverse("cms_propose"), said)
    assert answer.status_code == 409
    assert "直すところが3つあります" in answer.content.decode()
    links = BeautifulSoup(answer.content, "html.parser").select(".note.bad a")
    assert len(links) == 3
    assert all(screen().find(id=link["href"].partition("#")[2]) for link in links)
    own.refresh_from_db()
    assert own.summary != long["summary"]  # what residents read


def test_finding_is_read_with_its_field(screen):
    page = screen(source="")
    described = page.find(id="id_source")["aria-describedby"].split()
    texts = " ".join(page.find(id=name).get_text() for name in described)
    assert "内容の出典を書いてください" in texts


def test_finding_of_a_row_stands_at_its_row(screen):
    page = screen(**{"matches-0-reason": "所定のお金が出ます"})
    note = page.select_one("#inline_child_matches-0 .cms-finding")
    assert "「決められた」" in note.get_text()


def test_new_page_is_not_blamed(drafter, own, client):
    client.force_login(drafter)
    url = reverse("wagtailadmin_pages:add", args=["cms", "programpage", own.get_parent().pk])
    assert "cms-preflight" not in client.get(url).content.decode()


def test_refused_form_is_inspected_as_it_stands(drafter, own, client):
    client.force_login(drafter)
    response = edit(client, own, title="", benefit="毎月、支給いたします。")
    assert response.status_code == 200
    assert "「振り込みます、渡します」" in response.content.decode()


def test_the_welfare_division_keeps_the_words(drafter, welfare, client):
    url = reverse("easier-words:add")
    data = {"word": "思料する", "easier": "考える"}
    client.force_login(drafter)
    client.post(url, data)
    assert not EasierWord.objects.filter(word="思料する").exists()
    client.force_login(welfare)
    client.post(url, data)
    assert EasierWord.objects.get(word="思料する").easier == "考える"

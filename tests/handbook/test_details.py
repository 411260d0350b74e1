"""What stands under “details” travels apart from the cards, for all of them at once."""

import json
import re

import pytest

from handbook import bundle, offline
from handbook.release import publish, store
from tests import factories as make


@pytest.fixture
def made(small_handbook):
    make.make_site(small_handbook.edition)
    publish.compose_now()
    store.refresh()
    return bundle.of(store.current("zenkoku", "ja"), "/")


def filled(made, id):
    """The same in the browser: result.js, whole()."""
    filled = re.sub("<!--d(\\d+)-->", lambda found: made.places[int(found[1])], made.short_cards[id])
    return filled.replace("<!--id-->", str(id))


def test_short_card_and_its_details_are_the_whole_card(made):
    details = json.loads(made.details.plain)
    assert set(details) == {str(id) for id in made.cards}
    for id, card in made.cards.items():
        short = filled(made, id)
        before, row, after = short.partition('<div class="row">')
        unfolded = after.replace("</summary>", f"</summary>{details[str(id)]}", 1)
        assert before + row + unfolded == re.sub("<!--now:.*?-->", "", card)
        assert "<dl>" in card
        assert "<!--details" not in card


def test_short_card_leads_to_the_whole_entry_and_keeps_what_must_be_seen(made):
    for id in made.short_cards:
        card = filled(made, id)
        assert f'href="/p/{id}/"' in card
        assert 'class="fresh"' in card
        assert "<dl>" not in card


def test_bundle_carries_short_cards_and_names_the_details(client, made):
    data = client.get(f"/bundle.{made.name}.json").json()
    assert data["cards"] == {str(id): card for id, card in made.short_cards.items()}
    response = client.get(data["details"])
    assert response.content == made.details.plain
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert data["details"] in offline.files(made)


def test_older_name_of_the_details_gets_the_present_ones_unkept(client, made):
    response = client.get("/details.0123456789ab.json")
    assert response.content == made.details.plain
    assert response["Cache-Control"] == "no-store"


def test_result_without_javascript_holds_everything(client, made):
    worry = next(iter(made.release.worries))
    page = client.post("/kekka/", {"t": worry}).content.decode()
    for card in re.findall(r'<article class="card .*?</article>', page, re.DOTALL):
        assert ("<dl>" in card) == ("<details>" in card)

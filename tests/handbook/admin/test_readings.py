"""“Check readings”: the welfare division gives words of its city the readings that the table lacks."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from cms.models import WordReading
from handbook.release import publish, store
from search import furigana
from tests import factories as make

pytestmark = pytest.mark.django_db
CHECK = "handbook_check_readings"


@pytest.fixture
def welfare(client):
    handbook = make.small_handbook()
    city = make.make_city(handbook.edition)
    make.make_program(city.department, "霞ヶ丘の相談", matches={handbook.money: 1}, desks=(handbook.desk,))
    publish.compose_now()
    user = get_user_model().objects.create_user("fukushi")
    make.seat(user, city.department, "welfare")
    client.force_login(user)
    return user


def checked(client, *rows: tuple[str, str, str], **more) -> str:
    sent = {
        name: list(values) for name, values in zip(("word", "draft", "reading"), zip(*rows, strict=True), strict=False)
    }
    answer = client.post(reverse(CHECK), {"edition": "mihonshi", **sent, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_word_without_a_reading_is_listed_until_it_has_one(
    welfare, client, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(furigana, "sudachi", lambda: None)
    assert "<b>霞ヶ丘</b>の相談" in checked(client)
    with django_capture_on_commit_callbacks(execute=True):
        page = checked(client, ("霞ヶ丘", "", "かすみがおか"), save="1")
    assert "<b>霞ヶ丘</b>" not in page
    word = WordReading.objects.get()
    assert (word.edition.slug, word.word, word.reading) == ("mihonshi", "霞ヶ丘", "かすみがおか")
    assert store.current("mihonshi", "ja").readings == (("霞ヶ丘", "かすみがおか"),)


def test_draft_is_kept_only_when_it_is_ticked_or_changed(welfare, client):
    draft = ("霞ヶ丘", "かすみおか", "かすみおか")
    checked(client, draft, save="1")
    assert not WordReading.objects.exists()
    checked(client, draft, save="1", right="霞ヶ丘")
    assert WordReading.objects.get().reading == "かすみおか"


def test_what_is_no_hiragana_is_refused_and_stays_in_its_field(welfare, client):
    page = checked(client, ("霞ヶ丘", "", "カスミガオカ"), save="1")
    assert 'value="カスミガオカ"' in page
    assert "ひらがな" in page
    assert not WordReading.objects.exists()


def test_it_is_for_the_welfare_division_of_the_edition(welfare, client):
    assert client.post(reverse(CHECK), {"edition": "zenkoku"}).status_code == 302
    assert client.post(reverse(CHECK), {"edition": "mihonshi"}).status_code == 200
    client.force_login(get_user_model().objects.create_user("tanaka"))
    assert client.post(reverse(CHECK), {"edition": "mihonshi"}).status_code == 302


@pytest.mark.parametrize(("screen", "name"), [(CHECK, "読みがなの点検"), ("handbook_try_words", "ことばで試す")])
def test_screen_says_its_name(welfare, client, screen, name):
    assert str(client.get(reverse(screen)).context["breadcrumbs_items"][-1]["label"]) == name

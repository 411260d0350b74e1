"""The words of search in the admin: who may change them, and trying them."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from cms.models import CrisisWord, EverydayWord
from handbook.models import MissedWord
from handbook.release import publish
from tests import factories as make

pytestmark = pytest.mark.django_db
TRY = "handbook_try_words"


@pytest.fixture
def handbook(small_handbook):
    make.make_city(small_handbook.edition)
    make.make_crisis_word(small_handbook.edition, "死にた", small_handbook.hotline)
    publish.compose_now()
    return small_handbook


@pytest.fixture
def welfare(handbook, client):
    """Of the city; the national edition is another's."""
    user = get_user_model().objects.create_user("fukushi")
    make.seat(user, handbook.edition.dependants.get().get_children().specific().get(), "welfare")
    client.force_login(user)
    return user


def tried(client, query: str, **more) -> str:
    answer = client.post(reverse(TRY), {"edition": "mihonshi", "q": query, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_shows_what_is_found_and_why(welfare, client):
    page = tried(client, "手持ちのお金がない")
    assert "手持ちのお金がほとんどない" in page
    assert "ことば「お金」" not in page  # of Han and kana only the Han counts
    assert "ことば「手持」" in page
    assert "困りごと「手持ちのお金がほとんどない」から" in page


def test_shows_the_hotlines_of_danger_and_the_word_that_called_them(welfare, client):
    page = tried(client, "もう死にたい")
    assert "110 警察" in page
    assert "「死にた」があるため" in page


def test_word_is_added_on_the_spot_and_counts_at_once(welfare, client, django_capture_on_commit_callbacks):
    assert "見つかりませんでした" in tried(client, "ナマポ")
    with django_capture_on_commit_callbacks(execute=True):
        page = tried(client, "ナマポ", add="1", says="ナマポ", means="生活保護")
    assert "くらしのことば「なまぽ」" in page
    word = EverydayWord.objects.get()
    assert (word.edition.slug, word.stems, word.means) == ("mihonshi", "ナマポ", "生活保護")
    assert "くらしのことば「なまぽ」" in tried(client, "ナマポ")  # released by now


def test_word_that_tells_nothing_is_refused_in_words(welfare, client):
    page = tried(client, "ナマポ", add="1", says="な", means="生活保護")
    assert "短すぎます" in page
    assert not EverydayWord.objects.exists()


def test_nobody_adds_to_another_edition(welfare, client):
    page = client.post(
        reverse(TRY), {"edition": "zenkoku", "q": "x", "add": "1", "says": "ナマポ", "means": "生活保護"}
    )
    assert page.status_code == 200
    assert not EverydayWord.objects.exists()


def test_words_of_other_editions_are_out_of_reach(welfare, handbook, client):
    theirs = make.make_everyday_word(handbook.edition, "ナマポ", "生活保護")
    own = make.make_everyday_word(handbook.edition.dependants.get(), "なやみ", "くらしの相談")
    listed = client.get(reverse("everyday_words:index")).content.decode()
    assert ("ナマポ" in listed, "なやみ" in listed) == (False, True)
    for name in ("edit", "delete"):
        address = reverse(f"everyday_words:{name}", args=[theirs.pk])
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302
    assert EverydayWord.objects.filter(pk=theirs.pk, means="生活保護").exists()
    assert client.get(reverse("everyday_words:edit", args=[own.pk])).status_code == 200


def test_crisis_word_is_written_with_its_hotlines(welfare, handbook, client):
    city = handbook.edition.dependants.get()
    form = {
        "edition": city.pk,
        "stems": "消えた  死にた",
        "hotlines-TOTAL_FORMS": 1,
        "hotlines-INITIAL_FORMS": 0,
        "hotlines-MIN_NUM_FORMS": 1,
        "hotlines-MAX_NUM_FORMS": 1000,
        "hotlines-0-hotline": handbook.hotline.pk,
        "hotlines-0-ORDER": 1,
    }
    answer = client.post(reverse("crisis_words:add"), form)
    assert answer.status_code == 302, answer.context["form"].errors
    word = CrisisWord.objects.get(edition=city)
    assert (word.stems, [row.hotline_id for row in word.hotlines.all()]) == ("消えた 死にた", [handbook.hotline.pk])
    form["edition"] = handbook.edition.pk
    assert client.post(reverse("crisis_words:add"), form).status_code == 200
    assert CrisisWord.objects.count() == 2


def test_department_sees_no_lists_of_words(handbook, client):
    user = get_user_model().objects.create_user("kodomo")
    make.seat(user, make.make_department(handbook.edition, "子ども課"))
    client.force_login(user)
    assert client.get(reverse("everyday_words:index")).status_code == 302
    assert 'name="add"' not in client.get(reverse(TRY)).content.decode()


def test_what_readers_missed_is_shown_from_five_up(welfare, client):
    MissedWord.objects.create(edition="mihonshi", day="2026-11-01", word="くーらー", number=5)
    MissedWord.objects.create(edition="mihonshi", day="2026-11-01", word="ひみつ", number=4)
    page = client.get(reverse(TRY)).content.decode()
    assert ("くーらー" in page, "ひみつ" in page) == (True, False)

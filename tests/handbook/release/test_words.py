"""What leads to entries goes into the Release: everyday words, words of danger, names in other languages."""

import pytest

from cms.models import EverydayWord, Worry
from handbook import findable
from handbook.release import disk, store
from handbook.release.compose import compose
from search.find import find, opened
from tests import factories as make
from tests.handbook.release.acts import current, edit

pytestmark = pytest.mark.django_db


def asked(release, query: str) -> dict:
    return find(opened(findable.build(release)), query)


def programs(release, query: str) -> list[str]:
    return [release.program_by_id[number].title for number, _score in asked(release, query)["programs"]]


def test_city_has_the_words_of_its_base_and_its_own(handbook):
    city = make.make_city(handbook.edition)
    make.make_everyday_word(handbook.edition, "生保 ナマポ", "生活保護")
    make.make_everyday_word(handbook.edition, "はらぺこ", "くらしの相談")
    make.make_everyday_word(city.edition, "ナマポ 生保", "")  # the same stems stand for nothing here
    make.make_everyday_word(city.edition, "なやんで", "くらしの相談")
    assert programs(compose("zenkoku", "ja"), "ナマポって")[0] == "生活保護"
    release = compose("mihonshi", "ja")
    assert [word.stems for word in release.everyday_words] == [("はらぺこ",), ("なやんで",)]
    assert programs(release, "ナマポって") == []
    assert programs(release, "なやんでいます")[0] == "くらしの相談"


def test_city_can_add_to_the_words_of_danger_but_not_take_away(handbook):
    city = make.make_city(handbook.edition)
    own = make.make_hotline(city.department, "市の夜間窓口", worries=(handbook.danger,), number="000-000-0009")
    make.make_crisis_word(handbook.edition, "死にた", handbook.hotline)
    make.make_crisis_word(city.edition, "死にた", own)
    release = compose("mihonshi", "ja")
    shown = [release.hotlines[int(place)].name for place in asked(release, "もう死にたい")["crisis"]]
    assert shown == ["警察", "市の夜間窓口"]


def test_search_words_of_worries_programs_and_desks(handbook):
    edit(handbook.benefit, search_words="せいほ 最低生活費")
    Worry.objects.filter(number=handbook.money).update(search_words="金欠")
    edit(handbook.desk, search_words="福祉のまど")
    release = compose("zenkoku", "ja")
    assert programs(release, "最低生活費")[0] == "生活保護"
    assert asked(release, "金欠")["worries"][0][0] == handbook.money.pk
    assert programs(release, "福祉のまど")[0] == "生活保護"


def test_adaptation_inherits_search_words(handbook):
    edit(handbook.benefit, search_words="せいほ")
    city = make.make_city(handbook.edition)
    make.make_adaptation(city.department, handbook.benefit, summary="市の上のせがあります。")
    assert compose("mihonshi", "ja").program_by_id[handbook.benefit.number_id].search_words == ("せいほ",)


def test_found_by_its_name_in_every_language(handbook):
    make.make_edition_language(handbook.edition, "en")
    make.translate(handbook.benefit, "en", title="Public assistance")
    make.translate(handbook.question, "en", rows={"手持ちのお金がほとんどない": "I have almost no money"})
    japanese, english = compose("zenkoku", "ja"), compose("zenkoku", "en")
    assert programs(japanese, "public assistance")[0] == "生活保護"
    assert asked(japanese, "almost no money")["worries"][0][0] == handbook.money.pk
    assert programs(english, "生活保護")[0] == "Public assistance"
    assert japanese.program_by_id[handbook.benefit.number_id].title == "生活保護"


def test_saving_a_word_reaches_readers(released, commit):
    city = make.make_city(released.edition)
    with commit():
        word = make.make_everyday_word(released.edition, "ナマポ", "生活保護")
    assert current("zenkoku").number == 2
    assert current("mihonshi").number == 1
    with commit():
        EverydayWord.objects.get(pk=word.pk).delete()
    assert current("zenkoku").number == 1  # what was released before is found again
    with commit():
        make.make_crisis_word(city.edition, "死にた", released.hotline)
    assert current("zenkoku").number == 1
    assert current("mihonshi").number == 3


def test_index_is_built_with_the_release_and_kept(released, monkeypatch):
    [kept] = disk._root().glob("zenkoku/ja/*.search")
    monkeypatch.setattr(findable, "build", None)
    assert findable.data(store.current("zenkoku", "ja")) == kept.read_bytes()

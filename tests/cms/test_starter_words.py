"""Loading the starter's word lists again: new words come, what staff changed stays."""

import pytest

from cms.models import CrisisWord, EditionPage, EverydayWord, StarterWords
from cms.starter import words
from cms.starter.tables import Row
from tests.factories import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


def write(edition: EditionPage, *everyday: str, crisis: tuple[str, ...] = ()) -> None:
    words.write(
        {"everyday_words": _rows("everyday_words", everyday), "crisis_words": _rows("crisis_words", crisis)}, edition
    )


def _rows(name: str, lines: tuple[str, ...]) -> list[Row]:
    return [Row(name, at, dict(zip(words.FILES[name], line.split("\t"), strict=True))) for at, line in enumerate(lines)]


def rows() -> list[tuple[str, str]]:
    return list(EverydayWord.objects.values_list("stems", "means"))


def test_new_words_and_rows_come_in(edition):
    write(edition, "家賃 大家\t住居", crisis=("死にた\t119",))
    write(edition, "家賃 大家 部屋代\t住居 家賃", "犬 猫\tペット", crisis=("死にた 消えた\t119",))
    assert rows() == [("家賃 大家 部屋代", "住居 家賃"), ("犬 猫", "ペット")]
    assert CrisisWord.objects.get().stems == "死にた 消えた"


def test_what_staff_changed_stays(edition):
    write(edition, "家賃 大家\t住居", "犬 猫\tペット", "夫\t配偶者")
    row = EverydayWord.objects.get(stems="家賃 大家")
    row.stems, row.means = "家賃 アパート", "市営住宅"
    row.save()
    EverydayWord.objects.get(stems="犬 猫").delete()
    write(edition, "家賃 大家 部屋代\t住居 家賃", "犬 猫 鳥\tペット", "夫\t配偶者")
    assert rows() == [("家賃 アパート 部屋代", "市営住宅"), ("夫", "配偶者")]


def test_what_the_files_no_longer_have_goes(edition):
    write(edition, "けられ 殴ら\t暴力", "犬\tペット", "猫\tペットの相談")
    row = EverydayWord.objects.get(stems="猫")
    row.stems = "猫 子猫"
    row.save()
    write(edition, "殴ら\t暴力")
    assert rows() == [("殴ら", "暴力"), ("猫 子猫", "ペットの相談")]


def test_handbook_loaded_before_anything_was_noted(edition):
    write(edition, "家賃 大家\t住居")
    StarterWords.objects.all().delete()
    EverydayWord.objects.update(stems="家賃 大家 アパート")
    write(edition, "家賃 大家 部屋代\t住居", "犬\tペット")
    assert rows() == [("家賃 大家 アパート 部屋代", "住居"), ("犬", "ペット")]


def test_loading_the_same_again_asks_once_a_list(edition, django_assert_num_queries):
    write(edition, "家賃\t住居", crisis=("死にた\t119",))
    with django_assert_num_queries(2):
        write(edition, "家賃\t住居", crisis=("死にた\t119",))

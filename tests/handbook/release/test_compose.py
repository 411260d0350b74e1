from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import Confirmation, EditionPage, ProgramPage, TranslationVersion, Worry
from handbook.release import publish
from handbook.release.compose import (
    NoSuchEdition,
    compose,
    dependants,
    edition_keys,
    edition_languages,
    editions_affected_by,
)
from handbook.release.schema import Release
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_release_carries_the_handbook(handbook):
    release = compose("zenkoku", "ja")
    (category,) = release.categories
    assert [worry.text for worry in category.worries] == ["手持ちのお金がほとんどない", "家に居ると危ない"]
    assert [(program.title, program.order) for program in release.programs] == [("生活保護", 1), ("くらしの相談", 2)]
    benefit = release.program_by_id[handbook.benefit.number_id]
    assert [desk.name for desk in release.desks_of(benefit)] == ["くらし相談窓口"]
    assert release.desks[0].phones[0].number == "000-000-0001"
    assert (release.desks[0].weekly_hours[0].weekday, release.desks[0].weekly_hours[0].opens) == (1, "08:30")
    danger = release.worries[handbook.danger.pk]
    assert [release.hotlines[place].number for place in danger.hotlines] == ["110"]
    assert {(match.worry, match.program, match.weight) for match in release.matches} == {
        (handbook.money.pk, handbook.benefit.number_id, 3),
        (handbook.money.pk, handbook.consultation.number_id, 2),
        (handbook.danger.pk, handbook.consultation.number_id, 3),
    }


def test_same_content_has_the_same_hash(handbook):
    make.translate(handbook.benefit, "en", title="Public assistance")
    first = compose("zenkoku", "ja")
    assert compose("zenkoku", "ja").hash == first.hash
    assert Release.from_json(first.to_json()) == first
    handbook.benefit.refresh_from_db()
    handbook.benefit.save()  # a new time of saving is no new content
    assert compose("zenkoku", "ja").hash == first.hash
    ProgramPage.objects.filter(pk=handbook.benefit.pk).update(summary="変わりました。")
    assert compose("zenkoku", "ja").hash != first.hash


def test_notes_for_staff_stay_with_staff(handbook):
    ProgramPage.objects.filter(pk=handbook.benefit.pk).update(staff_note="ひみつ", source="出典", confidence="low")
    body = compose("zenkoku", "ja").to_json().decode()
    assert "ひみつ" not in body
    assert "出典" not in body


def test_what_is_not_live_is_left_out(handbook):
    extra = make.make_program(handbook.department, "準備中", matches={handbook.money: 1}, live=False)
    assert extra.number_id not in compose("zenkoku", "ja").program_by_id


def test_latest_confirmation_dates_the_card(handbook):
    for day, name in ((1, "前の課"), (20, "福祉課")):
        Confirmation.objects.create(
            page=handbook.benefit, department=name, confirmed_at=datetime(2026, 11, day, 23, 0, tzinfo=UTC)
        )
    ProgramPage.objects.filter(pk=handbook.benefit.pk).update(last_checked=date(2026, 10, 1))
    freshness = compose("zenkoku", "ja").program_by_id[handbook.benefit.number_id].freshness
    assert (freshness.department, freshness.confirmed_on) == ("福祉課", "2026-11-21")  # the day in Japan
    assert freshness.checked_on == "2026-10-01"


def test_hotlines_of_a_worry_stand_by_rank(handbook):
    make.make_hotline(handbook.department, "先に", worries=((handbook.danger, 0),))
    release = compose("zenkoku", "ja")
    places = release.worries[handbook.danger.pk].hotlines
    assert [release.hotlines[place].name for place in places] == ["先に", "警察"]


def test_city_stands_on_its_base(handbook):
    city = make.make_city(handbook.edition)
    desk = make.make_desk(city.department, "市の窓口")
    make.make_adaptation(city.department, handbook.benefit, summary="市の生活保護です。", desks=(desk,))
    own = make.make_program(city.department, "市の応援金", matches={handbook.money: 3})
    make.make_hotline(city.department, "市の当番", worries=(handbook.danger,))
    release = compose("mihonshi", "ja")
    assert [program.title for program in release.programs] == ["市の応援金", "生活保護", "くらしの相談"]
    benefit = release.program_by_id[handbook.benefit.number_id]
    assert (benefit.summary, benefit.local, benefit.scope) == ("市の生活保護です。", True, "見本市")
    assert [desk.name for desk in release.desks_of(benefit)] == ["市の窓口"]
    assert [line.name for line in release.hotlines] == ["市の当番", "警察"]
    assert release.edition.bases == ("zenkoku",)
    assert own.number_id not in compose("zenkoku", "ja").program_by_id


def test_city_category_of_the_same_address_joins_the_base_category(handbook):
    city = make.make_city(handbook.edition)
    same = make.make_category(city.department, "市のお金", slug="okane")
    snow = make.make_category(city.department, "雪", slug="yuki")
    numbers = [make.make_question(page, f"{page.slug}の困りごと").numbers[0] for page in (same, snow)]
    make.make_program(city.department, "市の応援金", matches=dict.fromkeys(numbers, 2))
    categories = compose("mihonshi", "ja").categories
    assert [(category.title, len(category.questions)) for category in categories] == [("お金", 2), ("雪", 1)]


def test_entry_hidden_by_the_city_takes_its_hotline_link_along(handbook):
    make.make_hotline(handbook.department, "相談電話", program=handbook.benefit.number)
    city = make.make_city(handbook.edition)
    make.make_adaptation(city.department, handbook.benefit, change="hide")
    release = compose("mihonshi", "ja")
    assert handbook.benefit.number_id not in release.program_by_id
    assert [line.program for line in release.hotlines] == [None, None]
    assert [line.program for line in compose("zenkoku", "ja").hotlines] == [None, handbook.benefit.number_id]


def test_untranslated_entries_stay_in_japanese_and_say_so(handbook):
    make.make_edition_language(handbook.edition, "en")
    make.translate(
        handbook.benefit, "en", {"生活費が足りないときに使えます": "When money runs out"}, title="Assistance"
    )
    make.translate(handbook.question, "en", {"家に居ると危ない": "Home is dangerous"}, title="Now")
    release = compose("zenkoku", "en")
    assert edition_languages("zenkoku") == ["ja", "en"]
    titles = [(program.title, program.lang) for program in release.programs]
    assert titles == [("Assistance", "en"), ("くらしの相談", "ja")]
    assert release.categories[0].lang == "ja"  # an alias in the English tree is no translation
    assert release.worries[handbook.danger.pk].text == "Home is dangerous"
    reasons = {match.program: (match.reason, match.lang) for match in release.matches}
    assert reasons[handbook.benefit.number_id] == ("When money runs out", "en")
    assert reasons[handbook.consultation.number_id][1] == "ja"


def test_card_translated_in_part_falls_back_as_a_whole(handbook):
    make.make_edition_language(handbook.edition, "en")
    make.translate(handbook.benefit, "en", title="Assistance", summary="Money for living.")
    city = make.make_city(handbook.edition, languages=("en",))
    make.make_adaptation(city.department, handbook.benefit, documents="市の申請書")
    benefit = compose("mihonshi", "en").program_by_id[handbook.benefit.number_id]
    assert (benefit.title, benefit.documents, benefit.lang) == ("生活保護", "市の申請書", "ja")


def test_language_that_is_not_offered_has_no_release(handbook):
    with pytest.raises(NoSuchEdition):
        compose("zenkoku", "en")
    with pytest.raises(NoSuchEdition):
        compose("atlantis", "ja")


def test_retired_numbers_become_tombstones_that_point_to_the_living(handbook):
    old, older, gone = (make.make_program(handbook.department, f"旧{n}", live=False).number for n in range(3))
    make.retire(older, replaced_by=old)
    make.retire(old, replaced_by=handbook.benefit.number)
    make.retire(gone)
    tombstones = compose("zenkoku", "ja").tombstones
    benefit = handbook.benefit.number_id
    assert tombstones.programs == {str(old.pk): benefit, str(older.pk): benefit, str(gone.pk): None}
    assert Release.from_json(compose("zenkoku", "ja").to_json()).hash == compose("zenkoku", "ja").hash


def test_number_of_a_deleted_program_is_never_used_again(handbook):
    number = handbook.benefit.number_id
    handbook.benefit.delete()
    assert make.make_program(handbook.department, "新しい制度", matches={handbook.money: 3}).number_id > number


def test_queries_do_not_grow_with_the_handbook(handbook):
    make.make_edition_language(handbook.edition, "en")
    city = make.make_city(handbook.edition, languages=("en",))
    make.translate(handbook.benefit, "en", title="Assistance")

    def queries() -> int:
        publish.compose_now(["zenkoku"])
        compose("mihonshi", "en")  # the base's Release is read once
        with CaptureQueriesContext(connection) as captured:
            compose("mihonshi", "en")
        return len(captured)

    small = queries()
    make.fill(handbook, 15)
    make.make_program(city.department, "市の応援金", matches={handbook.money: 1})
    assert queries() == small
    assert small <= 45


def test_change_concerns_its_own_edition_and_one_that_comes_or_goes_its_dependants(handbook):
    make.make_city(handbook.edition)
    prefecture = make.make_city(handbook.edition, key="ken")
    make.make_city(prefecture.edition, key="machi")
    assert edition_keys() == ["zenkoku", "mihonshi", "ken", "machi"]
    assert (dependants("zenkoku"), dependants("ken")) == (["mihonshi", "ken"], ["machi"])
    assert editions_affected_by(handbook.benefit) == ["zenkoku"]
    assert editions_affected_by(make.translate(prefecture.department, "en")) == ["ken"]
    assert editions_affected_by(prefecture.edition) == ["ken", "machi"]
    machi = EditionPage.objects.get(slug="machi")
    machi.delete()
    assert editions_affected_by(machi) == ["machi"]


def test_worry_without_text_in_the_translation_keeps_the_source(handbook):
    make.make_edition_language(handbook.edition, "en")
    translated = make.translate(handbook.question, "en")
    Worry.objects.filter(page=translated).update(help_text="")
    Worry.objects.filter(page=handbook.question).update(help_text="くわしく")
    assert {worry.help for worry in compose("zenkoku", "en").worries.values()} == {"くわしく"}


def test_what_is_not_translated_is_read_in_easy_japanese_before_japanese(handbook):
    for language in ("vi", "ja-simple"):
        make.make_edition_language(handbook.edition, language)
    make.translate(handbook.category, "ja-simple", title="おかね")
    make.translate(handbook.benefit, "ja-simple", summary="お金が もらえます。")
    release = compose("zenkoku", "vi")
    assert {(category.title, category.lang) for category in release.categories} == {("おかね", "ja-simple")}
    spoken = {program.lang: program for program in release.programs}
    assert spoken["ja-simple"].summary == "お金が もらえます。"
    assert set(spoken) == {"ja", "ja-simple"}


def test_card_says_what_nobody_approved_and_what_is_left_in_japanese(handbook):
    make.make_edition_language(handbook.edition, "en")
    handbook.benefit.documents = "本人確認書類"
    handbook.benefit.save()
    page = make.translate(handbook.benefit, "en", title="Assistance", documents="")
    english = next(program for program in compose("zenkoku", "en").programs if program.lang == "en")
    assert (english.unchecked, english.in_japanese) == (True, ("documents",))
    page.save_revision().publish()
    TranslationVersion.objects.filter(page=page).update(checked_at="2026-11-24T00:00Z")
    assert not any(program.unchecked for program in compose("zenkoku", "en").programs)
    assert not any(program.unchecked or program.in_japanese for program in compose("zenkoku", "ja").programs)

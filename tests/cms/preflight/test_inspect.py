"""Each requirement has an entry that fails it; a whole entry passes all."""

import datetime

import pytest

from cms.models import (
    DeskHours,
    DeskPage,
    DeskPhone,
    EasierWord,
    HotlinePage,
    HotlineWorry,
    ProgramDesk,
    ProgramLink,
    ProgramMatch,
    ProgramPage,
    QuestionPage,
    Worry,
    WorryNumber,
)
from cms.preflight import blockers, inspect
from tests.factories import translate

pytestmark = pytest.mark.django_db  # the list of easier words
TODAY = datetime.date(2026, 11, 24)
RENT = WorryNumber(pk=1, label="家賃が払えない")


def match(**fields) -> ProgramMatch:
    return ProgramMatch(**{"worry": RENT, "weight": 2, "reason": "家賃が軽くなる"} | fields)


def desk(**fields) -> DeskPage:
    return DeskPage(**{"pk": 9, "title": "住宅課", "live": True} | fields)


def program(matches=(), desks=None, links=(), **fields) -> ProgramPage:
    given = {
        "title": "住まい応援金",
        "reading": "すまいおうえんきん",
        "kind": "benefit",
        "summary": "家賃を助けます。",
        "source": "要綱",
        "official_url": "https://city.example/",
    }
    page = ProgramPage(**given | fields)
    page.matches, page.links = list(matches) or [match()], list(links)
    page.desks = [ProgramDesk(desk=place) for place in ([desk()] if desks is None else desks)]
    return page


def found(page) -> list[tuple[str, str]]:
    return [(finding.level.value, finding.field) for finding in inspect(page, TODAY)]


def test_whole_entry_has_nothing_to_say():
    assert found(program()) == []


@pytest.mark.parametrize(
    ("page", "level", "field"),
    [
        (lambda: program(desks=[]), "blocker", "desks"),
        (lambda: program(source=" "), "blocker", "source"),
        (lambda: program(fiscal_year="令和7年度"), "blocker", "fiscal_year"),
        (lambda: program(benefit="月1万円"), "advice", "fiscal_year"),
        (lambda: program(url_status="404"), "blocker", "official_url"),
        (lambda: program(official_url="http://city.example/"), "advice", "official_url"),
        (lambda: program(desks=[desk(live=False, first_published_at=TODAY)]), "blocker", "desks-0-desk"),
        (lambda: program(desks=[desk(), desk(pk=8, live=False)]), "advice", "desks-1-desk"),
        (lambda: program([match(), match(reason=" ")]), "blocker", "matches-1-reason"),
        (lambda: program([match(worry=WorryNumber(pk=2, label="x", retired_at=TODAY))]), "blocker", "matches-0-worry"),
        (lambda: program(links=[ProgramLink(label="くわしく", url="")]), "blocker", "links-0-url"),
        (lambda: program(reading=""), "advice", "reading"),
        (lambda: program(how_to_apply="093-582-2060へ電話します。"), "advice", "how_to_apply"),
        (lambda: program(summary="長" * 81), "blocker", "summary"),
        (lambda: program(title="題" * 41), "blocker", "title"),
        (lambda: program([match(reason="所定のお金が出る")]), "advice", "matches-0-reason"),
    ],
)  # fmt: skip
def test_each_requirement_is_pinned_to_its_field(page, level, field):
    assert (level, field) in found(page())


def test_excluding_match_needs_no_reason():
    assert found(program([match(effect="exclude", reason="")])) == []


def test_desk_may_be_told_by_kind():
    assert found(program(desks=[], where_to_ask="市役所の住宅課")) == []


def test_adaptation_stands_on_its_base():
    base = program(where_to_ask="市区町村の窓口", fiscal_year="令和7年度")
    silent = program(base=base, change="adapt", reading="", source="", desks=[])
    assert [field for level, field in found(silent) if level == "blocker"] == ["fiscal_year"]


def test_hidden_entry_needs_nothing():
    assert found(program(change="hide", base=program(), desks=[], source="")) == []


def test_word_of_the_title_is_no_officialese():
    assert found(program(title="国民年金の免除", summary="免除の申し込みです。")) == []
    EasierWord.objects.all().delete()
    assert found(program(summary="免除の申し込みです。")) == []


def make_desk(*phones, hours=(), **fields) -> DeskPage:
    page = desk(pk=None, **{"source": "住宅課", "hours": "平日8:30〜17:15"} | fields)
    page.phones, page.weekly_hours, page.wards = list(phones), list(hours), []
    return page


PHONE = DeskPhone(number="000-000-0001")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (lambda: make_desk(PHONE), []),
        (lambda: make_desk(email="jutaku@city.example"), []),
        (lambda: make_desk(), [("blocker", "phones")]),
        (lambda: make_desk(PHONE, source=""), [("advice", "source")]),
        (lambda: make_desk(DeskPhone(number="000-000-0001", label="代表電話")), [("advice", "phones-0-label")]),
    ],
)
def test_desks(page, expected):
    assert found(page()) == expected


def test_desk_without_hours():
    page = make_desk(PHONE)
    page.hours = ""
    assert found(page) == [("advice", "hours")]
    page.weekly_hours = [DeskHours(weekday=1, opens="09:00", closes="17:00")]
    assert found(page) == []


def test_hotline():
    page = HotlinePage(title="いのちの電話", number="", source="x", hours="24時間")
    page.worries = [HotlineWorry(worry=RENT)]
    assert found(page) == [("blocker", "number")]


def test_question_page():
    page = QuestionPage(title="こころ")
    page.worries = []
    assert found(page) == [("blocker", "worries")]
    number = WorryNumber.objects.create(label="消えたい")
    page.worries = [Worry(number=number, text="消えたい", urgency="emergency")]
    assert found(page) == [("blocker", "worries-0-urgency")]


def test_untranslated_entry_is_told_once(own, city, django_assert_max_num_queries):
    translate(city, "en")
    translate(city, "ja-simple")
    page = own.latest_revision.as_object()
    with django_assert_max_num_queries(8):
        findings = inspect(page, TODAY)
    assert [finding.text for finding in findings if finding.field == "title"] == [
        "まだ訳していません：English、やさしい日本語"
    ]
    assert blockers(findings) == []

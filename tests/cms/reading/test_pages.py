"""What differs between two states of a page, in the names of the edit screen."""

from datetime import time

import pytest

from cms.models import (
    DeskHours,
    DeskPage,
    DeskPhone,
    ProgramDesk,
    ProgramMatch,
    ProgramPage,
    QuestionPage,
    Worry,
    WorryNumber,
)
from cms.reading.pages import Act, Reach, between, difference, live_and_draft
from cms.reading.rendering import mail_text, new_html, old_html

pytestmark = pytest.mark.django_db  # a page asks for its content type
RENT, FOOD, DEBT = (WorryNumber(pk=pk, label=label) for pk, label in enumerate(("家賃", "食べ物", "借金"), 1))


def match(worry: WorryNumber, weight: int = 2, effect: str = "match") -> ProgramMatch:
    return ProgramMatch(worry=worry, weight=weight, effect=effect, reason="使えます")


def program(*matches: ProgramMatch, desks: tuple[DeskPage, ...] = (), **fields) -> ProgramPage:
    page = ProgramPage(**{"title": "住まい応援金", "summary": "家賃を助けます。"} | fields)
    page.matches, page.links = list(matches), []
    page.desks = [ProgramDesk(desk=desk) for desk in desks]
    return page


def desk(*phones: DeskPhone, hours: tuple[DeskHours, ...] = (), **fields) -> DeskPage:
    page = DeskPage(title="手当係", **fields)
    page.phones, page.weekly_hours, page.wards = list(phones), list(hours), []
    return page


def said(old, new) -> list[tuple]:
    return [(change.label, change.act, change.old, change.new) for change in difference(old, new).changes]


def test_nothing_changed():
    assert said(program(match(RENT)), program(match(RENT))) == []


def test_fields_have_japanese_names_and_choices():
    assert said(program(kind="loan", target="民間の家"), program(kind="benefit", target="市営の家")) == [
        ("種類", Act.CHANGED, "貸付", "給付"),
        ("使える人", Act.CHANGED, "民間の家", "市営の家"),
    ]


def test_added_removed_and_changed_rows():
    assert said(program(match(RENT), match(DEBT)), program(match(RENT, 3), match(FOOD, effect="caution"))) == [
        ("この制度が出る困りごと", Act.CHANGED, "家賃　強さ：ふつう　使えます", "家賃　強さ：強い　使えます"),
        ("この制度が出る困りごと", Act.ADDED, "", "食べ物　出し方：注意を添えて出す　使えます"),
        ("この制度が出る困りごと", Act.REMOVED, "借金　強さ：ふつう　使えます", ""),
    ]


def test_moved_rows():
    three = program(match(RENT), match(FOOD), match(DEBT))
    assert said(three, program(match(DEBT), match(RENT), match(FOOD))) == [
        ("この制度が出る困りごと：並び", Act.MOVED, "借金（3番目）", "借金（1番目）")
    ]


def test_rows_know_each_other_without_ids():
    old = desk(DeskPhone(pk=1, number="050-0000-2008", label="手当係"), DeskPhone(pk=2, number="050-0000-2009"))
    new = desk(DeskPhone(number="050-0000-2018", label="手当係"), DeskPhone(number="050-0000-2009"))
    assert said(old, new) == [("電話", Act.CHANGED, "手当係　050-0000-2008", "手当係　050-0000-2018")]


def test_hours_are_one_line():
    days = [DeskHours(weekday=day, opens=time(8, 30), closes=time(17, 15)) for day in range(1, 6)]
    old = desk(hours=days)
    new = desk(hours=(*days[1:], DeskHours(weekday=1, opens=time(8, 30), closes=time(0))), closed_on_holidays=False)
    assert said(old, new) == [
        ("祝日は休み", Act.REMOVED, "はい", ""),
        ("曜日ごとの時間", Act.CHANGED, "平日8:30〜17:15", "月8:30〜24:00、火〜金8:30〜17:15"),
    ]


def test_worries_of_a_question_page():
    def page(text: str) -> QuestionPage:
        question = QuestionPage(title="こころ")
        question.worries = [Worry(number=RENT, text=text, urgency="soon", sensitive=True)]
        return question

    ((_, act, old, new),) = said(page("眠れない"), page("夜 眠れない"))
    assert (act, old, new) == (
        Act.CHANGED,
        "眠れない　緊急さ：早めに　人に知られたくない内容：はい　本人",
        "夜 眠れない　緊急さ：早めに　人に知られたくない内容：はい　本人",
    )


def test_silence_of_an_adaptation_is_the_base_entrys_text():
    base = program(benefit="月8,000円", target_audience="family")
    city, silent = program(base=base, benefit="月10,000円"), program(base=base)
    (change,) = difference(silent, city).changes
    assert (change.old, change.old_is_inherited, change.new, change.new_is_inherited) == (
        "月8,000円", True, "月10,000円", False,
    )  # fmt: skip


def test_adaptation_without_desks_has_those_of_its_base():
    old, new = DeskPage(pk=1, title="国の窓口"), DeskPage(pk=2, title="市の窓口")
    base = program(desks=(old,))
    assert said(program(base=base), program(base=base, desks=(new,))) == [
        ("窓口", Act.ADDED, "", "市の窓口"),
        ("窓口", Act.REMOVED, "国の窓口", ""),
    ]


def test_new_entry_and_one_that_goes():
    page = program(match(RENT))
    new, gone = difference(None, page), difference(page, None)
    assert {change.act for change in new.changes} == {Act.ADDED}
    assert {change.act for change in gone.changes} == {Act.REMOVED}
    assert (new.is_new, gone.is_gone, new.kind) == (True, True, "制度")


def test_what_staff_keep_to_themselves_stays_inside():
    found = difference(program(), program(staff_note="大野さんに聞く", source="要綱", summary="直した。"))
    assert {change.name: change.reach for change in found.changes} == {
        "summary": Reach.READ,
        "source": Reach.STAFF,
        "staff_note": Reach.STAFF,
    }
    assert found.labels == ["一文で"]
    assert "大野" not in mail_text(found)


def test_marks_speak_and_foreign_signs_are_harmless():
    (change,) = difference(program(say="<b>はい</b>と"), program(say="<b>いいえ</b>と")).changes
    assert old_html(change) == '&lt;b&gt;<del><span class="reading-said">削除 </span>はい</del>&lt;/b&gt;と'
    assert new_html(change) == '&lt;b&gt;<ins><span class="reading-said">追加 </span>いいえ</ins>&lt;/b&gt;と'


def test_mail_stands_alone():
    base = program(benefit="月8,000円")
    assert mail_text(difference(program(base=base), program(base=base, benefit="月10,000円"))).splitlines() == [
        "■ 住まい応援金（制度）",
        "・受けられるもの",
        "　旧：月【8,000】円（国の文のまま）",
        "　新：月【10,000】円",
        "（旧の【 】は消える字、新の【 】は加わる字です。）",
    ]


def test_versions_of_a_kept_page(own):
    first = own.latest_revision
    own.matches = []
    own.target = "だれでも"
    second = own.save_revision()
    own.refresh_from_db()
    found = between(first, second)
    assert [change.label for change in found.changes] == ["使える人", "この制度が出る困りごと"]
    assert (found.old_revision, found.new_revision) == (first.pk, second.pk)
    assert live_and_draft(own).labels == found.labels


def test_queries_do_not_grow_with_rows(own, django_assert_num_queries):
    states = [own.latest_revision.as_object() for _ in range(2)]
    numbers = [WorryNumber.objects.create(label=f"困りごと{n}") for n in range(9)]
    states[1].matches = [match(WorryNumber(pk=number.pk)) for number in numbers]
    for row in states[1].matches.all():
        row._state.fields_cache.clear()
    with django_assert_num_queries(2):  # the names of the worries, the names of the desks
        assert len(difference(*states).changes) == 10

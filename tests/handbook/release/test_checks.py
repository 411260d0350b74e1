"""Each way in which a Release would harm is refused with words that say what to do, and the page where to do it."""

import pytest
from django.utils import translation

from cms.models import HotlineWorry, ProgramMatch, ProgramPage, QuestionPage, Worry
from handbook.release.checks import CHECKS, Problem, Refused
from handbook.release.compose import compose
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused(edition: str = "zenkoku") -> list[tuple[str, int]]:
    with pytest.raises(Refused) as refusal, translation.override("en"):
        compose(edition, "ja")
    with translation.override("en"):
        return [(problem.text, problem.page) for problem in refusal.value.problems]


def test_worry_that_leads_nowhere(handbook):
    question = make.make_question(handbook.category, "眠れない")
    assert refused() == [("The worry “眠れない” leads nowhere. Add it to a program that helps.", question.page.pk)]


@pytest.mark.parametrize("only", ["caution", "exclude", 0])
def test_worry_that_only_warns_leads_nowhere(handbook, only):
    question = make.make_question(handbook.category, "眠れない")
    make.make_program(handbook.department, "睡眠外来", matches={question.numbers[0]: only})
    assert [page for _, page in refused()] == [question.page.pk]


def test_worry_that_excludes_its_only_program_leads_nowhere(handbook):
    question = make.make_question(handbook.category, "眠れない")
    program = make.make_program(handbook.department, "睡眠外来", matches={question.numbers[0]: 2})
    ProgramMatch.objects.create(
        page=program, worry=question.numbers[0], effect="exclude", weight=0, reason="×", locale=program.locale
    )
    assert [page for _, page in refused()] == [question.page.pk]


def test_emergency_without_hotline(handbook):
    HotlineWorry.objects.all().delete()
    assert refused() == [
        ("The worry “家に居ると危ない” is an emergency and has no hotline. Add it to a hotline.", handbook.question.pk)
    ]


def test_match_to_a_worry_that_is_not_published(handbook):
    hidden = make.make_question(handbook.category, "眠れない", live=False).numbers[0]
    program = make.make_program(handbook.department, "睡眠外来", matches={hidden: 2})
    assert refused() == [
        ("“睡眠外来” names the worry “眠れない”, which is not published. Publish it or remove the row.", program.pk)
    ]


def test_desk_that_is_not_published(handbook):
    handbook.desk.unpublish()
    assert refused() == [
        (
            "“生活保護” names the desk “くらし相談窓口”, which is not published. Publish it or remove the row.",
            handbook.benefit.pk,
        )
    ]


def test_desk_of_an_edition_that_is_none_of_the_bases(handbook):
    city = make.make_city(handbook.edition)
    program = make.make_program(handbook.department, "応援金", desks=(make.make_desk(city.department),))
    assert [page for _, page in refused()] == [program.pk]


def test_hotline_that_names_a_program_which_is_not_published(handbook):
    hotline = make.make_hotline(handbook.department, "相談電話", program=handbook.benefit.number)
    handbook.benefit.unpublish()
    assert refused() == [("The hotline “相談電話” names the entry “生活保護”, which is not published.", hotline.pk)]


def test_edition_without_content(handbook):
    QuestionPage.objects.get().unpublish()
    assert ("“くらしの手引き” has no category with worries. Publish a category and a question page.",
            handbook.edition.pk) in refused()  # fmt: skip


def test_base_edition_that_is_not_published(handbook):
    city = make.make_city(handbook.edition)
    make.make_question(make.make_category(city.department), "眠れない")
    handbook.edition.unpublish()
    assert refused("mihonshi")[0] == (
        "The base edition “くらしの手引き” is not published. Publish it, or build on another edition.",
        city.edition.pk,
    )


@pytest.mark.parametrize("field", ["kind", "summary"])
def test_card_that_says_nothing(handbook, field):
    ProgramPage.objects.filter(pk=handbook.benefit.pk).update(**{field: ""})
    assert refused() == [("“生活保護” lacks its kind or its sentence. Fill in both.", handbook.benefit.pk)]


def test_adaptation_of_an_entry_that_was_withdrawn(handbook):
    city = make.make_city(handbook.edition)
    adaptation = make.make_adaptation(city.department, handbook.benefit, summary="市の上のせ")
    handbook.benefit.unpublish()
    assert refused("mihonshi")[0] == (
        "“生活保護” adapts an entry that is no longer published. Make it an own entry, or unpublish it.",
        adaptation.pk,
    )


def test_two_entries_with_one_number(handbook):
    double = make.make_program(handbook.department, "写し")
    ProgramPage.objects.filter(pk=double.pk).update(number=handbook.benefit.number)
    assert refused() == [
        ("“写し” has the number of another entry of this edition. Unpublish one of the two.", double.pk)
    ]


def test_worry_that_stands_twice(handbook):
    other = make.make_question(handbook.category, "別の困りごと")
    Worry.objects.filter(page=other.page).update(number=handbook.money)
    assert refused()[0] == (
        "The worry “別の困りごと” stands twice under one number. Remove it from one question page.",
        other.page.pk,
    )


def test_crisis_word_whose_hotlines_are_gone(handbook):
    make.make_crisis_word(handbook.edition, "死にた", handbook.hotline)
    handbook.hotline.unpublish()
    assert (
        "The crisis words “死にた” name no published hotline. Add one to them.",
        handbook.edition.pk,
    ) in refused()


def test_problem_survives_its_storage():
    problem = Problem("“%(program)s” lacks its kind or its sentence. Fill in both.", {"program": "手当"}, 7)
    assert Problem(**problem.as_json()) == problem


def test_every_check_has_a_test_that_fails_it():
    assert len(CHECKS) == 11  # with a twelfth, add its test above, as test_situations.py and test_desks.py do

"""Permanent numbers: printed QR codes and saved links carry them."""

import pytest
from wagtail.models import Locale

from cms.models import DepartmentPage, ProgramPage, QuestionPage, Worry
from cms.models.numbers import NumberIsPermanent


@pytest.fixture
def question(tree) -> QuestionPage:
    return QuestionPage.objects.get(title="お金")


def publish(page) -> None:
    page.save_revision().publish()


def test_new_worry_has_its_number_as_a_draft(question):
    question.worries.add(Worry(text="税金が払えない"))
    question.save_revision()
    assert not Worry.objects.filter(text="税金が払えない").exists()
    draft = question.latest_revision.as_object()
    assert [worry.number.label for worry in draft.worries.all()][-1] == "税金が払えない"


def test_number_of_a_draft_is_the_number_when_live(question):
    question.worries.add(Worry(text="税金が払えない"))
    question.save_revision()
    drafted = question.latest_revision.as_object().worries.last().number_id
    publish(question.latest_revision.as_object())
    assert Worry.objects.get(text="税金が払えない").number_id == drafted


def test_label_follows_the_live_text(question):
    worries = list(question.worries.all())
    worry = worries[0]
    worry.text = "手もとのお金がない"
    question.worries = worries
    question.save_revision()
    worry.number.refresh_from_db()
    assert worry.number.label == "お金がほとんどない"
    question.latest_revision.publish()
    worry.number.refresh_from_db()
    assert worry.number.label == "手もとのお金がない"


def test_worry_taken_out_retires_its_number_when_published(question):
    worry = question.worries.get(text="家賃が払えない")
    question.worries.remove(worry)
    question.save_revision()
    worry.number.refresh_from_db()
    assert worry.number.retired_at is None
    question.latest_revision.publish()
    worry.number.refresh_from_db()
    assert worry.number.retired_at is not None


def test_number_lives_again_when_an_older_text_is_published(question):
    before = question.save_revision()
    number = question.worries.get(text="家賃が払えない").number
    question.worries.remove(question.worries.get(text="家賃が払えない"))
    publish(question)
    before.publish()
    number.refresh_from_db()
    assert number.retired_at is None


def test_unpublishing_does_not_retire(question):
    question.unpublish()
    assert not question.worries.first().number.retired_at


def test_deleted_page_retires_all_its_worries(question):
    numbers = [worry.number for worry in question.worries.all()]
    question.delete()
    for number in numbers:
        number.refresh_from_db()
        assert number.retired_at is not None


def test_deleted_program_retires_its_number(tree):
    page = ProgramPage.objects.get(slug="mihonshi-ouen")
    page.delete()
    page.number.refresh_from_db()
    assert page.number.retired_at is not None


def test_number_that_another_page_uses_stays(tree):
    adaptation = ProgramPage.objects.get(slug="mihonshi-yachin")
    adaptation.delete()
    adaptation.number.refresh_from_db()
    assert adaptation.number.retired_at is None


def test_adaptation_does_not_rename_the_number(tree):
    page = ProgramPage.objects.get(slug="mihonshi-yachin")
    publish(page)
    page.number.refresh_from_db()
    assert page.number.label == "住居確保給付金"


def test_copied_program_is_another_program(tree):
    page = ProgramPage.objects.get(slug="mihonshi-ouen")
    copy = page.copy(update_attrs={"slug": "ouen-2"})
    assert copy.number_id != page.number_id
    number = copy.number_id
    publish(ProgramPage.objects.get(pk=copy.pk).get_latest_revision_as_object())
    copy.refresh_from_db()
    assert copy.number_id == number


def test_copied_question_page_has_other_worries(question):
    copy = question.copy(update_attrs={"slug": "okane-2"})
    numbers = {worry.number_id for worry in question.worries.all()}
    copied = {worry.number_id for worry in QuestionPage.objects.get(pk=copy.pk).worries.all()}
    assert len(copied) == 2
    assert not numbers & copied


def test_number_cannot_be_deleted(question):
    number = question.worries.first().number
    with pytest.raises(NumberIsPermanent):
        number.delete()
    with pytest.raises(NumberIsPermanent):
        type(number).objects.all().delete()


def test_moved_page_keeps_its_number(tree):
    page = ProgramPage.objects.get(slug="mihonshi-ouen")
    page.move(DepartmentPage.objects.get(url_path="/mihonshi/fukushi/"), pos="last-child")
    assert ProgramPage.objects.get(slug="mihonshi-ouen").number_id == page.number_id


def test_translation_keeps_the_numbers_of_its_original(question):
    english = Locale.objects.get(language_code="en")
    program = ProgramPage.objects.get(slug="jukyo")
    assert program.copy_for_translation(english, copy_parents=True).number_id == program.number_id
    translated = question.copy_for_translation(english, copy_parents=True)
    assert [row.number_id for row in translated.worries.all()] == [row.number_id for row in question.worries.all()]


def test_translated_text_does_not_rename_the_number(question):
    english = Locale.objects.get(language_code="en")
    translated = question.copy_for_translation(english, copy_parents=True)
    worries = list(translated.worries.all())
    worries[0].text = "I have almost no money"
    translated.worries = worries
    publish(translated)
    worries[0].number.refresh_from_db()
    assert worries[0].number.label == "お金がほとんどない"

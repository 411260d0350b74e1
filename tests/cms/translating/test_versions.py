"""A translation answers to the Japanese that it was written for: line by line, and until somebody says otherwise."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms import changes
from cms.models import ProgramPage, Proposal, ProposalItem, TranslationVersion
from handbook.release.compose import compose
from tests import factories as make


@pytest.fixture
def handbook(db):
    handbook = make.small_handbook()
    make.make_edition_language(handbook.edition, "en")
    handbook.benefit.deadline = "いつでも"
    handbook.benefit.save_revision().publish()
    return handbook


@pytest.fixture
def english(handbook):
    """A checked translation that residents read."""
    page = make.translate(handbook.benefit, "en", title="Assistance", summary="Money for living.", deadline="Any time")
    page.save_revision().publish()
    versions(page).update(checked_at=timezone.now(), state="approved")
    return page


def versions(page):
    page = ProgramPage.objects.get(pk=page.pk)
    return TranslationVersion.objects.filter(revision=page.latest_revision_id)


def state(page) -> tuple[str, list[str]]:
    version = versions(page).get()
    return version.state, version.changed


def publish(page, keeps: dict[str, int] | None = None, **texts):
    """`keeps`: states of proposals that say that translations stay valid, but for a scheduled one; decided when."""
    page = ProgramPage.objects.get(pk=page.pk)
    for name, text in texts.items():
        setattr(page, name, text)
    revision = page.save_revision()
    if keeps:
        edition = changes.EditionPage.objects.get(depth=2, locale__language_code="ja")
        for state, day in keeps.items():
            when = timezone.now() - timedelta(days=day)
            said = {"state": state, "decided_at": when, "keeps_translations": state != "scheduled"}
            proposal = Proposal.objects.create(edition=edition, subject="直し", kind="minor", **said)
            ProposalItem.objects.create(proposal=proposal, page=page, title=page.title, revision=revision)
    revision.publish()


def card(language: str = "en"):
    return next(p for p in compose("zenkoku", language).programs if p.title != "くらしの相談")


def test_changed_line_is_read_in_japanese_and_the_rest_stays(handbook, english):
    assert (state(english), card().unchecked) == (("approved", []), False)
    publish(handbook.benefit, deadline="6か月のうちに")
    assert state(english) == ("outdated", ["deadline"])
    assert (card().summary, card().deadline, card().in_japanese) == (
        "Money for living.",
        "6か月のうちに",
        ("deadline",),
    )
    publish(handbook.benefit, deadline="いつでも")
    assert (state(english), card().deadline) == (("approved", []), "Any time")


def test_how_a_word_is_read_changes_no_translation(handbook, english):
    publish(handbook.benefit, summary="{暮|く}らしを支えるお金が出ます。")
    assert state(english) == ("approved", [])


def test_line_that_the_japanese_dropped_is_dropped(handbook, english):
    publish(handbook.benefit, deadline="")
    assert (state(english), card().deadline) == (("outdated", ["deadline"]), "")


def test_minor_edit_keeps_translations_but_never_across_a_number(handbook, english):
    publish(handbook.benefit, keeps={"decided": 0}, deadline="いつでもできます")
    assert (state(english), card().deadline) == (("approved", []), "Any time")
    publish(handbook.benefit, keeps={"decided": 0}, deadline="3か月以内")
    assert state(english) == ("outdated", ["deadline"])


@pytest.mark.parametrize("keeps", [{"draft": 0}, {"withdrawn": 0}, {"decided": 2, "scheduled": 1}])
def test_only_the_newest_decision_keeps_translations(handbook, english, keeps):
    publish(handbook.benefit, keeps=keeps, deadline="いつでもできます")
    assert state(english) == ("outdated", ["deadline"])


def test_whoever_translates_a_line_anew_answers_for_that_line(handbook, english, django_user_model):
    publish(handbook.benefit, deadline="6か月のうちに", summary="お金が出ます。")
    page = ProgramPage.objects.get(pk=english.pk)
    page.deadline = "Within 6 months"
    page.save_revision(user=django_user_model.objects.create_user("訳す人"))
    assert state(english) == ("outdated", ["summary"])
    assert card().deadline == "6か月のうちに"  # not out yet
    page.summary = "You get money."
    page.save_revision()
    assert state(english) == ("draft", [])


def test_unchecked_translation_does_not_go_out_in_the_place_of_a_checked_one(handbook, english, django_user_model):
    make.seat(django_user_model.objects.create_user("課長"), handbook.department, "head")
    page = ProgramPage.objects.get(pk=english.pk)
    page.deadline = "Always"
    page.save_revision()
    assert page.pk not in {change.page for change in changes.pending(handbook.edition)}
    versions(english).update(checked_at=timezone.now())
    assert page.pk in {change.page for change in changes.pending(handbook.edition)}


def test_unpublished_entry_leaves_every_language_and_a_deleted_one_takes_its_translations_along(handbook, english):
    handbook.benefit.refresh_from_db()
    handbook.benefit.unpublish()
    assert {program.title for program in compose("zenkoku", "en").programs} == {"くらしの相談"}
    handbook.benefit.delete()
    assert not ProgramPage.objects.filter(pk=english.pk).exists()


@pytest.fixture
def adapted(handbook, english):
    """The city says by when and explains it anew; its page is in English too."""
    city = make.make_city(handbook.edition)
    make.make_edition_language(city.edition, "en")
    page = make.make_adaptation(city.department, handbook.benefit, deadline="市では月末まで", body="市の説明です。")
    page.save_revision().publish()
    translated = make.translate(
        page, "en", title="Assistance", deadline="By the end of the month", body="As the city has it."
    )
    translated.save_revision(clean=False).publish()
    return page


def local():
    return next(p for p in compose("mihonshi", "en").programs if p.title != "くらしの相談")


def test_city_text_and_national_text_meet_in_every_language(handbook, adapted):
    card = local()
    assert (card.title, card.summary, card.lang) == ("Assistance", "Money for living.", "en")
    assert (card.deadline, card.body) == ("By the end of the month", "As the city has it.")


def test_outdated_city_line_is_read_in_japanese_and_the_national_translation_does_not_speak_for_it(handbook, adapted):
    for page in (handbook.benefit, ProgramPage.objects.get(base=None, title="Assistance")):
        page.refresh_from_db()
        page.body = "National text."
        page.save_revision().publish()
    publish(adapted, deadline="市では年末まで", body="市の新しい説明です。")
    card = local()
    assert (card.deadline, card.body, card.in_japanese) == ("市では年末まで", "", ("deadline",))
    publish(adapted, deadline="", body="")
    assert (local().deadline, local().body) == ("Any time", "National text.")

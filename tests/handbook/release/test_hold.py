"""Going back lasts: what was withdrawn comes back by a decision and by nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.models import Confirmation, EditionPage, User
from handbook.models import Batch, Hold, Refusal, StoredRelease
from handbook.release import batches, publish, schedule, store, switch
from tests import factories as make
from tests.handbook.release.acts import current, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return User.objects.create_user("fukushi", password="x")


@pytest.fixture
def held(released, publisher):
    edit(released.benefit, summary="誤った説明です。")
    publish.compose_now()
    switch.roll_back(StoredRelease.objects.get(number=1), publisher, "金額の誤り")
    return released


def draft(page, **fields) -> int:
    page = page.__class__.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision().pk


def confirm(handbook) -> None:
    Confirmation.objects.create(page=handbook.benefit, department="福祉課")


def publish_directly(handbook) -> None:
    edit(handbook.consultation, summary="別の説明です。")


def compose_by_hand(handbook) -> None:
    call_command("compose")


@pytest.mark.parametrize("act", [confirm, publish_directly, compose_by_hand])
def test_what_composes_by_itself_leaves_the_hold_alone(held, publisher, commit, act):
    with commit():
        act(held)
    assert current().number == 1
    assert store.current("zenkoku", "ja").program_by_id[held.benefit.number_id].summary != "誤った説明です。"
    hold = Hold.objects.get()
    assert (hold.by, hold.reason, hold.release.number) == (publisher, "金額の誤り", 1)


def test_change_of_the_base_does_not_break_the_hold_of_a_city(released, commit):
    make.make_city(released.edition)
    publish.compose_now()
    edit(released.benefit, summary="誤った説明です。")
    publish.compose_now()
    switch.roll_back(StoredRelease.objects.get(edition="mihonshi", number=1))
    with commit():
        edit(released.benefit, summary="また別の説明です。")
    assert (current("mihonshi").number, current("zenkoku").number) == (1, 3)


def test_composing_goes_on_checking_and_names_still_lead_to_the_edition(held, commit):
    question = make.make_question(held.category, "眠れない")  # leads nowhere
    publish.compose_now()
    assert Refusal.objects.exists()
    question.page.delete()
    with commit():
        make.make_site(EditionPage.objects.get(slug="zenkoku"), "tebiki.example")
    assert not Refusal.objects.exists()
    assert store.edition_for("tebiki.example") == "zenkoku"
    assert current().number == 1


def test_edition_under_a_new_address_is_still_held(held, publisher, commit):
    make.make_city(held.edition)
    publish.compose_now()
    with commit():
        edit(EditionPage.objects.get(slug="zenkoku"), slug="kuni")
    release = store.standing("kuni", "ja")
    assert release.program_by_id[held.benefit.number_id].summary != "誤った説明です。"
    assert (release.edition.key, store.standing("zenkoku", "ja")) == ("kuni", None)
    hold = Hold.objects.get()
    assert (hold.edition, hold.by, hold.release.hash) == ("kuni", publisher, release.hash)
    assert store.standing("mihonshi", "ja").edition.bases == ("kuni",)
    publish.let_go("kuni")
    assert store.standing("kuni", "ja").program_by_id[held.benefit.number_id].summary == "誤った説明です。"


@pytest.mark.parametrize("kind", [Batch.Kind.ORDINARY, Batch.Kind.EMERGENCY])
def test_batch_ends_the_hold(held, publisher, commit, kind):
    batch = batches.choose("zenkoku", [draft(held.benefit, summary="正しい説明です。")], publisher, kind=kind)
    assert batches.release(batch) == []
    assert not Hold.objects.exists()
    assert current().number == 3
    with commit():
        edit(held.benefit, summary="さらに新しい説明です。")
    assert current().number == 4


def test_scheduled_batch_ends_the_hold_at_its_hour_and_not_before(held, publisher):
    waiting = {"state": Batch.State.SCHEDULED, "release_at": timezone.now() + timedelta(hours=1)}
    batches.choose("zenkoku", [draft(held.benefit, summary="正しい説明です。")], publisher, **waiting)
    schedule.release_due()
    assert Hold.objects.exists()
    Batch.objects.update(release_at=timezone.now())
    schedule.release_due()
    assert not Hold.objects.exists()


def test_batch_that_is_refused_leaves_the_hold(held, publisher):
    page = held.consultation.__class__.objects.get(pk=held.consultation.pk)
    page.matches = []
    assert batches.release(batches.choose("zenkoku", [page.save_revision().pk], publisher))
    assert (Hold.objects.count(), current().number) == (1, 1)


def test_letting_go_brings_what_is_published_unless_it_is_refused(held):
    question = make.make_question(held.category, "眠れない")
    assert publish.let_go("zenkoku")
    assert (Hold.objects.count(), current().number) == (1, 1)
    question.page.delete()
    assert publish.let_go("zenkoku") == []
    assert not Hold.objects.exists()
    store.refresh()
    assert store.current("zenkoku", "ja").program_by_id[held.benefit.number_id].summary == "誤った説明です。"

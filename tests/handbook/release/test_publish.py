from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import task_backends
from wagtail.models import Page, Revision

from cms.models import Confirmation, EditionPage, ProgramPage
from handbook.models import ComposeRequest, CurrentRelease, Refusal, StoredRelease
from handbook.release import publish, store, switch
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def handbook():
    return make.small_handbook()


@pytest.fixture
def released(handbook):
    publish.compose_now()
    return handbook


@pytest.fixture
def composed(monkeypatch):
    """The editions in the order in which they were really composed."""
    done = []
    original = publish._compose_edition
    monkeypatch.setattr(publish, "_compose_edition", lambda key: done.append(key) or original(key))
    return done


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def current(edition="zenkoku", language="ja"):
    return CurrentRelease.objects.get(edition=edition, language=language).release


def edit(page: Page, **fields) -> Page:
    page = page.__class__.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def test_publishing_reaches_readers(released, commit):
    before = store.current("zenkoku", "ja")
    with commit():
        edit(released.benefit, summary="新しい説明です。")
    after = store.current("zenkoku", "ja")
    assert after.program_by_id[released.benefit.number_id].summary == "新しい説明です。"
    assert before.hash != after.hash
    assert current().number == 2


def test_burst_of_changes_composes_once(released, composed, commit):
    with commit():
        for page in (released.benefit, released.consultation, released.desk):
            edit(page, review_due=timezone.localdate())
    assert composed == ["zenkoku"]


def test_batch_composes_once_over_several_transactions(released, composed, commit):
    with commit(), publish.one_batch():
        edit(released.benefit, summary="一つ目です。")
        with publish.one_batch():
            edit(released.consultation, summary="二つ目です。")
        assert composed == []
    assert composed == ["zenkoku"]
    assert current().number == 2


class Queue:
    """In the place of the task: keeps what a worker would get."""

    def __init__(self):
        self.keys = []

    def get_backend(self):
        return task_backends["default"]

    def using(self, run_after):
        return self

    def enqueue(self, key):
        self.keys.append(key)


def test_request_that_is_queued_takes_the_next_change_along(released, composed, monkeypatch, commit):
    task, queue = publish.compose_edition, Queue()
    monkeypatch.setattr(publish, "compose_edition", queue)
    for summary in ("一つ目です。", "二つ目です。"):
        with commit():
            edit(released.benefit, summary=summary)
    assert queue.keys == ["zenkoku"]
    task.func("zenkoku")
    assert composed == ["zenkoku"]
    assert not ComposeRequest.objects.exists()
    with commit():
        edit(released.benefit, summary="三つ目です。")
    assert queue.keys == ["zenkoku", "zenkoku"]


def test_request_whose_task_was_lost_is_queued_again(released, composed, commit):
    row = ComposeRequest.objects.create(edition="zenkoku")
    ComposeRequest.objects.filter(pk=row.pk).update(requested_at=timezone.now() - publish.LOST_AFTER)
    with commit():
        edit(released.benefit, summary="新しい説明です。")
    assert composed == ["zenkoku"]


def test_change_of_the_base_composes_the_city_too(released, composed, commit):
    make.make_city(released.edition)
    with commit():
        edit(released.benefit, summary="新しい説明です。")
    assert sorted(composed) == ["mihonshi", "zenkoku"]
    assert current("mihonshi").number == 1


def test_unpublishing_takes_the_card_away(released, commit):
    with commit():
        Page.objects.get(pk=released.benefit.pk).specific.unpublish()
    assert released.benefit.number_id not in store.current("zenkoku", "ja").program_by_id


def test_deleting_leaves_a_tombstone(released, commit):
    number = released.benefit.number_id
    with commit():
        Page.objects.get(pk=released.benefit.pk).specific.delete()
    release = store.current("zenkoku", "ja")
    assert number not in release.program_by_id
    assert release.tombstones.programs == {str(number): None}


def test_deleting_a_whole_folder_is_noticed(released, composed, commit):
    folder = make.make_department(released.edition, "別の課")
    make.make_program(folder, "応援金", matches={released.money: 1})
    with commit():
        Page.objects.get(pk=folder.pk).delete()
    assert composed == ["zenkoku"]


def test_moving_composes_both_places(released, composed, commit):
    city = make.make_city(released.edition)
    other = make.make_edition("tonari")
    extra = make.make_program(city.department, "市の応援金", matches={released.money: 1})
    target = make.make_department(other)
    with commit():
        Page.objects.get(pk=extra.pk).move(Page.objects.get(pk=target.pk), pos="last-child")
    assert sorted(composed) == ["mihonshi", "tonari"]


def test_scheduled_publishing_composes_once(released, composed, commit):
    for page in (released.benefit, released.consultation):
        page = ProgramPage.objects.get(pk=page.pk)
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.summary = "予約した説明です。"
        page.save_revision().publish()
    let_the_hour_come()
    with commit():
        call_command("publish_scheduled")
    assert composed == ["zenkoku"]
    assert {program.summary for program in store.current("zenkoku", "ja").programs} == {"予約した説明です。"}


def let_the_hour_come() -> None:
    due = timezone.now() - timedelta(minutes=1)
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.approved_go_live_at = due
        revision.content["go_live_at"] = due.isoformat()
        revision.save()


def test_expiry_composes(released, commit):
    ProgramPage.objects.filter(pk=released.benefit.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    with commit():
        call_command("publish_scheduled")
    assert released.benefit.number_id not in store.current("zenkoku", "ja").program_by_id


def test_confirming_dates_the_card(released, commit):
    with commit():
        Confirmation.objects.create(page=released.benefit, department="福祉課")
    program = store.current("zenkoku", "ja").program_by_id[released.benefit.number_id]
    assert program.freshness.department == "福祉課"


def test_new_host_leads_to_its_edition_without_a_new_release(released, commit):
    make.make_city(released.edition)
    publish.compose_now()
    with commit():
        make.make_site(EditionPage.objects.get(slug="mihonshi"), "www.mihonshi.example", is_default_site=False)
        make.make_site(released.edition, "zenkoku.example")
    assert store.edition_for("www.mihonshi.example:8000") == "mihonshi"
    assert store.edition_for("WWW.Mihonshi.Example") == "mihonshi"
    assert store.edition_for("elsewhere.example") == "zenkoku"
    assert store.editions()[0] == ("zenkoku", ["ja"], True)
    assert StoredRelease.objects.count() == 2


def test_refusal_keeps_the_release_and_tells_staff(released, commit):
    with commit():
        edit(released.desk)
        Page.objects.get(pk=released.desk.pk).specific.unpublish()
    assert current().number == 1
    (refusal,) = Refusal.objects.all()
    assert (refusal.edition, refusal.problems[0]["page"]) == ("zenkoku", released.benefit.pk)
    with commit():
        edit(released.desk)
    assert not Refusal.objects.exists()


def test_publishing_succeeds_though_composing_breaks(released, monkeypatch, commit):
    monkeypatch.setattr(publish.compose, "compose", lambda key, language: 1 / 0)
    with commit():
        edit(released.benefit, summary="新しい説明です。")
    assert ProgramPage.objects.get(pk=released.benefit.pk).summary == "新しい説明です。"
    assert "ZeroDivisionError" in str(Refusal.objects.get().problems)
    assert current().number == 1


def test_publishing_succeeds_though_the_queue_is_away(released, monkeypatch, commit):
    def away(key):
        raise ConnectionError

    monkeypatch.setattr(publish, "_queue", away)
    with commit():
        edit(released.benefit, summary="新しい説明です。")
    assert "ConnectionError" in str(Refusal.objects.get().problems)


def test_all_languages_switch_together(released):
    make.make_edition_language(released.edition, "en")
    publish.compose_now(["zenkoku"])
    assert {row.language for row in CurrentRelease.objects.all()} == {"ja", "en"}
    before = [current(language=language) for language in ("ja", "en")]
    make.make_question(released.category, "眠れない")  # leads nowhere
    publish.compose_now(["zenkoku"])
    assert [current(language=language) for language in ("ja", "en")] == before


def test_language_that_is_no_longer_offered_is_withdrawn(released):
    make.make_edition_language(released.edition, "en")
    publish.compose_now(["zenkoku"])
    released.edition.languages.model.objects.all().delete()
    publish.compose_now(["zenkoku"])
    assert store.editions() == [("zenkoku", ["ja"], False)]


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_edition_that_is_withdrawn_leads_nowhere(released, act, commit):
    with commit():
        getattr(Page.objects.get(pk=released.edition.pk).specific, act)()
    assert store.editions() == []
    assert StoredRelease.objects.count() == 1


def test_edition_under_a_new_address_leaves_the_one_before(released, commit):
    with commit():
        edit(released.edition, slug="kuni")
    assert store.editions() == [("kuni", ["ja"], False)]


def test_edition_whose_new_address_is_refused_keeps_the_one_before(released, commit):
    make.make_question(released.category, "眠れない")  # leads nowhere
    with commit():
        edit(released.edition, slug="kuni")
    assert store.editions() == [("zenkoku", ["ja"], False)]


def test_numbers_count_up_and_known_content_keeps_its_number(released):
    first = current()
    for summary, number in (("二つ目です。", 2), ("三つ目です。", 3), (released.benefit.summary, 1)):
        ProgramPage.objects.filter(pk=released.benefit.pk).update(summary=summary)
        publish.compose_now()
        assert current().number == number
    assert current() == first


def test_rolling_back_lasts_until_the_next_publication(released, commit):
    edit(released.benefit, summary="誤った説明です。")
    publish.compose_now()
    switch.roll_back(StoredRelease.objects.get(number=1))
    store.refresh()
    assert store.current("zenkoku", "ja").programs[0].summary == "暮らしを支えるお金が出ます。"
    with commit():
        edit(released.benefit, summary="正しい説明です。")
    assert current().number == 3


def test_command_composes_and_says_what_is_wrong(handbook, capsys):
    call_command("compose")
    assert current().number == 1
    make.make_question(handbook.category, "眠れない")
    with pytest.raises(CommandError):
        call_command("compose", "zenkoku", "--check")
    assert "眠れない" in capsys.readouterr().out
    assert not Refusal.objects.exists()
    with pytest.raises(CommandError, match="atlantis"):
        call_command("compose", "atlantis")

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import task_backends
from wagtail.models import Page

from cms.models import ProgramNumber, ProgramPage
from handbook.models import ComposeRequest, CurrentRelease, Refusal
from handbook.release import compose, publish, store
from tests import factories as make
from tests.handbook.release.acts import current, edit

pytestmark = pytest.mark.django_db


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
    monkeypatch.setattr(publish.compose, "compose_all", lambda key: 1 / 0)
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


def test_national_change_composes_what_is_read_first_then_what_was_published_last(
    handbook, composed, commit, monkeypatch
):
    monkeypatch.setattr(publish, "AT_ONCE", 2)
    for key in ("a-shi", "b-shi", "c-shi"):
        make.make_city(handbook.edition, key)
    publish.compose_now(["zenkoku", "b-shi", "c-shi", "a-shi"])
    store.refresh()
    store.note_reader("c-shi")
    composed.clear()
    with commit():
        edit(handbook.benefit, summary="新しい説明です。")
    assert composed == ["zenkoku", "c-shi", "a-shi", "b-shi"]


def test_composing_reads_no_number_of_other_editions(handbook):
    ProgramNumber.objects.bulk_create(ProgramNumber(label=f"よその制度 {n}") for n in range(5))
    content = compose.gather("zenkoku", "ja")
    assert not any("よその" in number.label for number in content.program_numbers.values())

"""Changes that go out together or not at all."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.models import ProgramMatch, ProgramPage, TranslationVersion, User
from cms.signals import changes_released
from handbook.models import Batch, CurrentRelease, StoredRelease, Switch
from handbook.release import batches, compose, publish, schedule, store, switch
from handbook.release.candidate import Candidate
from tests import factories as make
from tests.handbook.release.acts import current

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return User.objects.create_user("fukushi", email="fukushi@city.example", password="x")


def draft(page, **fields) -> int:
    """Written, saved, not out."""
    page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision().pk


def helpless(page) -> int:
    """A draft after which its worry leads nowhere."""
    page = Page.objects.get(pk=page.pk).specific
    page.matches = []
    return page.save_revision().pk


def live(page) -> ProgramPage:
    return ProgramPage.objects.get(pk=page.pk)


def texts(problems: list[dict]) -> str:
    return " ".join(schedule.text(problem) for problem in problems)


def test_pending_tells_new_from_amended_and_leaves_what_was_withdrawn_alone(released):
    draft(released.benefit, summary="直した文です。")
    new = ProgramPage(title="新しい制度", slug="atarashii", kind="benefit", summary="新しく出ます。", live=False)
    released.department.add_child(instance=new)
    new.save_revision()
    Page.objects.get(pk=released.consultation.pk).specific.save_revision().publish()
    Page.objects.get(pk=released.consultation.pk).specific.unpublish()
    found = {change.title: change for change in compose.pending("zenkoku")}
    assert {title: change.kind for title, change in found.items()} == {"生活保護": "amend", "新しい制度": "new"}
    assert found["生活保護"].department == "福祉課"
    draft(released.consultation, summary="もう一度載せます。")
    assert {change.kind for change in compose.pending("zenkoku")} == {"amend", "new", "again"}


@pytest.mark.parametrize(
    ("keeps", "text", "changed"),
    [(True, "直した文です。", []), (False, "直した文です。", ["summary"]), (True, "月3万円です。", ["summary"])],
)
def test_whoever_releases_says_whether_translations_stay_valid(released, publisher, keeps, text, changed):
    make.make_edition_language(released.edition, "en")
    english = make.translate(released.benefit, "en", title="Assistance", summary="Money for living.")
    english.save_revision().publish()
    chosen = draft(released.benefit, summary=text)
    assert batches.release(batches.choose("zenkoku", [chosen], publisher, keeps=[chosen] if keeps else [])) == []
    version = TranslationVersion.objects.get(revision=ProgramPage.objects.get(pk=english.pk).live_revision_id)
    assert version.changed == changed


def test_release_publishes_exactly_the_chosen_revisions(released, publisher):
    heard = []

    def hear(sender, **told):
        heard.append((told["edition"], told["revisions"], told["number"]))

    changes_released.connect(hear)
    chosen = draft(released.benefit, summary="四月からの文です。")
    left = draft(released.consultation, summary="まだ出さない文です。")
    batch = batches.choose("zenkoku", [chosen], publisher, remark="四月の分")
    assert batches.release(batch) == []
    changes_released.disconnect(hear)
    assert live(released.benefit).live_revision_id == chosen
    assert live(released.consultation).summary != "まだ出さない文です。"
    assert [change.revision for change in compose.pending("zenkoku")] == [left]
    assert store.stored(current().pk).program_by_id[released.benefit.number_id].summary == "四月からの文です。"
    assert heard == [("zenkoku", [chosen], 2)]
    assert Switch.objects.first().batch == batch


def test_refused_batch_changes_nothing_and_names_the_change_to_blame(released, publisher, composed, commit):
    fine = draft(released.benefit, summary="よい文です。")
    harmful = helpless(released.consultation)
    batch = batches.choose("zenkoku", [fine, harmful], publisher)
    with commit():
        (problem,) = batches.release(batch)
    assert problem["blame"] == [released.consultation.pk]
    assert "家に居ると危ない" in texts([problem])
    assert live(released.benefit).summary != "よい文です。"
    assert (current().number, StoredRelease.objects.count(), composed) == (1, 1, [])
    assert ProgramMatch.objects.filter(page=released.consultation).exists()

    assert batches.release(batches.choose("zenkoku", [fine], publisher)) == []
    assert current().number == 2


@pytest.mark.parametrize(
    ("what", "says"),
    [("edited", "選び直して"), ("deleted", "削除"), ("moved", "外して"), ("released", "外して")],
)
def test_change_that_is_not_what_was_chosen_stops_the_batch(released, publisher, what, says):
    other = draft(released.consultation, summary="いっしょに選んだ文です。")
    revision = draft(released.benefit, summary="選んだ文です。")
    batch = batches.choose("zenkoku", [revision, other], publisher)
    page = Page.objects.get(pk=released.benefit.pk)
    if what == "edited":
        draft(released.benefit, summary="あとから直した文です。")
    elif what == "deleted":
        page.specific.delete()
    elif what == "moved":
        page.move(make.make_city(released.edition).department, pos="last-child")
    else:
        Revision.objects.get(pk=revision).publish()
    publish.compose_now()
    before = current().number
    (problem,) = batches.release(batch)
    assert "生活保護" in texts([problem])
    assert says in texts([problem])
    assert current().number == before
    assert live(released.consultation).summary != "いっしょに選んだ文です。"


def test_batch_goes_out_once(released, publisher):
    batch = batches.choose("zenkoku", [draft(released.benefit, summary="一度だけです。")], publisher)
    batches.release(batch)
    with pytest.raises(batches.NotWaiting):
        batches.release(batch)


def test_candidate_is_what_is_then_released(released, publisher):
    question = Page.objects.get(pk=released.question.pk).specific
    question.title = "いまの暮らし"
    revisions = [
        question.save_revision().pk,
        draft(released.benefit, summary="下見のとおりです。", deadline="3月末"),
        draft(released.desk, hours="平日9:00〜17:00"),
        draft(released.edition, notice="準備中です。"),
    ]
    seen = Candidate("zenkoku", "ja", revisions).assembled().release
    assert batches.release(batches.choose("zenkoku", revisions, publisher)) == []
    assert StoredRelease.objects.get(number=2).hash == seen.hash


def test_all_languages_ride_along(released, publisher):
    make.make_edition_language(released.edition, "en")
    make.translate(released.edition, "en", title="Guide")
    publish.compose_now()
    batches.release(
        batches.choose("zenkoku", [draft(released.benefit, summary="どの言葉でも新しい文です。")], publisher)
    )
    assert {row.language: row.release.number for row in CurrentRelease.objects.all()} == {"ja": 3, "en": 2}


def later(released, publisher, revision: int) -> Batch:
    waiting = {"state": Batch.State.SCHEDULED, "release_at": timezone.now() + timedelta(hours=1)}
    return batches.choose("zenkoku", [revision], publisher, remark="予約の分", **waiting)


def come_due(batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(release_at=timezone.now() - timedelta(seconds=1))


def test_schedule_waits_for_its_hour(released, publisher):
    batch = later(released, publisher, draft(released.benefit, summary="時刻が来たら出る文です。", go_live_at=None))
    assert schedule.release_due() == []
    come_due(batch)
    assert schedule.release_due() == [(batch, [])]
    assert current().number == 2
    assert schedule.release_due() == []
    assert mail.outbox == []


def test_schedule_that_is_cancelled_never_comes(released, publisher):
    batch = later(released, publisher, draft(released.benefit, summary="取り消す文です。"))
    come_due(batch)
    assert batches.cancel(batch)
    assert not batches.cancel(batch)
    assert schedule.release_due() == []


def test_schedule_checks_again_and_writes_to_whoever_scheduled(released, publisher):
    batch = later(released, publisher, helpless(released.consultation))
    come_due(batch)
    schedule.release_due()
    batch.refresh_from_db()
    assert (batch.state, current().number) == ("refused", 1)
    (letter,) = mail.outbox
    assert letter.to == ["fukushi@city.example"]
    assert "家に居ると危ない" in letter.body
    assert "予約の分" in letter.subject


def test_dates_of_wagtail_do_not_hold_a_release_back(released, publisher):
    revision = draft(released.benefit, summary="いま出る文です。", go_live_at=timezone.now() + timedelta(days=30))
    assert batches.release(batches.choose("zenkoku", [revision], publisher)) == []
    assert live(released.benefit).summary == "いま出る文です。"


def test_going_back_takes_all_languages_to_the_same_moment(released, publisher):
    make.make_edition_language(released.edition, "en")
    make.translate(released.edition, "en", title="Guide")
    publish.compose_now()
    first = StoredRelease.objects.get(language="ja", number=2)
    batches.release(batches.choose("zenkoku", [draft(released.benefit, summary="誤った文です。")], publisher))
    switch.roll_back(first, publisher, "電話番号の誤り")
    assert {row.language: row.release.number for row in CurrentRelease.objects.all()} == {"ja": 2, "en": 1}
    assert {mark.reason for mark in Switch.objects.all()[:2]} == {"電話番号の誤り"}
    assert StoredRelease.objects.filter(number=3).exists()

"""When the base changes under an edition's own texts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import BaseConfirmation, ProgramPage
from cms.overlay import bases
from handbook.release.compose import compose
from tests import factories as make

NEW = "暮らしを支えるお金が、毎月5日に出ます。"


def publish(page, **fields):
    page = ProgramPage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def adapt(folder, base, **fields):
    page = make.make_adaptation(folder, base, **fields)
    page.save_revision().publish()
    return page


def waiting(world):
    return [row.page_id for row in bases.open_rows(world.edition)]


def change_url(world, page):
    return reverse("cms_base_change", args=[world.edition.slug, page.pk])


@pytest.fixture
def adaptation(world):
    return adapt(world.housing, world.nation.benefit, summary="市の文です。")


def test_only_what_an_own_text_stands_over_waits(world, adaptation):
    publish(world.nation.benefit, target="だれでも")
    assert waiting(world) == []
    assert compose("mihonshi", "ja").program_by_id[world.number].target == "だれでも"  # inherited at once
    publish(world.nation.benefit, summary=NEW)
    assert waiting(world) == [adaptation.pk]
    assert compose("mihonshi", "ja").program_by_id[world.number].summary == "市の文です。"
    publish(world.nation.benefit, summary="暮らしを支えるお金が出ます。")  # as confirmed
    assert waiting(world) == []


def test_keeping_everything_is_a_record_and_no_draft(world, adaptation, client):
    publish(world.nation.benefit, summary=NEW, target="だれでも")
    client.force_login(world.clerk)
    html = client.get(change_url(world, adaptation)).content.decode()
    assert '<ins><span class="reading-said">' in html
    assert "だれでも" in html.split("<h2>")[1]
    revision = adaptation.latest_revision_id
    client.post(change_url(world, adaptation), {"act": "answer", "answer-summary": "keep"})
    adaptation.refresh_from_db()
    assert (adaptation.latest_revision_id, adaptation.has_unpublished_changes) == (revision, False)
    assert waiting(world) == []
    first, last = BaseConfirmation.objects.filter(page=adaptation).order_by("pk")
    assert (first.answered_at is not None, last.confirmed_by, last.texts["summary"]) == (True, world.clerk, NEW)
    world.nation.benefit.refresh_from_db()
    assert last.base_revision_id == world.nation.benefit.live_revision_id


@pytest.mark.parametrize(
    ("answers", "summary"),
    [
        ({"answer-summary": "take"}, ""),
        ({"answer-summary": "rewrite", "text-summary": "毎月5日に市から出ます。"}, "毎月5日に市から出ます。"),
    ],
)
def test_taking_and_rewriting_go_into_the_draft(world, adaptation, client, answers, summary):
    publish(world.nation.benefit, summary=NEW)
    client.force_login(world.clerk)
    client.post(change_url(world, adaptation), {"act": "answer", **answers})
    adaptation.refresh_from_db()
    assert (adaptation.summary, adaptation.get_latest_revision_as_object().summary) == ("市の文です。", summary)
    assert waiting(world) == []
    adaptation.get_latest_revision().publish()
    assert compose("mihonshi", "ja").program_by_id[world.number].summary == (summary or NEW)


@pytest.mark.parametrize(
    "answers", [{}, {"answer-summary": "rewrite", "text-summary": "長" * 81}, {"answer-summary": "nonsense"}]
)
def test_what_cannot_be_recorded_is_told_and_kept(world, adaptation, client, answers):
    publish(world.nation.benefit, summary=NEW)
    client.force_login(world.clerk)
    html = client.post(change_url(world, adaptation), {"act": "answer", **answers}).content.decode()
    assert 'class="error-message"' in html
    assert answers.get("text-summary", "") in html
    assert waiting(world) == [adaptation.pk]


def test_rows_and_title_are_questions_too(world, client):
    desk = make.make_desk(world.housing, "住宅の窓口")
    page = make.make_adaptation(
        world.housing,
        world.nation.benefit,
        title="市の生活保護",
        inherit_title=False,
        desks=(desk,),
        matches={world.nation.money: 1},
    )
    page.save_revision().publish()
    base = ProgramPage.objects.get(pk=world.nation.benefit.pk)
    base.title, base.desks = "生活保護制度", []
    base.matches.all()[0].weight = 2
    base.matches = list(base.matches.all())
    base.matches.all()[0].weight = 2
    base.save_revision().publish()
    client.force_login(world.clerk)
    answers = {"answer-title": "take", "answer-desks": "take", "answer-matches": "keep"}
    html = client.get(change_url(world, page)).content.decode()
    asked = {name for name in answers if f'name="{name}"' in html}
    client.post(change_url(world, page), {"act": "answer", **answers})
    draft = ProgramPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert {"answer-title", "answer-desks"} <= asked
    assert (draft.inherit_title, list(draft.desks.all())) == (True, [])
    assert draft.matches.count() == 1


def test_retired_base_is_a_todo_and_becomes_an_own_entry(world, client):
    extra = make.make_program(world.nation.department, "余分", matches={world.nation.money: 1}, target="だれでも")
    page = adapt(world.housing, extra, summary="市の文です。")
    ProgramPage.objects.get(pk=extra.pk).unpublish()
    assert waiting(world) == [page.pk]
    client.force_login(world.clerk)
    client.post(change_url(world, page), {"act": "own"})
    assert waiting(world) == []
    ProgramPage.objects.get(pk=page.pk).get_latest_revision().publish()
    kept = ProgramPage.objects.get(pk=page.pk)
    assert (kept.change, kept.base, kept.title, kept.summary, kept.target) == (
        "own", None, "余分", "市の文です。", "だれでも",
    )  # fmt: skip
    assert kept.number_id != extra.number_id
    assert kept.number_id in compose("mihonshi", "ja").program_by_id


def test_welfare_sees_all_with_days_and_others_their_own(world, adaptation, client):
    adapt(world.children, world.nation.consultation, change="hide")
    publish(world.nation.benefit, summary=NEW)
    publish(world.nation.consultation, summary=NEW)
    BaseConfirmation.objects.filter(page=adaptation, answered_at=None).update(
        outdated_since=timezone.now() - timedelta(days=4, hours=1)
    )
    address = reverse("cms_base_changes", args=[world.edition.slug])
    seen = {}
    for name in ("clerk", "other", "welfare"):
        client.force_login(getattr(world, name))
        seen[name] = client.get(address).context["rows"]
    assert {name: len(rows) for name, rows in seen.items()} == {"clerk": 1, "other": 1, "welfare": 2}
    assert (seen["welfare"][0].days, seen["welfare"][0].department) == (4, "住宅課")
    client.force_login(world.other)
    assert client.get(change_url(world, adaptation)).status_code == 302
    client.post(change_url(world, adaptation), {"act": "answer", "answer-summary": "keep"})
    assert waiting(world) != []
    client.force_login(world.national)
    assert client.get(address).status_code == 302


def test_queries_of_publishing_do_not_grow_with_cities_on_one_base(world, adaptation):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            bases.base_changed(world.number)
        return len(asked)

    few = queries()
    for index in range(3):
        city = make.make_city(world.nation.edition, f"shi-{index}")
        adapt(city.department, world.nation.benefit, summary="市の文です。")
    assert queries() == few


def test_prefecture_between_changes_too(world):
    prefecture = make.make_city(world.nation.edition, "ken", title="見本県", scope_label="見本県")
    city = make.make_city(prefecture.edition, "shi")
    page = adapt(city.department, world.nation.benefit, summary="市の文です。")
    adapt(prefecture.department, world.nation.benefit, summary="県の文です。")
    assert [row.page_id for row in bases.open_rows(city.edition)] == [page.pk]

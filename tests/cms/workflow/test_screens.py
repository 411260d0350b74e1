"""The screens of the route, as the people of the town hall meet them."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.models import Absence, Event, Proposal
from cms.models.proposals import State
from cms.workflow import record

from ..forms import edit, edit_url
from .world import act, bring_to, draft, proposal


@pytest.fixture
def page_of(town, client):
    """page_of("clerk", name, …) → the HTML of a screen."""

    def show(who: str, name: str, *args, **query) -> str:
        client.force_login(town[who])
        answer = client.get(reverse(name, args=args), query)
        assert answer.status_code == 200
        return answer.content.decode()

    return show


def options(client, found) -> dict[str, str]:
    html_options = client.get(reverse("cms_proposal", args=[found.pk])).context["reading"].options
    return {option.move.name: option.value for option in html_options}


def test_desk_shows_what_waits_and_where_what_was_sent_is(town, page_of):
    found = bring_to(town, State.CONCURRENCE)
    assert found.number in page_of("housing", "wagtailadmin_home")
    desk = page_of("clerk", "wagtailadmin_home")
    for words in ("clerkの机", "あなたを待っているもの", "あなたが出したもの", "合議中"):
        assert words in desk
    assert found.number not in page_of("outsider", "wagtailadmin_home")


def test_overdue_says_days(town, page_of):
    found = proposal(town)
    found.steps.filter(act="check").update(due="2020-01-06")
    html = page_of("clerk", "wagtailadmin_home")
    assert "日過ぎ" in html
    assert "遅延" not in html


def test_clerk_saves_and_goes_on_to_the_proposal(town, client):
    client.force_login(town["clerk"])
    html = client.get(edit_url(town.other)).content.decode()
    assert "action-propose" in html
    assert "action-publish" not in html
    answer = edit(client, town.other, "action-propose", benefit="月9,000円")
    assert answer.url == f"{reverse('cms_propose')}?page={town.other.pk}"
    html = client.get(answer.url).content.decode()
    for words in ("改める", "こども課 係長", "住宅課 課長", "福祉課", "受けられるもの", "住民にとって変わること"):
        assert words in html


def test_proposal_is_handed_in_from_the_screen(town, client):
    page = draft(town.other, town["clerk"])
    client.force_login(town["clerk"])
    data = {"page": [page.pk], "subject": "医療費を改める", "kind": "amend", "reason": ""}
    answer = client.post(reverse("cms_propose"), data)
    assert answer.status_code == 409
    assert "医療費を改める" in answer.content.decode()
    answer = client.post(reverse("cms_propose"), data | {"reason": "可決した。"})
    assert answer.status_code == 302
    assert Proposal.objects.get().state == State.CIRCULATION


def test_nothing_is_chosen_beforehand_and_the_text_stays(town, client):
    found = bring_to(town, State.AWAITING)
    client.force_login(town["head"])
    url = reverse("cms_proposal", args=[found.pk])
    assert " checked" not in client.get(url).content.decode()
    answer = client.post(url, {"remark": "迷っています"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "どれか一つを選んでください" in html
    assert "迷っています" in html


def test_decision_is_recorded_from_the_screen(town, client):
    found = bring_to(town, State.AWAITING)
    client.force_login(town["head"])
    url = reverse("cms_proposal", args=[found.pk])
    value = options(client, found)["decide"]
    assert client.post(url, {"move": value}).status_code == 302
    again = client.post(url, {"move": value, "remark": "同時に押した"})
    assert again.status_code == 409
    assert "同時に押した" in again.content.decode()
    assert "先に" in again.content.decode()


def test_moves_that_do_not_apply_say_why_not(town, page_of):
    found = bring_to(town, State.AWAITING)
    assert "在席" in page_of("head", "cms_proposal", found.pk)


def test_locked_entry_names_its_proposal(town, page_of):
    found = proposal(town)
    html = page_of("clerk", "wagtailadmin_pages:edit", town.program.pk)
    assert f"{found.number} {found.subject}" in html
    assert "action-propose" not in html


def test_other_editions_see_nothing(town, client):
    found = bring_to(town, State.DECIDED)
    client.force_login(town["outsider"])
    assert client.get(reverse("cms_proposal", args=[found.pk])).status_code == 404
    assert found.number not in client.get(reverse("cms_proposals")).content.decode()
    assert found.number not in client.get(reverse("cms_record")).content.decode()


def test_record_is_filtered_exported_and_checked(town, page_of, client):
    found = bring_to(town, State.DECIDED)
    html = page_of("viewer", "cms_record", q=found.number, act="decide", verify=1)
    assert "こども課 課長" in html
    assert "housing" not in html
    assert "異常なし" in html
    rows = client.get(reverse("cms_record_csv")).content.decode().splitlines()
    assert len(rows) == 1 + Event.objects.count()


def test_who_wrote_and_decided_this_sentence(town, page_of):
    bring_to(town, State.DECIDED)
    html = page_of("viewer", "cms_record", sentence="月10,000円")
    for words in ("こども課 主事 clerk", "こども課 課長 head", "受けられるもの"):
        assert words in html
    assert "ありません" in page_of("viewer", "cms_record", sentence="だれも書いていない文")


def test_papers_carry_the_route(town, page_of):
    found = bring_to(town, State.DECIDED)
    assert "こども課 課長" in page_of("viewer", "cms_proposal_paper", found.pk, "sheet")
    assert "10,000" in page_of("viewer", "cms_proposal_paper", found.pk, "table")


def test_broken_chain_is_found_at_the_row(town):
    bring_to(town, State.DECIDED)
    assert record.verify().broken_at is None
    events = list(Event.objects.order_by("pk"))
    events[2].remark += "。"
    assert record.verify(events).broken_at == events[2].pk
    assert record.verify(events[:1] + events[3:]).broken_at == events[3].pk
    assert record.verify(events[:-1]).broken_at is not None


def test_list_and_desk_ask_the_same_number_of_questions(town, client, django_assert_max_num_queries):
    numbers = []
    for more in range(2):
        found = bring_to(town, State.DECIDED)
        if more:
            for _index in range(5):
                copy = Proposal.objects.get(pk=found.pk)
                steps, items = list(copy.steps.all()), list(copy.items.all())
                copy.pk, copy.number, copy.state = None, f"R8-9{_index}", State.CONCURRENCE
                copy.save()
                for row in (*steps, *items):
                    row.pk, row.proposal = None, copy
                    row.state = "open" if hasattr(row, "state") else None
                    row.save()
        client.force_login(town["welfare"])
        counted = []
        for name in ("wagtailadmin_home", "cms_proposals"):
            client.get(reverse(name))
            with django_assert_max_num_queries(80) as queries:
                client.get(reverse(name))
            counted.append(len(queries))
        numbers.append(counted)
    assert numbers[0] == numbers[1]


def test_deputy_and_skipped_have_it_on_the_desk(town, page_of):
    Absence.objects.create(person=town["chief"], since="2020-01-01", until="2099-01-01")
    found = proposal(town)
    assert found.number in page_of("chief", "wagtailadmin_home")
    assert "後閲" in page_of("chief", "wagtailadmin_home")
    act(town, found, "chief", "read")
    assert found.number not in page_of("chief", "wagtailadmin_home")


def test_locking_holds_for_everybody(town, client):
    proposal(town)
    before = Page.objects.get(pk=town.program.pk).latest_revision_id
    client.force_login(town["welfare"])
    client.post(edit_url(town.program), {"title": "x"})
    assert Page.objects.get(pk=town.program.pk).latest_revision_id == before

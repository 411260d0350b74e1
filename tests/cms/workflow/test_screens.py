"""The screens of the route, as the people of the town hall meet them."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page

from cms.models import Absence, Event, Guest, Proposal
from cms.models.proposals import State
from cms.workflow import evidence, record

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


def test_list_and_desk_ask_the_same_number_of_questions(town, looked_once, client, django_assert_max_num_queries):
    numbers = []
    for more in range(2):
        found = bring_to(town, State.DECIDED)
        for index in range(5 if more else 1):
            copy = Proposal.objects.get(pk=found.pk)
            steps, items = list(copy.steps.all()), list(copy.items.all())
            copy.pk, copy.number, copy.state = None, f"R8-9{more}{index}", State.CONCURRENCE
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


def test_look_at_the_route_blames_nobody_and_keeps_the_texts(town, client):
    page = draft(town.other, town["clerk"])
    client.force_login(town["clerk"])
    html = client.post(reverse("cms_propose"), {"page": page.pk, "subject": "題です", "look": 1}).content.decode()
    assert "題です" in html
    assert 'class="fld err"' not in html


def test_what_is_emptied_or_unticked_in_a_recalled_draft_stays_so_at_a_look_at_the_route(town, client):
    found = bring_to(town, State.DRAFT)
    wishes = {"keeps_translations": True, "evidence": "要綱第3条", "wished_for": "2099-01-31"}
    Proposal.objects.filter(pk=found.pk).update(**wishes)
    client.force_login(town["clerk"])
    url = reverse("cms_propose_again", args=[found.pk])
    form = client.get(url).context["form"]
    assert all(form[name].value() for name in wishes)
    said = {"page": town.program.pk, "kind": "amend", "subject": "", "reason": "別の理由", "look": 1}
    answer = client.post(url, said | {"evidence": "", "wished_for": ""})
    form = answer.context["form"]
    assert not any(form[name].value() for name in (*wishes, "question"))
    assert "checked" not in str(form["keeps_translations"])
    assert (form["reason"].value(), form["subject"].value()) == ("別の理由", found.subject)


def test_page_sent_back_goes_on_in_its_own_proposal(town, client):
    found = bring_to(town, State.SENT_BACK)
    client.force_login(town["clerk"])
    answer = edit(client, town.program, "action-propose", benefit="月9,000円")
    assert answer.url == reverse("cms_proposal", args=[found.pk])
    assert found.number in client.get(reverse("cms_propose"), {"page": town.program.pk}).content.decode()


def test_ending_is_worded_as_one_and_nothing_else_is_offered(town, client):
    client.force_login(town["clerk"])
    answer = client.get(reverse("cms_propose"), {"page": town.other.pk, "end": town.other.pk})
    screen = answer.context["screen"]
    assert screen.form["subject"].value() == "「こども医療費」の掲載をやめることについて（伺い）"
    assert [value for value, _label, _line, may in screen.kinds if may] == ["abolish"]
    assert screen.effects.lines == ["「こども医療費」は、もう出ません。"]


def test_deleted_page_leaves_a_proposal_that_can_be_read(town, page_of):
    found = bring_to(town, State.AWAITING)
    Page.objects.get(pk=town.program.pk).delete()
    assert "住まい応援金" in page_of("head", "cms_proposal", found.pk)
    assert "住まい応援金" in page_of("head", "cms_proposal_paper", found.pk, "sheet")


def test_sheet_keeps_the_days_of_the_office(town, page_of):
    found = bring_to(town, State.DECIDED)
    at = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)  # half past two in the morning of the next day
    Proposal.objects.filter(pk=found.pk).update(proposed_at=at, decided_at=at)
    assert page_of("viewer", "cms_proposal_paper", found.pk, "sheet").count("令和8年11月25日") == 2


def test_department_reads_its_own_rows_first(town, page_of):
    found = proposal(town, page=draft(town.program, town["clerk"], target="住宅課の市営住宅に住む人"))
    act(town, found, "chief", "check")
    html = page_of("housing", "cms_proposal", found.pk)
    assert "あなたの課に関係するのは 1項目です" in html
    assert html.index("市営住宅") < html.index("ほかの課のところも見る（1項目）") < html.index("10,000円")
    assert "すべてについてお聞きしています" in page_of("disability", "cms_proposal", found.pk)


def test_evidence_is_attached_read_on_the_route_and_kept_by_its_check_value(town, client, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    page = draft(town.other, town["clerk"])
    client.force_login(town["clerk"])
    data = {"page": page.pk, "subject": "題", "kind": "amend", "reason": "可決した。"}
    pdf = SimpleUploadedFile("要綱.pdf", b"%PDF-1.7 text")
    disguised = SimpleUploadedFile("要綱.pdf", b"<script>")
    assert client.post(reverse("cms_propose"), data | {"files": disguised}).status_code == 409
    kept = client.post(reverse("cms_propose"), data | {"files": pdf, "look": 1}).context["screen"].files
    assert client.post(reverse("cms_propose"), data | {"kept": [kept[0].token]}).status_code == 302
    found = Proposal.objects.get()
    file = found.files.get()
    assert file.hash in found.events.get(act="propose").remark
    client.force_login(town["viewer"])
    url = reverse("cms_evidence_file", args=[found.pk, file.pk])
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 text"
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(town["outsider"])
    assert client.get(url).status_code == 404
    assert evidence.altered() == []
    evidence.path(file.hash).write_bytes(b"%PDF-1.7 other")
    assert evidence.altered() == [file]


def test_disagreement_and_guests_stand_on_the_desk_of_the_drafter(town, client, page_of):
    found = bring_to(town, State.CONCURRENCE)
    act(town, found, "housing", "disagree", remark="市営住宅の字が要ります")
    guest = Guest.objects.create(
        item=found.items.get(), organisation="NPO", address="npo@example.org", until="2099-01-01"
    )
    client.force_login(town["clerk"])
    client.post(reverse("cms_type_in_guest", args=[guest.pk]), {"answer": "remark", "name": "小林", "remark": "時期も"})
    desk = page_of("clerk", "wagtailadmin_home")
    for words in ("市営住宅の字が要ります", "不同意あり（協議中）", "時期も"):
        assert words in desk
    client.post(reverse("cms_respond_to_guest", args=[guest.pk]), {"response": "次の改正で足します"})
    assert "時期も" not in page_of("clerk", "wagtailadmin_home")
    assert list(found.events.order_by("-pk").values_list("act", flat=True)[:2]) == ["respond", "guest_typed"]

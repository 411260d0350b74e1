"""差戻し: the drafter reads why, puts texts and request right, and sees both before handing them in again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import Event, Proposal
from cms.models.proposals import State

from ..forms import edit, edit_url
from .world import bring_to, draft, proposal


def test_drafter_reads_the_corrected_text_before_handing_it_in_again(town, client):
    found = bring_to(town, State.SENT_BACK)
    client.force_login(town["clerk"])
    url = reverse("cms_proposal", args=[found.pk])
    assert "まだ直していません" in client.get(url).content.decode()
    edit(client, town.program, "action-propose", benefit="月9,000円")
    answer = client.get(url)
    assert "直した文です" in answer.content.decode()
    ((change, _old, _new, _for),) = answer.context["reading"].tables[0]["rows"]
    assert change.new == "月9,000円"
    client.force_login(town["chief"])
    ((change, _old, _new, _for),) = client.get(url).context["reading"].tables[0]["rows"]
    assert change.new == "月10,000円（令和9年1月分から）"


def test_request_is_put_right_after_it_was_sent_back(town, client):
    found = bring_to(town, State.SENT_BACK)
    client.force_login(town["clerk"])
    url = reverse("cms_correct", args=[found.pk])
    assert url in client.get(reverse("cms_proposal", args=[found.pk])).content.decode()
    said = {"subject": found.subject, "reason": "12月議会で可決した。", "evidence": "要綱第5条"}
    assert client.post(url, said | {"reason": ""}).status_code == 200
    paper = SimpleUploadedFile("yoko.pdf", b"%PDF-1.7 ")
    assert client.post(url, said | {"files": [paper]}).status_code == 302
    changed = Proposal.objects.get(pk=found.pk)
    assert (changed.reason, changed.evidence) == ("12月議会で可決した。", "要綱第5条")
    assert changed.version == found.version + 1
    event = Event.objects.filter(act="reword").get()
    assert event.remark.startswith("12月議会で可決した。\n要綱第5条")
    assert "yoko.pdf" in event.remark


@pytest.mark.parametrize(("who", "state"), [("chief", State.SENT_BACK), ("clerk", State.CIRCULATION)])
def test_request_is_the_drafters_and_frozen_on_its_way(town, client, who, state):
    found = bring_to(town, state)
    client.force_login(town[who])
    said = {"subject": "別の件", "reason": "別の理由"}
    assert client.post(reverse("cms_correct", args=[found.pk]), said).status_code == 404
    assert Proposal.objects.get(pk=found.pk).subject == found.subject


def test_edit_screen_says_why_it_was_sent_back(town, client):
    found = bring_to(town, State.SENT_BACK)
    client.force_login(town["clerk"])
    html = client.get(edit_url(town.program)).content.decode()
    assert "理由です。" in html
    assert reverse("cms_proposal", args=[found.pk]) in html
    assert "理由です。" not in client.get(edit_url(town.other)).content.decode()


def test_approver_reads_the_advice_itself(town, client):
    found = proposal(town, page=draft(town.program, town["clerk"], summary="給付を受給できます。"))
    client.force_login(town["chief"])
    assert "助言を読む" in client.get(reverse("cms_proposal", args=[found.pk])).content.decode()

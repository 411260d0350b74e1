"""A guest by link: one page, one answer, nothing by looking."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Event, Guest, Proposal
from cms.models.proposals import State
from cms.workflow import flow, guests

from .world import bring_to

TODAY = timezone.localdate()
READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT")  # the moment in which a Release is read is one transaction


@pytest.fixture
def guest(town) -> Guest:
    found = bring_to(town, State.CONCURRENCE)
    return Guest.objects.create(
        item=found.items.get(), organisation="NPO 小林", address="npo@example.org", until=TODAY + timedelta(3)
    )


def path(guest: Guest) -> str:
    return guests.link(guest).removeprefix("http://testserver")


def test_drafter_asks_and_the_mail_says_everything(town, client, django_capture_on_commit_callbacks):
    found = bring_to(town, State.CONCURRENCE)
    client.force_login(town["clerk"])
    data = {"item": found.items.get().pk, "organisation": "NPO 小林", "address": "npo@example.org"}
    url = reverse("cms_ask_guest", args=[found.pk])
    client.post(url, data | {"until": TODAY - timedelta(1)})
    assert not Guest.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, data | {"until": TODAY + timedelta(3)})
    (sent,) = [m for m in mail.outbox if m.to == ["npo@example.org"]]
    assert guests.link(Guest.objects.get()).rsplit(":", 2)[0] in sent.body  # what follows is the second and the seal
    assert "10,000" in sent.body
    client.force_login(town["head"])
    assert client.post(url, data | {"until": TODAY}).status_code in {302, 403}
    assert Guest.objects.count() == 1


def test_looking_writes_nothing_and_sets_no_cookie(guest, client):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for _index in range(20):
            answer = client.get(path(guest))
    assert not [q for q in asked if not q["sql"].startswith(READS)]
    assert answer.cookies == {}
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "noindex" in answer["X-Robots-Tag"]
    said = answer.content.decode()
    assert "10,000" in said
    card = unescape(re.search(r'<iframe sandbox [^>]*srcdoc="([^"]*)"', said)[1])
    assert "<!doctype html>" in card.lower()
    assert "10,000" in card


def test_one_answer_is_taken_and_a_replay_finds_the_receipt(guest, client):
    events = Event.objects.count()
    assert client.post(path(guest), {"answer": "remark", "name": "小林"}).status_code == 400
    for remark in ("時期も書いて", "もう一度"):
        html = client.post(path(guest), {"answer": "remark", "remark": remark, "name": "小林"}).content.decode()
        assert "時期も書いて" in html
        assert "もう一度" not in html
    assert Event.objects.count() == events + 1
    assert Event.objects.first().person == "小林"


@pytest.mark.parametrize("change", [{"until": TODAY - timedelta(1)}, {"revoked_at": timezone.now()}])
def test_expired_and_revoked_links_show_no_text_and_take_nothing(change, guest, client):
    address = path(guest)
    Guest.objects.filter(pk=guest.pk).update(**change)
    for answer in (client.get(address), client.post(address, {"answer": "agree", "name": "小林"})):
        assert answer.status_code == 410
        assert "10,000" not in answer.content.decode()
    assert not Guest.objects.get().answer


def test_altered_link_opens_nothing(guest, client):
    address = path(guest)
    assert client.get(address[:-4] + "xxx/").status_code == 404
    assert client.post(address.replace("/k/", "/k/A"), {"answer": "agree", "name": "x"}).status_code == 404


def test_link_is_taken_back_by_the_drafter_only(guest, town, client):
    url = reverse("cms_revoke_guest", args=[guest.pk])
    client.force_login(town["head"])
    assert client.post(url).status_code == 404
    client.force_login(town["clerk"])
    client.post(url)
    assert Guest.objects.get().revoked_at


@pytest.mark.parametrize("over", ["revoked", "decided"])
def test_nothing_is_typed_in_once_the_link_is_taken_back_or_the_proposal_decided(over, guest, town, client):
    if over == "revoked":
        Guest.objects.update(revoked_at=timezone.now())
    else:
        Proposal.objects.update(state=State.DECIDED)
    client.force_login(town["clerk"])
    said = {"answer": "agree", "name": "小林"}
    html = client.post(reverse("cms_type_in_guest", args=[guest.pk]), said, follow=True).content.decode()
    assert "何も記録していません" in html
    assert not Guest.objects.get().answer


def test_link_is_good_until_the_office_closes(guest, client, monkeypatch):
    monkeypatch.setattr(flow, "CLOSING", "16:45")
    assert "16:45" in client.get(path(guest)).content.decode()


def test_guest_who_says_it_is_not_theirs_leaves_the_desk_once_that_is_met(guest, town, client):
    Guest.objects.update(answer="not_ours", answered_at=timezone.now())
    client.force_login(town["clerk"])
    desk, url = reverse("wagtailadmin_home"), reverse("cms_respond_to_guest", args=[guest.pk])
    assert guest.organisation in client.get(desk).content.decode()
    page = client.get(reverse("cms_proposal", args=[guest.item.proposal_id])).content.decode()
    assert f'action="{url}"' in page
    client.post(url, {"response": "社協に聞きます"})
    assert guest.organisation not in client.get(desk).content.decode()

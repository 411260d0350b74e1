"""Mails wait for a server that is away, and nobody waits for somebody else's address."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from cms.models import Notice
from cms.workflow import mails

from .world import proposal

GONE = "gone@shi.example"


@pytest.fixture
def refusing(monkeypatch):
    """The server knows everybody but one."""
    send = EmailMessage.send

    def refuse(mail, *args, **said):
        if mail.to == [GONE]:
            raise SMTPRecipientsRefused({GONE: (550, b"no such user")})
        return send(mail, *args, **said)

    monkeypatch.setattr(EmailMessage, "send", refuse)


@pytest.mark.django_db
def test_refused_address_keeps_nobody_else_from_the_digest(refusing, mailoutbox):
    for address in (GONE, "head@shi.example"):
        Notice.objects.create(address=address, subject="確認のお願い", body="本文")
    assert mails.send_digests() == 1
    assert [mail.to for mail in mailoutbox] == [["head@shi.example"]]
    assert Notice.objects.get(sent_at=None).address == GONE


def test_mail_that_nobody_takes_is_given_up_and_shown_to_the_welfare_division(town, refusing, mailoutbox, client):
    found, head = proposal(town), town["head"]
    head.email = GONE
    head.save()
    dead, put_away = (Notice.objects.create(proposal=found, person=head, address=GONE, subject=s) for s in "決告")
    for _morning in range(mails.MOST_TRIES + 3):
        mails.send_digests()
    dead.refresh_from_db()
    assert (dead.tries, dead.sent_at) == (mails.MOST_TRIES, None)
    client.force_login(town["clerk"])
    assert "届かなかったメール" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("cms_undelivered")).status_code == 302
    client.force_login(town["welfare"])
    assert "届かなかったメール：2通" in client.get(reverse("wagtailadmin_home")).content.decode()
    url = reverse("cms_undelivered")
    assert GONE in client.get(url).content.decode()
    client.post(url, {"notice": put_away.pk, "away": "1"})
    head.email = "head@shi.example"
    head.save()
    mailoutbox.clear()
    client.post(url, {"notice": dead.pk, "again": "1"})
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["head@shi.example"], "決")]
    assert "すべてのメールが出ています" in client.get(url).content.decode()

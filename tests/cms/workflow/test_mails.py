"""Mails wait for a server that is away, and nobody waits for somebody else's address."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage

from cms.models import Notice
from cms.workflow import mails


@pytest.mark.django_db
def test_refused_address_keeps_nobody_else_from_the_digest(monkeypatch, mailoutbox):
    for address in ("gone@shi.example", "head@shi.example"):
        Notice.objects.create(address=address, subject="確認のお願い", body="本文")
    send = EmailMessage.send

    def refusing(mail, *args, **said):
        if mail.to == ["gone@shi.example"]:
            raise SMTPRecipientsRefused({"gone@shi.example": (550, b"no such user")})
        return send(mail, *args, **said)

    monkeypatch.setattr(EmailMessage, "send", refusing)
    assert mails.send_digests() == 1
    assert [mail.to for mail in mailoutbox] == [["head@shi.example"]]
    assert Notice.objects.get(sent_at=None).address == "gone@shi.example"

"""Mails about what the base changed: complete without their link, to whoever looks after the adaptation."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from cms.models import BaseConfirmation, DepartmentPage, Notice, User
from cms.overlay import telling

from .test_base_changes import NEW, adapt, publish

MONDAY, TUESDAY = datetime(2026, 12, 14, 8, tzinfo=UTC), datetime(2026, 12, 15, 8, tzinfo=UTC)


@pytest.fixture
def adaptation(world):
    User.objects.filter(pk=world.clerk.pk).update(email="clerk@shi.example")
    return adapt(world.housing, world.nation.benefit, summary="市の文です。")


def test_owner_reads_all_three_texts_in_the_mail(world, adaptation, mailoutbox, django_capture_on_commit_callbacks):
    before = world.nation.benefit.summary
    with django_capture_on_commit_callbacks(execute=True):
        publish(world.nation.benefit, summary=NEW)
    [mail] = mailoutbox
    assert mail.to == ["clerk@shi.example"]
    assert mail.subject.startswith(f"【国の変更】{adaptation.title}（")
    assert f"もとの文（確かめたとき）：{before}" in mail.body
    assert f"もとの文（いま）：{NEW}" in mail.body
    assert "市の文：市の文です。" in mail.body
    assert f"/admin/inherited/mihonshi/changes/{adaptation.pk}/" in mail.body
    with django_capture_on_commit_callbacks(execute=True):
        publish(world.nation.benefit, summary=NEW + "また変わりました。")  # it waits already
    assert len(mailoutbox) == 1


def test_mailbox_of_the_department_goes_before_its_people(
    world, adaptation, mailoutbox, django_capture_on_commit_callbacks
):
    DepartmentPage.objects.filter(pk=world.housing.pk).update(email="jutaku@shi.example")
    with django_capture_on_commit_callbacks(execute=True):
        world.nation.benefit.unpublish()
    assert [mail.to for mail in mailoutbox] == [["jutaku@shi.example"]]
    assert "もとの版に載らなくなりました" in mailoutbox[0].body


def test_welfare_division_reads_on_mondays_what_nobody_answers(world, adaptation, mailoutbox, monkeypatch):
    publish(world.nation.benefit, summary=NEW)
    DepartmentPage.objects.filter(pk=world.welfare_folder.pk).update(email="fukushi@shi.example")
    BaseConfirmation.objects.update(outdated_since=datetime(2026, 12, 1, tzinfo=UTC))
    for now, mails in ((TUESDAY, 0), (MONDAY, 1), (MONDAY, 1)):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        call_command("send_digests")
        assert len(mailoutbox) == mails
    assert mailoutbox[0].to == ["fukushi@shi.example"]
    assert f"{adaptation.title}　住宅課　12/1から13日" in mailoutbox[0].body
    assert Notice.objects.get().sent_at
    assert telling.tell_ignored() == 0

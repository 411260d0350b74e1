"""照会: asked by the welfare division, answered by departments on one screen or in a spreadsheet."""

import datetime
from io import BytesIO
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from cms.inquiry.asking import asked, progress
from cms.inquiry.reminding import reminder, send_reminders
from cms.inquiry.spreadsheets import columns
from cms.models import Confirmation, DepartmentPage, Round, RoundAnswer, Target
from cms.workflow.mails import send_digests


def folder(slug: str) -> DepartmentPage:
    return DepartmentPage.objects.get(url_path=f"/mihonshi/{slug}/")


@pytest.fixture
def target(city) -> Target:
    deadline = timezone.localdate() + datetime.timedelta(days=14)
    inquiry = Round.objects.create(edition=city, name="令和9年度の確認", deadline=deadline)
    return Target.objects.create(round=inquiry, department=folder("jutaku"))


@pytest.fixture
def url(target) -> str:
    return reverse("cms_inquiry_answer", args=[target.pk])


def answers(target: Target) -> dict:
    return {answer.page_id: answer.reply for answer in target.answers.all()}


def test_welfare_division_asks_every_department(welfare, city, client):
    client.force_login(welfare)
    url = reverse("cms_inquiry_begin", args=["mihonshi"])
    folders = [folder("jutaku").pk, folder("fukushi").pk]
    data = {"name": "年度の確認", "message": "", "deadline": "2099-01-31", "departments": folders}
    assert client.post(url, data | {"deadline": "2020-01-31"}).status_code == 200
    assert not Round.objects.exists()
    client.post(url, data)
    inquiry = Round.objects.get()
    assert [target.department_id for target in inquiry.targets.order_by("department_id")] == sorted(folders)
    assert client.get(reverse("cms_inquiry", args=[inquiry.pk])).status_code == 200


def test_screen_brings_what_has_to_be_confirmed(drafter, own, url, client):
    client.force_login(drafter)
    html = client.get(url).content.decode()
    for text in (own.title, own.summary, "見本市 住宅課 ", "まだのものを、すべて「変更なし」にする"):
        assert text in html
    assert "令和9年度の確認" in client.get(reverse("cms_inquiries")).content.decode()


def test_all_that_is_right_takes_one_button_and_is_confirmed(drafter, own, target, url, client):
    client.force_login(drafter)
    client.post(url, {f"reply-{own.pk}": "corrected", f"remark-{own.pk}": "金額が変わります", "all-same": "1"})
    entries = asked(target)
    assert answers(target) == {entry.page.pk: "corrected" if entry.page.pk == own.pk else "same" for entry in entries}
    assert Confirmation.objects.count() == len(entries) - 1
    assert not Confirmation.objects.filter(page=own).exists()
    (line,) = progress(target.round)
    assert (line.percent, line.open) == (100, 0)
    client.post(url, {"all-same": "1"})
    assert Confirmation.objects.count() == len(entries) - 1  # nothing is confirmed twice


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"reply": "corrected"}, "直すところを書いてください"),
        ({"reply": "elsewhere"}, "どの課のものかを選んでください"),
        ({"reply": "nonsense"}, "回答をどれか一つ選んでください"),
        ({"reply": "same", "remark": "長" * 201}, "200字まで"),
    ],
)
def test_answer_that_says_too_little_keeps_nothing_and_loses_nothing(sent, text, drafter, own, target, url, client):
    client.force_login(drafter)
    other = next(entry.page.pk for entry in asked(target) if entry.page.pk != own.pk)
    data = {f"{name}-{own.pk}": value for name, value in sent.items()} | {f"reply-{other}": "same"}
    html = client.post(url, data).content.decode()
    assert f"{own.title}：{text}" in html
    assert answers(target) == {}
    assert '<option value="same" selected>' in html


def test_forwarded_entry_stands_on_the_other_departments_list(drafter, welfare, own, target, url, client):
    client.force_login(drafter)
    to = folder("fukushi")
    client.post(url, {f"reply-{own.pk}": "elsewhere", f"to-{own.pk}": to.pk})
    other = Target.objects.get(department=to)
    assert (own.pk, "住宅課") in [(entry.page.pk, entry.from_department) for entry in asked(other)]
    client.force_login(welfare)
    client.post(reverse("cms_inquiry_answer", args=[other.pk]), {f"reply-{own.pk}": "same"})
    assert Confirmation.objects.get(page=own).department == "福祉課"


def test_head_confirms_what_is_answered_and_a_later_answer_takes_it_back(
    person, drafter, welfare, own, target, url, client
):
    head, confirm = person("mihonshi", "jutaku", "head"), reverse("cms_inquiry_confirm", args=[target.pk])
    client.force_login(head)
    client.post(confirm)
    target.refresh_from_db()
    assert target.confirmed_at is None  # nothing is answered yet
    client.force_login(drafter)
    client.post(url, {f"reply-{own.pk}": "corrected", f"remark-{own.pk}": "金額が変わります", "all-same": "1"})
    client.post(confirm)
    target.refresh_from_db()
    assert target.confirmed_at is None  # the drafter is no head
    client.force_login(head)
    assert "照会・課長確認" in client.get(reverse("wagtailadmin_home")).content.decode()
    client.post(confirm)
    assert "照会・課長確認" not in client.get(reverse("wagtailadmin_home")).content.decode()
    target.refresh_from_db()
    assert (target.confirmed_by, target.confirmed_as) == (head, "住宅課 head の職")
    client.force_login(welfare)
    page = load_workbook(BytesIO(client.get(reverse("cms_inquiry_results", args=[target.round_id])).content)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert ["住宅課", own.title, "修正あり", "金額が変わります"] in [row[:4] for row in rows]
    assert all("住宅課 head の職" in row[7] for row in rows[1:])
    client.force_login(drafter)
    client.post(url, {f"reply-{own.pk}": "same"})
    target.refresh_from_db()
    assert target.confirmed_at is None
    assert client.get(reverse("cms_inquiry_results", args=[target.round_id])).status_code in {302, 403}


def test_other_departments_cannot_answer_nor_watch(person, target, url, client):
    client.force_login(person("zenkoku", "henshubu"))
    for address in (url, reverse("cms_inquiry", args=[target.round_id])):
        assert client.get(address).status_code in {302, 403}
    assert not RoundAnswer.objects.exists()


def test_closed_inquiry_takes_nothing(welfare, own, target, url, client):
    client.force_login(welfare)
    client.post(reverse("cms_inquiry_close", args=[target.round_id]))
    html = client.post(url, {f"reply-{own.pk}": "same"}).content.decode()
    assert "締め切られています" in html
    assert answers(target) == {}


def test_reminder_stands_alone(target):
    (line,) = progress(target.round)
    text = reminder(line)
    assert "住宅課 様" in text
    assert f"{line.entries}件のうち{line.open}件" in text
    assert "あと14日" in text


def sheet(*rows: list) -> SimpleUploadedFile:
    book, file = Workbook(), BytesIO()
    book.active.append(columns())
    for row in rows:
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("x.xlsx", file.getvalue())


def test_list_goes_out_and_comes_back(drafter, own, target, client):
    client.force_login(drafter)
    url = reverse("cms_inquiry_spreadsheet", args=[target.pk])
    page = load_workbook(BytesIO(client.get(url).content)).active
    assert page.sheet_state == "visible"
    keys = [row[0] for row in page.iter_rows(min_row=2, values_only=True) if row[0]]
    assert keys == [str(entry.page.pk) for entry in asked(target)]
    client.post(
        url,
        {
            "file": sheet(
                [own.pk, "", "", "", "修正あり", "月2万円になる", ""], ["", "", "", "", "新規", "新しい窓口", ""]
            )
        },
    )
    assert [(row.page_id, row.reply, row.remark) for row in target.answers.all()] == [
        (own.pk, "corrected", "月2万円になる"),
        (None, "new", "新しい窓口"),
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (["x", "", "", "", "変更なし", "", ""], "3行目「番号（変えないでください）」：数字ではありません"),
        ([None, "", "", "", "たぶん", "", ""], "3行目「回答」：回答をどれか一つ選んでください"),
        ([999999, "", "", "", "変更なし", "", ""], "3行目：この課に聞いていないページです"),
        ([None, "", "", "", "所管外", "", "宇宙課"], "3行目「転送先の課」：この名前の課はありません"),
    ],
)
def test_bad_row_is_named_and_nothing_is_half_imported(row, text, drafter, own, target, client):
    client.force_login(drafter)
    url = reverse("cms_inquiry_spreadsheet", args=[target.pk])
    response = client.post(url, {"file": sheet([own.pk, "", "", "", "変更なし", "", ""], row)}, follow=True)
    html = response.content.decode()
    assert text in html
    assert "何も取り込んでいません" in html
    assert answers(target) == {}


def test_file_that_is_no_spreadsheet(drafter, target, client):
    client.force_login(drafter)
    url = reverse("cms_inquiry_spreadsheet", args=[target.pk])
    response = client.post(url, {"file": SimpleUploadedFile("x.xlsx", b"no")}, follow=True)
    assert "ファイルを読めません" in response.content.decode()


def test_queries_do_not_grow_with_answers(target, own):
    with CaptureQueriesContext(connection) as before:
        asked(target)
    RoundAnswer.objects.create(target=target, page=own, reply="same")
    with CaptureQueriesContext(connection) as after:
        asked(target)
    assert len(after) == len(before)


@pytest.mark.parametrize(("left", "mails"), [(7, 1), (5, 0), (-1, 1)])
def test_department_that_owes_answers_is_reminded_once_around_the_date(left, mails, target, mailoutbox):
    Round.objects.update(deadline=timezone.localdate() + datetime.timedelta(days=left))
    DepartmentPage.objects.filter(pk=target.department_id).update(email="jutaku@mihonshi.example")
    call_command("send_digests")
    call_command("send_digests")
    assert len(mailoutbox) == mails
    for mail in mailoutbox:
        assert mail.to == ["jutaku@mihonshi.example"]
        assert target.round.name in mail.subject
        assert "住宅課" in mail.body


def test_reminder_that_could_not_be_sent_goes_out_with_the_next_digest(target, monkeypatch, mailoutbox):
    Round.objects.update(deadline=timezone.localdate() + datetime.timedelta(days=7))
    DepartmentPage.objects.filter(pk=target.department_id).update(email="jutaku@mihonshi.example")
    with monkeypatch.context() as away:
        away.setattr(EmailMessage, "send", mock.Mock(side_effect=ConnectionRefusedError))
        assert send_reminders() == 0
    Round.objects.update(deadline=timezone.localdate() + datetime.timedelta(days=6))  # the day after
    assert (send_reminders(), send_digests()) == (0, 1)
    (mail,) = mailoutbox
    assert target.round.name in mail.subject
    assert "あと7日" in mail.body

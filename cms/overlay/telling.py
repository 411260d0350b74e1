"""Whoever looks after an adaptation is told what the base says now; the welfare division, what nobody answers.

The mails are Japanese whatever the screen of whoever published the base says, and complete without their link.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from cms.models import BaseConfirmation, DepartmentPage, EditionPage, Holding, Notice, User
from cms.models.posts import WRITES
from cms.models.staff import Mailing
from cms.workflow import mails

from . import bases, comparing, reading

IGNORED_AFTER = timedelta(days=7)
MONDAY = 0


def tell_later(rows: Iterable[BaseConfirmation]) -> None:
    """By a worker: a national change concerns every city, and whoever published it shall not wait for their mails."""
    if keys := [row.pk for row in rows]:
        transaction.on_commit(lambda: tell.enqueue(keys), robust=True)


@task()
def tell(keys: list[int]) -> None:
    rows = BaseConfirmation.objects.filter(pk__in=keys, answered_at=None, outdated_since__isnull=False)
    with override(settings.LANGUAGE_CODE):
        for row in rows.select_related("page__locale"):
            folder = DepartmentPage.objects.ancestor_of(row.page).first()
            if folder is not None:
                comparison = comparing.compare(row)
                subject = f"【国の変更】{comparison.page.title}（{_day(row.outdated_since)}）"
                _write(folder, subject, _lines(comparison, folder))


def tell_ignored() -> int:
    """On Mondays to the welfare division of each edition: what has waited for a week. Asked twice a day, it writes
    once. How many went out.
    """
    now = timezone.localtime()
    if now.weekday() != MONDAY:
        return 0
    old = BaseConfirmation.objects.filter(answered_at=None, outdated_since__lte=now - IGNORED_AFTER)
    paths = {path[: 2 * EditionPage.steplen] for path in old.values_list("page__path", flat=True)}
    with override(settings.LANGUAGE_CODE):
        return sum(_tell_ignored(edition, now) for edition in EditionPage.objects.filter(path__in=paths))


def _tell_ignored(edition: EditionPage, now: datetime) -> int:
    folders = DepartmentPage.objects.child_of(edition).order_by("-is_welfare", "path")
    welfare = next((folder for folder in folders if folder.is_welfare), None)
    rows = [row for row in bases.open_rows(edition) if row.outdated_since <= now - IGNORED_AFTER]
    subject = f"【国の変更・まだ答えのないもの {len(rows)}件】{edition.scope_label}（{_day(now)}）"
    if welfare is None or Notice.objects.filter(subject=subject, written_at__date=now.date()).exists():
        return 0
    names = {folder.path: folder.title for folder in folders}
    lines = [
        "国の文が変わってから1週間をすぎても、市の文を見直した答えのないものです。住民には市の文が出つづけています。",
        *(
            f"■ {row.page.title}　{names.get(row.page.path[: edition.steplen * 3], '')}　"
            f"{_day(row.outdated_since)}から{(now - row.outdated_since).days}日"
            for row in rows
        ),
        "■ すること　所管課にうながすか、福祉課が答えます。編集の画面「国の変更」から。",
        settings.WAGTAILADMIN_BASE_URL + reverse("cms_base_changes", args=[edition.slug]),
    ]
    return _write(welfare, subject, lines)


def _lines(comparison: comparing.Comparison, folder: DepartmentPage) -> list[str]:
    page = comparison.page
    edition = folder.get_parent().slug
    where = settings.WAGTAILADMIN_BASE_URL + reverse("cms_base_change", args=[edition, page.pk])
    how = ["■ 答え方　編集の画面「国の変更」から。答えるまで、ここに残ります。", where]
    if comparison.now is None:
        said = "のもとの制度が、もとの版に載らなくなりました。市の書きかえも、住民には出ません。"
        return [f"「{page.title}」{said}", "■ 選べること　市だけの制度として残すか、このまま出さないか。", *how]
    if page.change == "hide":
        said = "は市では出していません。もとの文が変わったので、それでよいか見てください。"
    else:
        said = "のもとの文が変わりました。市の文があるので、住民には市の文が出つづけています。"
    own = reading.newest_texts(page)
    lines = [f"「{page.title}」{said}"]
    for question in [*comparison.questions, *(comparison.renewed if page.change == "hide" else [])]:
        now = comparing.shown(question.name, comparison.now.get(question.name))
        mine = own["title"] if question.name == "title" else own.get(question.name)
        lines += [f"■ {question.label}", f"　もとの文（確かめたとき）：{question.before or '（なし）'}"]
        lines.append(f"　もとの文（いま）：{now or '（なし）'}")
        lines += [f"　市の文：{comparing.shown(question.name, mine) or '（なし）'}"] if page.change != "hide" else []
    if comparison.renewed and page.change != "hide":
        lines.append(f"■ 市の文がなく、もう新しい文が出ているところ　{'・'.join(q.label for q in comparison.renewed)}")
    return [*lines, "■ 選べること　市の文のまま・国の文を使う・書き直す", *how]


def _write(folder: DepartmentPage, subject: str, lines: list[str]) -> int:
    """To the mailbox of the department; where it has none, to everybody who writes for it."""
    people: list[User | None] = [None] if folder.email else list(_writers(folder))
    sent = 0
    for person in people:
        greeting = f"{person.full_name} 様" if person else f"{folder.title} 様"
        notice = Notice.objects.create(
            person=person,
            address=person.email if person else folder.email,
            subject=subject[:200],
            body="\n".join([greeting, *lines]) + "\n",
            written_at=timezone.now(),
        )
        sent += mails.send([notice.pk]) if person is None or person.mailing == Mailing.AT_ONCE else 0
    return sent


def _writers(folder: DepartmentPage) -> Iterable[User]:
    held = Holding.objects.on(None).filter(post__department=folder, post__role__in=WRITES)
    return User.objects.filter(holdings__in=held, is_active=True).exclude(email="").distinct().order_by("pk")


def _day(when: datetime) -> str:
    return f"{timezone.localtime(when):%-m/%-d}"

"""Plain mails that are complete without a link: who asks what, until when, and the texts themselves.

They are Japanese whatever the writer's screen says, and they go out when the move has really been made.
"""

import logging
from collections.abc import Iterable
from datetime import date
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.models import Notice, Proposal, ProposalStep, User
from cms.models.proposals import State, StepState
from cms.models.routes import StepAct
from cms.models.staff import Mailing
from cms.reading import rendering

from . import flow
from .acts import Doing

ASKS = {StepAct.CHECK: "確認のお願い", StepAct.CONCUR: "合議のお願い", StepAct.DECIDE: "決裁のお願い"}
HOW = {
    StepAct.CHECK: "内容を見て、確認するか、差し戻してください。",
    StepAct.CONCUR: "{department}に関係するところについて、同意かどうかを教えてください。",
    StepAct.DECIDE: "この文で出してよいか、決裁をお願いします。",
}
AFTERWARDS = "緊急・事後決裁のお願い"
OUT_ALREADY = "決裁を待たずに、住民に出しました。この文でよかったか、決裁をお願いします。"
SILENCE = {False: "過ぎても、同意したことにはなりません。", True: "決裁されるまで、毎朝お知らせします。"}
WEEKDAYS = "月火水木金土日"
MOST_TRIES = 5  # at once and on four mornings
log = logging.getLogger("cms.mails")


def after(move: str, doing: Doing) -> None:
    """Whoever's turn it has become is asked; whomever the move concerns is told."""
    with override("ja"):
        waiting = [step for step in doing.steps() if step.state == StepState.OPEN]
        for step in waiting if move == "remind" else doing.opened:
            if step.act in ASKS:
                _ask(doing, step, "催促・" if move == "remind" else "")
        if move in TOLD:
            act, people, lines = TOLD[move](doing)
            me = doing.user.pk if doing.user else None
            for person in {person.pk: person for person in people if person and person.pk != me}.values():
                _write(doing.proposal, person, f"【{act}】{_title(doing.proposal)}", [f"{person.full_name} 様", *lines])


def _ask(doing: Doing, step: ProposalStep, prefix: str) -> None:
    proposal = doing.proposal
    until = f" {step.due:%-m/%-d} {flow.CLOSING}まで" if step.due else ""
    is_out = proposal.state == State.EMERGENCY
    asks, how = (AFTERWARDS, OUT_ALREADY) if is_out else (ASKS[step.act], HOW[step.act])
    subject = f"【{prefix}{asks}{until}】{_title(proposal)}"
    department = step.post.department.title if step.post else ""
    body = [
        f"{proposal.author_as}です。{how.format(department=department)}",
        *([f"■ 聞きたいこと　{step.question}"] if step.question and step.act == StepAct.CONCUR else []),
        *_changes(proposal),
        f"■ 理由　{proposal.reason}",
        *([f"■ 根拠　{proposal.evidence}"] if proposal.evidence else []),
        *(f"■ 添付　{file.name}（編集の画面で読めます）" for file in proposal.files.all()),
        *([f"■ 期限　{by_closing(step.due)}（閉庁日を除く）。{SILENCE[is_out]}"] if step.due else []),
        *_how_to_answer(proposal),
    ]
    for acting in doing.office.whose(step):
        note = ["（不在の人の代理としてお願いしています。）"] if acting.is_deputy else []
        _write(proposal, acting.person, subject, [f"{acting} 様", *note, *body])
    mailbox = (step.post.email or step.post.department.email) if step.post else ""
    if mailbox:
        _write(proposal, None, subject, [f"{step.label} 様（課の共有メール）", *body], mailbox)


def _changes(proposal: Proposal) -> Iterable[str]:
    for item in proposal.items.select_related("revision", "before"):
        yield rendering.mail_text(flow.difference_of(item))


def _how_to_answer(proposal: Proposal) -> list[str]:
    path = reverse("cms_proposal", args=[proposal.pk])
    department = proposal.department
    line = " ".join(part for part in (department.phone, department.extension) if part) if department else ""
    by_phone = f"開けないときは {line} {proposal.author_as} へお電話ください。" if line else ""
    return [
        f"■ 答え方　編集の画面「わたしの机」から。{by_phone}",
        f"起案番号 {proposal.number}　{settings.WAGTAILADMIN_BASE_URL}{path}",
    ]


def guest_answered(guest) -> None:
    """Somebody outside has answered: the drafter reads it at once."""
    proposal = guest.item.proposal
    if proposal.author is None:
        return
    with override("ja"):
        said = guest.get_answer_display()
        lines = [
            f"{proposal.author.full_name} 様",
            f"{guest.organisation} {guest.name} さんの答え：{said}（{guest.item.title}）",
            *([f"■ 意見　{guest.remark}"] if guest.remark else []),
            *_how_to_answer(proposal),
        ]
        _write(proposal, proposal.author, f"【外の確認・{said}】{_title(proposal)}", lines)


def _sent_back(doing: Doing):
    if doing.proposal.state == State.WITHDRAWN:
        return _ended(doing)
    to = doing.data.get("to")
    step = next((s.label for s in doing.steps() if s.order == to), "段階1（起案）")
    lines = [
        f"{doing.acting} さんが、{step}へ差し戻しました。住民に出ている文は変わっていません。",
        f"■ 理由　{doing.remark}",
        "■ そのあと　「直して出し直す」を押すと、差し戻した段階から再開します。",
        "　文が変わらなければ、ほかの課の同意はそのまま残ります。",
        *_how_to_answer(doing.proposal),
    ]
    return "差戻し", [doing.proposal.author], lines


def _ended(doing: Doing):
    """Sent back after the decision, or after an emergency."""
    out = "いまは緊急公開の文が住民に出ています。刊行の画面で前の号に戻すか、" if doing.proposal.is_emergency else ""
    lines = [
        f"{doing.acting} さんが差し戻しました。この起案はここで終わりです。",
        f"■ 理由　{doing.remark}",
        f"■ そのあと　{out}直した文で、新しい起案を出してください。",
        *_how_to_answer(doing.proposal),
    ]
    return "差戻し", [doing.proposal.author, *_welfare(doing)], lines


def _disagreed(doing: Doing):
    lines = [
        f"{doing.acting} さんが不同意と答えました。話がつくまで決裁できません。",
        f"■ 理由　{doing.remark}",
        *_how_to_answer(doing.proposal),
    ]
    deciders = [a.person for s in doing.steps(StepAct.DECIDE) for a in doing.office.whose(s)]
    return "不同意", [doing.proposal.author, *deciders, *_welfare(doing)], lines


def _remarked(doing: Doing):
    lines = [f"{doing.acting} さんの意見です。手続きは止まりません。", f"■ 意見　{doing.remark}"]
    return "意見", [doing.proposal.author], [*lines, *_how_to_answer(doing.proposal)]


def _decided(doing: Doing):
    who = f"{doing.acting} さんが{'代決' if doing.acting.is_deputy else '決裁'}しました。"
    lines = [who, "福祉課が刊行すると、住民に出ます。それまで、いまの文が出つづけます。"]
    asked = [step.acted_by for step in doing.steps(StepAct.CONCUR)]
    reported = [p for s in doing.steps(StepAct.DECIDE, StepAct.INFORM) if s.to_read for p in doing.office.of(s.post)]
    people = [doing.proposal.author, *asked, *reported, *_welfare(doing)]
    return "決裁済", people, [*lines, *_how_to_answer(doing.proposal)]


def _taken_back(word: str, doing: Doing):
    lines = [f"{doing.acting or doing.user.full_name} さんが{word}ました。答えなくてかまいません。"]
    people = [step.acted_by for step in doing.steps()]
    people += [a.person for s in doing.steps() if s.state == StepState.OPEN for a in doing.office.whose(s)]
    reason = [f"■ 理由　{doing.remark}"] if doing.remark else []
    return word.removesuffix("し"), people, [*lines, *reason, *_how_to_answer(doing.proposal)]


def _acted_over(doing: Doing):
    lines = [f"{doing.acting} さんが、不在のあなたの分も合わせて承認しました。", f"■ 理由　{doing.remark}"]
    return "引上げ承認", doing.office.of(doing.step.post), [*lines, *_how_to_answer(doing.proposal)]


def _out(doing: Doing):
    lines = [f"第{doing.data['number']}号で、住民に出ました。カードの「確認」の日と課は、この決裁から入りました。"]
    return "刊行", [doing.proposal.author], [*lines, *_how_to_answer(doing.proposal)]


TOLD = {
    "release": _out,
    "send_back": _sent_back,
    "raise_back": _sent_back,
    "disagree": _disagreed,
    "remark": _remarked,
    "decide": _decided,
    "substitute": _decided,
    "recall": partial(_taken_back, "取り下げ"),
    "withdraw": partial(_taken_back, "廃案にし"),
    "raise": _acted_over,
}


def _welfare(doing: Doing) -> list[User]:
    """The people of the welfare division today."""
    path = doing.proposal.edition.path
    posts = [p for p in doing.office.posts.values() if p.department.is_welfare and p.department.path.startswith(path)]
    return [person for post in posts for person in doing.office.of(post)]


def _title(proposal: Proposal) -> str:
    return f"{proposal.number} {proposal.subject}".strip()


def day(when: date) -> str:
    return f"{when.month}月{when.day}日（{WEEKDAYS[when.weekday()]}）"


def by_closing(when: date) -> str:
    return f"{day(when)} {flow.CLOSING}まで"


def _write(proposal: Proposal, person: User | None, subject: str, lines: list[str], address: str = "") -> None:
    address = address or (person.email if person else "")
    if not address:
        return
    notice = Notice.objects.create(
        proposal=proposal, person=person, address=address, subject=subject[:200], body="\n".join(lines) + "\n"
    )
    if person is None or person.mailing == Mailing.AT_ONCE:
        transaction.on_commit(partial(send, [notice.pk]), robust=True)


def send(keys: list[int]) -> int:
    notices = Notice.objects.filter(pk__in=keys, sent_at=None)
    return sum(_deliver(notice.address, notice.subject, notice.body, [notice]) for notice in notices)


def try_again(notices: list[Notice]) -> int:
    """To the address that the person has now. How many went out; the others stay where they are."""
    for notice in notices:
        notice.address = (notice.person.email if notice.person else "") or notice.address
        notice.save(update_fields=["address"])
    return send([notice.pk for notice in notices])


def put_away(notices: list[Notice]) -> None:
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(put_away_at=timezone.now())


def _deliver(address: str, subject: str, body: str, notices: list[Notice]) -> bool:
    """A mail server that does not answer keeps nobody from deciding, and an address that it refuses keeps nobody else
    from their mail: the notices wait for the next digest, until it has been tried often enough.
    """
    keys = [notice.pk for notice in notices]
    try:
        EmailMessage(subject, body, to=[address]).send()
    except OSError:
        log.exception("a mail could not be sent")
        Notice.objects.filter(pk__in=keys).update(tries=F("tries") + 1)
        return False
    Notice.objects.filter(pk__in=keys).update(sent_at=timezone.now())
    return True


def send_digests() -> int:
    """One mail for everything that waits for a person, what is sent at once and failed included. How many went out."""
    sent = 0
    waiting: dict[str, list[Notice]] = {}
    for notice in Notice.objects.filter(sent_at=None, put_away_at=None, tries__lt=MOST_TRIES):
        waiting.setdefault(notice.address, []).append(notice)
    for address, notices in waiting.items():
        subject = notices[0].subject if len(notices) == 1 else f"【まとめ {len(notices)}件】{notices[0].subject}"
        body = "\n\n----------\n\n".join(f"{notice.subject}\n{notice.body}" for notice in notices)
        sent += _deliver(address, subject, body, notices)
    return sent

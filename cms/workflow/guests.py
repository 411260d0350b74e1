"""外の確認: a link in a mail shows one page as it would be and takes one answer. Looking records nothing."""

from functools import partial

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from cms.models import Guest, Notice, ProposalItem, User
from cms.models.guests import GuestAnswer
from cms.models.proposals import MOVING, OPEN
from cms.reading import pages, rendering

from . import flow, mails, record
from .screens import visible

SALT = "cms.guest"  # a link of this kind opens nothing else
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def link(guest: Guest) -> str:
    token = signing.dumps([guest.pk, guest.until.isoformat()], salt=SALT)
    return settings.WAGTAILADMIN_BASE_URL + reverse("cms_guest", args=[token])


@require_POST
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """The drafter sends a link for one page of the proposal."""
    proposal = get_object_or_404(visible(request.user), pk=key)
    item = get_object_or_404(ProposalItem, pk=request.POST.get("item") or 0, proposal=proposal)
    until, address = parse_date(request.POST.get("until", "")), request.POST.get("address", "").strip()
    organisation = request.POST.get("organisation", "").strip()
    if proposal.author != request.user or proposal.state not in MOVING:
        raise PermissionDenied
    if until is None or until < timezone.localdate() or "@" not in address or not organisation:
        messages.warning(request, _("Give the name, the mail address and a day that is still to come."))
        return redirect("cms_proposal", key)
    typed, until = until, flow.working_days_from(until, 0)
    with transaction.atomic():
        guest = Guest.objects.create(item=item, organisation=organisation[:80], address=address, until=until)
        _note("guest_ask", guest, request.user, guest.item.proposal.author_post, organisation)
        notice = Notice.objects.create(
            proposal=proposal, address=address, subject=_subject(guest), body="\n".join(_lines(guest)) + "\n"
        )
        transaction.on_commit(partial(mails.send, [notice.pk]), robust=True)
    messages.success(request, _("The link was sent to %s.") % organisation)
    if until != typed:
        words = {"day": mails.day(typed), "until": mails.day(until)}
        messages.info(request, _("%(day)s is no working day. The link is good until %(until)s.") % words)
    return redirect("cms_proposal", key)


@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    guest = _of_drafter(request, key)
    with transaction.atomic():
        Guest.objects.filter(pk=guest.pk).update(revoked_at=timezone.now())
        _note("guest_revoke", guest, request.user, guest.item.proposal.author_post, guest.organisation)
    return redirect("cms_proposal", guest.item.proposal_id)


@csrf_exempt  # there is no session to protect; the link itself is what entitles
@require_http_methods(["GET", "HEAD", "POST"])
def guest_page(request: HttpRequest, token: str) -> HttpResponse:
    try:
        key, _until = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return _show(request, None, "altered", 404)
    guest = Guest.objects.select_related("item__proposal__edition", "item__proposal__department").filter(pk=key).first()
    if guest is None:
        return _show(request, None, "altered", 404)
    if request.method == "POST" and _standing(guest) == "open":
        return _take(request, guest)
    return _stand(request, guest)


def _standing(guest: Guest) -> str:
    """What the link is good for now."""
    if guest.revoked_at:
        return "revoked"
    if guest.until < timezone.localdate():
        return "expired"
    if guest.answered_at:
        return "answered"
    return "open" if guest.item.proposal.state in OPEN else "over"


def _stand(request: HttpRequest, guest: Guest) -> HttpResponse:
    state = _standing(guest)
    return _show(request, guest, state, 200 if state in {"open", "answered"} else 410)


def _take(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Once: a replayed answer finds the receipt."""
    said = {name: request.POST.get(name, "").strip() for name in ("answer", "remark", "name")}
    if said["answer"] not in GuestAnswer.values or not said["name"]:
        return _show(request, guest, "open", 400, _("Choose one of the three and write your name."), said)
    if said["answer"] == GuestAnswer.REMARK and not said["remark"]:
        return _show(request, guest, "open", 400, _("Write your remark."), said)
    _accept(guest, said)
    guest.refresh_from_db()
    return _stand(request, guest)


def _accept(guest: Guest, said: dict[str, str], person: User | None = None) -> bool:
    """Once, while the link is not taken back and the proposal is open; `person` has typed it in for the guest."""
    with transaction.atomic():
        guest = Guest.objects.select_for_update(of=("self",)).select_related("item__proposal__edition").get(pk=guest.pk)
        if guest.answered_at or guest.revoked_at or guest.item.proposal.state not in OPEN:
            return False
        guest.answer, guest.remark, guest.name = said["answer"], said["remark"][:1000], said["name"][:60]
        guest.answered_at, guest.typed_in_by = timezone.now(), person
        guest.save()
        if person:
            _answered(guest, person, guest.item.proposal.author_post)
        else:
            _answered(guest, None, _("outside: %s") % guest.organisation, name=guest.name)
    return True


def _answered(guest: Guest, person, post: str, **said) -> None:
    """Into the record, and to the drafter."""
    words = f"{guest.get_answer_display()} {guest.remark}".strip()
    if person is not None:
        words = _("%(organisation)s %(name)s, by phone: %(words)s") % {
            "organisation": guest.organisation, "name": guest.name, "words": words,
        }  # fmt: skip
    _note("guest_typed" if person else "guest_answer", guest, person, post, words, **said)
    if person is None:
        mails.guest_answered(guest)


@require_POST
def type_in(request: HttpRequest, key: int) -> HttpResponse:
    """代理入力: what somebody said by phone, typed in by the drafter and marked so."""
    guest = _of_drafter(request, key)
    said = {name: request.POST.get(name, "").strip() for name in ("answer", "remark", "name")}
    needs_remark = said["answer"] == GuestAnswer.REMARK and not said["remark"]
    if said["answer"] not in GuestAnswer.values or not said["name"] or needs_remark:
        messages.warning(request, _("Choose one of the three, and write who said it and the remark."))
        return redirect("cms_proposal", guest.item.proposal_id)
    if not _accept(guest, said, request.user):
        messages.warning(
            request, _("Nothing was typed in: the link is taken back or answered, or the proposal is decided.")
        )
    return redirect("cms_proposal", guest.item.proposal_id)


@require_POST
def respond(request: HttpRequest, key: int) -> HttpResponse:
    """対応: how the drafter meets what was said outside."""
    guest = _of_drafter(request, key)
    words = request.POST.get("response", "").strip()[:600]
    if words and guest.answered_at:
        with transaction.atomic():
            Guest.objects.filter(pk=guest.pk).update(response=words)
            _note("respond", guest, request.user, guest.item.proposal.author_post, f"{guest.organisation}: {words}")
    else:
        messages.warning(request, _("Write in a sentence how the remark is met."))
    return redirect("cms_proposal", guest.item.proposal_id)


def _of_drafter(request: HttpRequest, key: int) -> Guest:
    own = Guest.objects.select_related("item__proposal__edition", "item__proposal__author")
    return get_object_or_404(own, pk=key, item__proposal__in=visible(request.user), item__proposal__author=request.user)


def _note(act: str, guest: Guest, person, post: str, remark: str, **said) -> None:
    proposal = guest.item.proposal
    record.append(
        act,
        proposal.edition.slug,
        proposal=proposal,
        person=person,
        post=post[:120],
        subject=guest.item.title[:200],
        remark=remark,
        versions=[[guest.item.page_id, guest.item.revision_id]],
        **said,
    )


def _show(
    request: HttpRequest,
    guest: Guest | None,
    state: str,
    status: int = 200,
    refused: str = "",
    said: dict | None = None,
) -> HttpResponse:
    context = {"guest": guest, "state": state, "refused": refused, "said": said or {}, "choices": GuestAnswer.choices}
    context["closing"] = flow.CLOSING
    if guest is not None:
        proposal = guest.item.proposal
        context |= {"proposal": proposal, "department": proposal.department}
    if state == "open" and guest.item.revision:
        difference = flow.difference_of(guest.item)
        context |= {
            "changes": [(c, rendering.new_html(c), c.old) for c in difference.for_others],
            "lines": list(pages.lines(guest.item.revision.as_object())),
            "card": "" if guest.item.ends else _as_residents_read_it(guest, request),
        }
    answer = render(request, "cms/workflow/guest.html", context, status=status)
    for name, value in HEADERS.items():
        answer[name] = value
    return answer


def _as_residents_read_it(guest: Guest, request: HttpRequest) -> str:
    """The reader's page for a frame in which nothing runs and nothing can be sent."""
    return guest.item.revision.as_object().serve_preview(request, "").content.decode()


def _subject(guest: Guest) -> str:
    proposal = guest.item.proposal
    return f"【{proposal.edition.organisation}】案内文を出す前の確認のお願い（{mails.by_closing(guest.until)}・1〜2分）"


def _lines(guest: Guest) -> list[str]:
    proposal = guest.item.proposal
    department = proposal.department
    phone = f"（{department.phone}）" if department and department.phone else ""
    return [
        f"{guest.organisation} 様",
        f"{proposal.edition.organisation} {proposal.author_as}{phone}です。次の案内を直します。",
        rendering.mail_text(flow.difference_of(guest.item)),
        f"■ 理由　{proposal.reason}",
        "「このままでよい」「意見がある」「担当ではない」のどれかを、下のページで選んでください。",
        link(guest),
        f"（1回だけ使えます。{mails.by_closing(guest.until)}。登録はいりません）",
        "この1ページのほかは見られません。お名前・答え・日時が市の記録に残ります。お電話でも承ります。",
        "覚えのないときは、開かずに上の番号へお知らせください。",
    ]

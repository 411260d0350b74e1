"""The one clock: what is due goes out, and whoever scheduled it hears when it could not."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handbook.models import Batch

from . import batches
from .checks import Problem

log = logging.getLogger("handbook.release")


def release_due() -> list[tuple[Batch, list[dict]]]:
    """Each batch whose hour has come, with what kept it from going out."""
    done = []
    for batch in batches.due(timezone.now()):
        try:
            problems = batches.release(batch)
        except batches.NotWaiting:  # another scheduler, or somebody at the desk, was faster
            continue
        if problems:
            tell(batch, problems)
        done.append((batch, problems))
    return done


def tell(batch: Batch, problems: list[dict]) -> None:
    """A mail that is complete without its link. A mail server that is away stops nothing: the desk says it too."""
    if not batch.made_by or not batch.made_by.email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        when = date_format(timezone.localtime(batch.release_at), "n/j G:i")
        lines = [
            _("What was to go out at %(when)s did not. Residents go on reading the Release before.") % {"when": when},
            "",
            *(f"■ {text(problem)}" for problem in problems),
            "",
            _("What was chosen:"),
            *(f"　{change['title']}" for change in batch.changes),
            "",
            _("Leave out what is named above, or put it right, and release again:"),
            settings.WAGTAILADMIN_BASE_URL + reverse("handbook_desk", args=[batch.edition]),
        ]
        subject = _("[Not released %(when)s] %(remark)s") % {"when": when, "remark": batch.remark}
    try:
        send_mail(subject.strip(), "\n".join(lines), None, [batch.made_by.email])
    except OSError:
        log.exception("the mail about a batch that was not released could not be sent")


def text(problem: dict) -> str:
    return Problem(problem["message"], problem["names"], problem["page"]).text

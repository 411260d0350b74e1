"""Going out: exactly the chosen revisions are published and the Release is switched in one transaction, or nothing is.

At the hour of a scheduled batch everything is asked again. Whatever stands in the way is written into the batch, with
the changes it comes from, and residents go on reading the Release before.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from wagtail.models import Page, Revision

from handbook.models import Batch

from . import compose, publish, switch
from .candidate import Blamed, Candidate
from .checks import Problem, Refused

KEPT_OF_CHANGE = ("page", "revision", "title", "entry", "kind", "department", "proposal", "ends")

log = logging.getLogger("handbook.release")


class Misplaced(Exception):
    """A chosen revision may no longer go out as it was chosen."""

    def __init__(self, blamed: list[Blamed]):
        super().__init__("; ".join(one.problem.text for one in blamed))
        self.blamed = blamed


class NotWaiting(Exception):
    """Somebody else has released or cancelled the batch in the meantime."""


def choose(edition: str, revisions: Iterable[int], user: Any, keeps: Iterable[int] = (), **decision: Any) -> Batch:
    """The batch of these revisions. Raises Misplaced where one of them may not go out. `keeps`: those that are minor
    edits, whose translations stay valid; of a decided change its proposal says it, and nobody else.
    """
    wanted = list(dict.fromkeys(revisions))
    in_emergency = decision.get("kind") == Batch.Kind.EMERGENCY
    offered = {change.revision: change for change in compose.pending(edition, in_emergency)}
    if unknown := [revision for revision in wanted if revision not in offered]:
        titles = Revision.objects.filter(pk__in=unknown).values_list("object_id", "object_str")
        raise Misplaced([_misplaced(int(page), title, edited=True) for page, title in titles])
    changes = [{name: asdict(offered[pk])[name] for name in KEPT_OF_CHANGE} for pk in wanted]
    for change in changes:
        if change["revision"] in keeps and not change["proposal"]:
            change["keeps_translations"] = True
    with transaction.atomic():
        batch = Batch.objects.create(edition=edition, changes=changes, made_by=user, **decision)
        if batch.state == Batch.State.SCHEDULED:
            compose.tell("changes_planned", edition, revisions=wanted, at=batch.release_at, by=user)
    return batch


def release(batch: Batch) -> list[dict]:
    """What kept it from going out, empty when it is out. Raises NotWaiting."""
    try:
        try:
            _release(batch.pk)
        except OperationalError:  # met another writer
            _release(batch.pk)
        log.info("edition %s released with %d changes", batch.edition, len(batch.changes))
        return []
    except Misplaced as misplaced:
        found = misplaced.blamed
    except Refused as refused:
        found = blame(batch, refused.problems)
    except compose.NoSuchEdition:
        found = [Blamed(Problem(_("This edition is not published. Publish the edition's page first.")), ())]
    except NotWaiting:
        raise
    except ValidationError as error:  # a draft may be kept that is still too long; only an emergency meets it here
        text = _("A text cannot go out as it is: %(why)s Open its page; the inspection says where.")
        found = [Blamed(Problem(text, {"why": " ".join(error.messages)}), ())]
    except Exception as error:
        log.exception("a batch of edition %s could not be released", batch.edition)
        failure = _("Releasing failed (%(error)s). Nothing has changed. Try again; if that fails too, see the log.")
        found = [Blamed(Problem(failure, {"error": type(error).__name__}), ())]
    problems = [{**one.problem.as_json(), "blame": list(one.pages)} for one in found]
    with transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state=Batch.State.REFUSED, problems=problems)
        if batch.release_at:
            _tell_of_no_plan(batch, None)
    return problems


def _release(pk: int) -> None:
    with switch.alone():
        batch = Batch.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=pk)
        if batch.state not in (Batch.State.CHOSEN, Batch.State.SCHEDULED):
            raise NotWaiting
        minor = {change["revision"] for change in batch.changes if change.get("keeps_translations")}
        with publish.composing_here(batch.edition):
            for revision, ends in _revisions(batch):
                if ends:
                    compose.end_page(revision.content_object, batch.made_by)
                    continue
                revision.content |= {"go_live_at": None, "expire_at": None}  # there is one clock, and it has struck
                revision.keeps_translations = revision.pk in minor  # read by whoever hears that it was published
                revision.publish(user=batch.made_by, skip_permission_checks=True)
            stored = publish.compose_and_switch(batch.edition, batch)
            batch.state, batch.released_at = Batch.State.RELEASED, timezone.now()
            batch.save(update_fields=["state", "released_at"])
            out = [change["revision"] for change in batch.changes]
            said = {"revisions": out, "number": stored[0].number, "by": batch.made_by, "remark": batch.remark}
            compose.tell("changes_released", batch.edition, **said)


def _revisions(batch: Batch) -> list[tuple[Revision, bool]]:
    """Parents before their children, so that nothing is published into a folder that is not there yet; with each
    whether it stands for the end of its page.
    """
    waiting = compose.pending(batch.edition, batch.kind == Batch.Kind.EMERGENCY)
    offered = {change.page: (change.revision, change.ends) for change in waiting}
    chosen = {change["page"]: (change["revision"], change.get("ends", False)) for change in batch.changes}
    wrong = [change for change in batch.changes if offered.get(change["page"]) != chosen[change["page"]]]
    if wrong:
        raise Misplaced(
            [_misplaced(change["page"], change["title"], change["page"] in offered) for change in wrong],
        )
    paths = dict(Page.objects.filter(pk__in=offered).values_list("pk", "path"))
    found = Revision.objects.filter(pk__in=[change["revision"] for change in batch.changes])
    ordered = sorted(found, key=lambda revision: paths[int(revision.object_id)])
    return [(revision, chosen[int(revision.object_id)][1]) for revision in ordered]


def _misplaced(page: int, title: str, edited: bool) -> Blamed:
    gone = not Page.objects.filter(pk=page).exists()
    if gone:
        message = _("“%(title)s” was deleted after it was chosen. Leave it out.")
    elif edited:
        message = _("“%(title)s” was edited or released after it was chosen. Look at it again and choose it anew.")
    else:
        message = _("“%(title)s” was moved, released or taken back after it was chosen. Leave it out.")
    return Blamed(Problem(message, {"title": title}, None if gone else page), (page,))


def blame(batch: Batch, problems: list[Problem]) -> list[Blamed]:
    candidate = Candidate(
        batch.edition, compose.SOURCE_LANGUAGE, [change["revision"] for change in batch.changes if change["revision"]]
    )
    known = candidate.blamed()
    return [
        next((one for one in known if one.problem == problem), Blamed(problem, ()))
        for problem in {problem.text: problem for problem in problems}.values()
    ]


def cancel(batch: Batch, user: Any = None) -> bool:
    """Whether it still waited for its hour, or for somebody to look at why it did not go out."""
    with transaction.atomic():
        waiting = Batch.objects.filter(pk=batch.pk, state__in=[Batch.State.SCHEDULED, Batch.State.REFUSED])
        cancelled = bool(waiting.update(state=Batch.State.CANCELLED))
        if cancelled:
            _tell_of_no_plan(batch, user)
    return cancelled


def _tell_of_no_plan(batch: Batch, user: Any) -> None:
    """What another batch still has planned stays planned."""
    others = Batch.objects.filter(edition=batch.edition, state=Batch.State.SCHEDULED).exclude(pk=batch.pk)
    planned = {change["revision"] for other in others for change in other.changes}
    left = [change["revision"] for change in batch.changes if change["revision"] not in planned]
    compose.tell("changes_planned", batch.edition, revisions=left, at=None, by=user)


def decided(edition: str, revisions: list[int]) -> None:
    """An emergency was decided on afterwards, for or against."""
    emergencies = Batch.objects.filter(edition=edition, kind=Batch.Kind.EMERGENCY, decided_at=None)
    for batch in emergencies.filter(state=Batch.State.RELEASED):
        if {change["revision"] for change in batch.changes} & set(revisions):
            batch.decided_at = timezone.now()
            batch.save(update_fields=["decided_at"])


def due(now: datetime) -> list[Batch]:
    return list(
        Batch.objects.filter(state=Batch.State.SCHEDULED, release_at__lte=now)
        .select_related("made_by")
        .order_by("release_at", "pk")
    )

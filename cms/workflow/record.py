"""Adding to the record, and proving that nothing in it was changed."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_noop as _

from cms.models import Event, RecordHead
from cms.models.record import FIRST

ACTS = {
    "propose": _("Proposed"),
    "check": _("Checked"),
    "skip": _("Skipped, to be read later"),
    "read_later": _("Read later"),
    "raise": _("Acted over a subordinate"),
    "raise_back": _("Sent back over a subordinate"),
    "agree": _("Agreed"),
    "remark": _("Agreed with remark"),
    "disagree": _("Disagreed"),
    "forward": _("Not ours, forwarded"),
    "respond": _("Answered a remark"),
    "climb": _("Passed up for decision"),
    "decide": _("Decision made"),
    "substitute": _("Decided as substitute"),
    "report_read": _("Read the report"),
    "inform_read": _("Read for information"),
    "send_back": _("Sent back"),
    "reword": _("Changed the request"),
    "resubmit": _("Resubmitted"),
    "recall": _("Recalled"),
    "withdraw": _("Withdrawn for good"),
    "remind": _("Reminded"),
    "mail": _("Mail sent"),
    "plan": _("Planned for release"),
    "unplan": _("No longer planned for release"),
    "release": _("Went out"),
    "go_back": _("Went back to an earlier Release"),
    "go_on": _("Ended the hold"),
    "emergency": _("Published in an emergency"),
    "kind_added": _("Kind of desk added"),
    "kind_renamed": _("Kind of desk renamed"),
    "check_translation": _("Checked a translation"),
    "guest_ask": _("Asked a guest"),
    "guest_answer": _("Guest answered"),
    "guest_typed": _("Guest answered, typed in by the drafter"),
    "guest_revoke": _("Link revoked"),
}
COLUMNS = ("number", "time", "post", "person", "act", "proposal", "about", "versions", "remark", "previous", "hash")


@transaction.atomic
def append(act: str, edition: str, *, proposal=None, person=None, post: str = "", **said: Any) -> Event:
    """The next row of the chain. Whoever adds holds the end of it until the transaction is over."""
    RecordHead.objects.get_or_create(pk=1)
    head = RecordHead.objects.select_for_update().get(pk=1)
    event = Event(
        act=act,
        edition=edition,
        proposal=proposal,
        number=proposal.number if proposal else "",
        person_key=person.pk if person else None,
        person=person.full_name if person else said.pop("name", ""),
        post=post,
        previous=head.last_hash,
        **said,
    )
    event.hash = event.sealed()
    event.save()
    head.last_hash, head.length = event.hash, head.length + 1
    head.save()
    return event


@dataclass(frozen=True)
class Verdict:
    length: int
    broken_at: int | None = None  # number of the first row that does not fit
    unguarded: bool = False  # the database would let somebody change a row


def verify(events: Iterable[Event] | None = None) -> Verdict:
    """Walk the chain from its first row. One changed byte, one missing row: the walk ends there."""
    previous, length = FIRST, 0
    rows = Event.objects.order_by("pk").iterator(chunk_size=2000) if events is None else events
    for event in rows:
        if event.previous != previous or event.sealed() != event.hash:
            return Verdict(length, broken_at=event.pk, unguarded=not is_guarded())
        previous, length = event.hash, length + 1
    head = RecordHead.objects.filter(pk=1).first()
    end, expected = (head.last_hash, head.length) if head else (FIRST, 0)
    cut = end != previous or expected != length
    return Verdict(length, broken_at=length + 1 if cut else None, unguarded=not is_guarded())


def is_guarded() -> bool:
    """A rebuilt table loses its triggers on SQLite, so they are looked for."""
    query = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'cms_event'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'cms_event'::regclass AND NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0] >= 1


def write_csv(events: Iterable[Event], stream) -> None:
    """Opens in a spreadsheet as it is; a cell that would be a formula there is text."""
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for event in events:
        cells = (event.pk, event.at.isoformat(), event.post, event.person, event.act, event.number, event.subject)
        versions = " ".join(f"{page}:{revision}" for page, revision in event.versions)
        writer.writerow([_as_text(cell) for cell in (*cells, versions, event.remark, event.previous, event.hash)])


def _as_text(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} else cell

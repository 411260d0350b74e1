"""Permanent numbers across installations: each has a range of its own, above those of the editions it is built on.

Printed QR codes carry the numbers alone, so the same number must lead to the same entry everywhere. Which numbers are
its makers' is said in the pack; the database then gives own ones above.
"""

from datetime import datetime

from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import EditionPage, ProgramNumber, WorryNumber
from cms.models.numbers import Number

from .reading import Broken, Texts

SPAN = 10_000  # numbers of one installation
MOST = 1_000_000  # codes carry numbers up to 2**20
KINDS: dict[str, type[Number]] = {"worries": WorryNumber, "programs": ProgramNumber}


def numbers_below() -> int:
    """The first number that surely nobody uses here or in the bases: where subscribers may begin."""
    used = max(model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in KINDS.values())
    of_bases = EditionPage.objects.aggregate(last=Max("numbers_below"))["last"] or 0
    return (max(used, of_bases) // SPAN + 1) * SPAN


def bring(edition: str, texts: Texts, below: int, is_first: bool) -> None:
    """The numbers that the edition uses and those that it retired. Raises Broken where one is used here otherwise."""
    living = {
        "worries": {worry["id"]: worry["text"] for worry in texts.worries()},
        "programs": {program["id"]: program["title"] for program in texts.data["programs"]},
    }
    for kind, model in KINDS.items():
        retired = {int(number): successor for number, successor in texts.data["tombstones"][kind].items()}
        _check(model, edition, {*living[kind], *retired}, below, is_first)
        _write(model, edition, living[kind], retired)
        _give_own_ones_from(model, below)


def _check(model: type[Number], edition: str, wanted: set[int], below: int, is_first: bool) -> None:
    if not below <= MOST or any(not 0 < number < below for number in wanted):
        raise Broken(_("Numbers in the pack lie outside of the range that its makers announce."))
    others = model.objects.exclude(origin=edition)
    taken = others.filter(pk__in=wanted).order_by("pk").first()
    if taken is None and is_first:
        taken = others.filter(pk__lt=below).order_by("pk").first()
    if taken is not None:
        raise Broken(
            _(
                "The permanent number %(number)d (“%(label)s”) is used here, and those below %(below)d are the "
                "makers'. Printed codes would lead to the wrong entry. Subscribe before the first own entry is made."
            )
            % {"number": taken.pk, "label": taken.label, "below": below}
        )


def _write(model: type[Number], edition: str, living: dict[int, str], retired: dict[int, int | None]) -> None:
    known = model.objects.in_bulk()
    labels = dict.fromkeys(retired, "") | living
    model.objects.bulk_create(
        model(pk=number, label=label, origin=edition, retired_in=edition)
        for number, label in labels.items()
        if number not in known
    )
    now = timezone.now()
    for number, row in model.objects.filter(origin=edition).in_bulk(list(labels)).items():
        successor = retired.get(number) if retired.get(number) in labels else None
        wanted = (labels[number] or row.label, _retired(row, number in living, now), successor, edition)
        if (row.label, row.retired_at, row.replaced_by_id, row.retired_in) != wanted:
            row.label, row.retired_at, row.replaced_by_id, row.retired_in = wanted
            row.save(update_fields=["label", "retired_at", "replaced_by", "retired_in"])


def _retired(row: Number, is_living: bool, now: datetime) -> datetime | None:
    return None if is_living else row.retired_at or now


def _give_own_ones_from(model: type[Number], below: int) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            sequence = cursor.fetchone()[0]
            cursor.execute(
                f"SELECT setval(%s, GREATEST(%s, (SELECT last_value FROM {sequence})))",  # noqa: S608  not from outside
                [sequence, below - 1],
            )
            return
        cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [below - 1, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, below - 1])

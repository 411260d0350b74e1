"""The situations of the national edition. They are the welfare division's from the first day: once there are any, the
file has nothing to say.
"""

from django.db import models

from cms.models import Situation, SituationEntry, SituationWorry
from cms.models.situations import Rule

from .national import EDITION
from .tables import Row, Tables
from .wanted import Ref


def settle(tables: Tables, made: dict[Ref, models.Model]) -> None:
    edition = made[EDITION]
    if not Situation.objects.filter(edition=edition).exists():
        for row in tables["situations"]:
            _make(row, edition, made)


def _make(row: Row, edition: models.Model, made: dict[Ref, models.Model]) -> None:
    situation = Situation(edition=edition, name=row["name"], note=row["note"])
    situation.hotline = made.get(Ref("hotline", row["hotline"]))
    most = row.keys_in("most")
    situation.worries = [
        SituationWorry(worry=made[Ref("worry", key)], weighs_most=key in most) for key in row.keys_in("worries")
    ]
    situation.entries = [
        *(SituationEntry(program=made[Ref("program", key)], within=row["within"]) for key in row.keys_in("programs")),
        *(SituationEntry(program=made[Ref("program", key)], rule=Rule.NEVER) for key in row.keys_in("never")),
    ]
    situation.save()

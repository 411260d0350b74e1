"""Two people at the same moment, on a database where they really meet."""

import threading

import pytest
from django.db import close_old_connections, connection

from cms.models import Event
from cms.models.proposals import State
from cms.workflow import record, table
from cms.workflow.acts import Refused

from .world import act, bring_to, build

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"),
]


def together(*calls) -> list[str]:
    """All start at once; what each came to."""
    gate, results = threading.Barrier(len(calls)), []

    def run(call):
        gate.wait()
        try:
            call()
            results.append("made")
        except Refused as error:
            results.append(str(error))
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def test_one_of_two_simultaneous_decisions_is_recorded():
    town = build()
    found = bring_to(town, State.AWAITING)
    step = found.steps.get(act="decide")
    chosen = {"step": step.pk, "remark": "理由", "to": 0}
    results = together(
        lambda: table.perform(found.pk, "decide", town["head"], seen=step.version, **chosen),
        lambda: table.perform(found.pk, "send_back", town["head"], seen=found.version, **chosen),
    )
    assert results.count("made") == 1
    assert Event.objects.filter(act__in=["decide", "send_back"]).count() == 1
    assert record.verify().broken_at is None


def test_two_answers_at_once_both_count_and_go_on():
    town = build()
    found = bring_to(town, State.CONCURRENCE)
    results = together(*(lambda who=who: act(town, found, who, "agree") for who in ("housing", "disability")))
    found.refresh_from_db()
    assert results == ["made", "made"]
    assert found.state == State.AWAITING
    assert record.verify().broken_at is None

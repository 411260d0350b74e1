"""Red is for what blocks, a test that failed or a broken chain; what only asks for a correction is amber."""

import re

from tests.database import ROOT

RED = re.compile(r"\bcritical\b|\b(?:st|note|pin) bad\b|\brd-(?:tag-)?bad\b")
MAY = {
    "cms/workflow/propose.html": 2,  # blockers of the proposal
    "cms/workflow/record.html": 1,  # the broken chain
    "handbook/admin/desk.html": 5,  # what comes out again unasked, a Release that failed, failed tests
    "handbook/admin/emergency.html": 1,  # what an emergency may not pass over
    "handbook/admin/problems.html": 1,  # why a Release was refused
}


def test_red_stands_only_where_something_is_blocked_failed_or_broken():
    found = {}
    for folder in ("cms", "handbook/admin"):
        for path in (ROOT / "templates" / folder).glob("**/*.html"):
            if number := len(RED.findall(path.read_text())):
                found[str(path.relative_to(ROOT / "templates"))] = number
    assert found == MAY


def test_screens_of_the_workflow_raise_no_red_message():
    for room in ("workflow", "inquiry"):
        for path in (ROOT / "cms" / room).glob("*.py"):
            assert "messages.error" not in path.read_text(), path

"""What residents read is what the pages hold, and every tick leads somewhere."""

import json

import pytest

from tests.browser.resident import python_in

COMPOSE_ANEW = """
import json
from handbook import bundle, matching
from handbook.release import compose, store
published = store.current("{edition}", "ja")
fresh = compose.compose("{edition}", "ja")
table = matching.table(published)
found = {{number: matching.match(table, [int(number)]) for number in table["worries"]}}
print(json.dumps({{
    "hashes": [published.hash, fresh.hash],
    "bundles": [bundle.Bundle(one, "/").prepare().name for one in (published, fresh)],
    "worries": len(found),
    "lead nowhere": [number for number, result in found.items() if not any(b["first"] for b in result["bands"])],
    "only a loan": [
        number for number, result in found.items()
        if {{published.program_by_id[i["id"]].kind for b in result["bands"] for i in b["first"]}} == {{"loan"}}
    ],
}}))
"""


@pytest.mark.parametrize("edition", ["mihonshi", "zenkoku"])
def test_25_published_is_a_fresh_build_and_every_tick_leads_somewhere(live_handbook, edition):
    said = json.loads(python_in(live_handbook, COMPOSE_ANEW.format(edition=edition)).splitlines()[-1])
    assert len(set(said["hashes"])) == 1
    assert len(set(said["bundles"])) == 1
    assert said["worries"] > 200
    assert said["lead nowhere"] == []
    assert said["only a loan"] == []

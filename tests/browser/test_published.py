"""What residents read is what the pages hold, and every tick leads somewhere."""

import json

from tests.browser.resident import python_in

COMPOSE_ANEW = """
import json
from handbook import bundle, matching
from handbook.release import compose, store
for edition in compose.edition_keys():
    published, fresh = store.current(edition, "ja"), compose.compose(edition, "ja")
    table = matching.table(published)
    first = {
        number: [item["id"] for band in matching.match(table, [int(number)])["bands"] for item in band["first"]]
        for number in table["worries"]
    }
    print(json.dumps({
        "edition": edition,
        "hashes": [published.hash, fresh.hash],
        "bundles": [bundle.Bundle(one, "/").prepare().name for one in (published, fresh)],
        "worries": len(first),
        "lead nowhere": [number for number, ids in first.items() if not ids],
        "only to loans": [
            number for number, ids in first.items()
            if ids and all(published.program_by_id[id].kind == "loan" for id in ids)
        ],
    }))
"""


def test_25_published_is_a_fresh_build_and_every_tick_leads_somewhere(live_handbook):
    lines = [json.loads(line) for line in python_in(live_handbook, COMPOSE_ANEW).splitlines() if line[:1] == "{"]
    assert {said["edition"] for said in lines} == {"mihonshi", "zenkoku"}
    for said in lines:
        assert len(set(said["hashes"])) == 1, said
        assert len(set(said["bundles"])) == 1, said
        assert said["worries"] > 200, said
        assert (said["lead nowhere"], said["only to loans"]) == ([], []), said

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.home import move_in
from tests.bench.report import lines


def main() -> None:
    """Goals that are missed are shown, not punished: the machine may be slow. Only a broken measurement fails."""
    print("preparing the starter handbook …", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as folder:
        at_scale = sys.argv[1:2] == ["scale"]
        application = move_in(Path(folder), "tests.bench.queued" if at_scale else "")
        for title, rows in _parts(application):
            print(f"\n{title}")
            print("\n".join(lines(list(rows))), flush=True)


def _parts(application: Callable):
    if sys.argv[1:2] == ["scale"]:
        from tests.bench import scale

        cities = int(sys.argv[2]) if sys.argv[2:] else scale.CITIES
        yield f"{cities:,} cities on one national edition", scale.rows(application, cities)
        return
    from handbook.release import store
    from tests.bench import answering, browsing, releasing, search, weight

    yield "What a resident loads (gzip, headers included)", weight.rows(application)
    yield "Matching", browsing.rows(store.current(answering.EDITION, answering.LANGUAGE))
    yield "Answering without JavaScript", answering.rows(application)
    yield "Releasing", releasing.rows()
    yield "Search", search.rows()


main()

"""One process that reads the named editions one after the other and says how large it is after each (MB)."""

import sys

from tests.bench.calls import call
from tests.bench.home import application


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4 // 1024


def main() -> None:
    made = application()
    for key in sys.argv[1:]:
        if call(made, f"/{key}/").status != 200:
            raise SystemExit(f"/{key}/ did not answer")
        print(resident(), flush=True)


main()

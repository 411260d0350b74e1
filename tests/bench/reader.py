"""A reader in a process of its own, who opens one page again and again until it says what was published."""

import sys
import time

from tests.bench.calls import call
from tests.bench.home import application

GIVE_UP = 25  # seconds


def wait(path: str, mark: str) -> int:
    product = application()
    call(product, path)
    print("reading", flush=True)
    end = time.time() + GIVE_UP
    while time.time() < end:
        if mark.encode() in call(product, path).body:
            print(time.time(), flush=True)
            return 0
        time.sleep(0.02)
    return 1


if __name__ == "__main__":
    sys.exit(wait(*sys.argv[1:]))

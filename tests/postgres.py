"""Runs a command with DATABASE_URL naming a PostgreSQL server: the given one, or an own one.

    python -m tests.postgres pytest -m "not browser"

The own one is a fresh cluster in a temporary directory, reached by a socket and gone afterwards.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

MISSING = "PostgreSQL is not installed: apt-get install postgresql, or set DATABASE_URL."

HASTY = (  # nothing of it outlives the run
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=2GB",
    "shared_buffers=256MB",
    "jit=off",
)


def server_programs() -> Path | None:
    """The newest server on this machine; Debian keeps it off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    if debian:
        return debian[-1]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root, so root hands over to Debian's account for it."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@contextmanager
def own_server() -> Iterator[str]:
    programs = server_programs()
    if programs is None:
        sys.exit(MISSING)
    home = Path(tempfile.mkdtemp(prefix="handbook-pg-", dir="/tmp"))  # socket paths must be short
    data = home / "data"
    prefix = _as_server_user()
    if prefix:
        shutil.chown(home, "postgres")
    options = " ".join([f"-k {home} -c listen_addresses=''", *(f"-c {option}" for option in HASTY)])
    control = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    try:
        _quiet([*prefix, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "-U", "handbook"], home)  # fmt: skip
        _quiet([*control, "-l", str(home / "log"), "-o", options, "start"], home)
        yield f"postgres://handbook@{quote(str(home), safe='')}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd=home, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)


def _quiet(command: list[str], where: Path) -> None:
    """Output goes to a file: the server inherits it, and a pipe would be waited on for ever."""
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(command, cwd=where, stdout=output, stderr=subprocess.STDOUT)
        if done.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read()}")


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        return subprocess.call(command)
    with own_server() as url:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    if os.geteuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            sys.exit(MISSING)
    sys.exit(main(sys.argv[1:]))

"""The product as a city runs it: gunicorn, hashed and compressed files, an own database and log.

Preparing takes most of a minute, so it is done once for a state of the code and then copied.
"""

import functools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.database import CACHE, ROOT, SqliteCopy, fingerprint, manage, only_one

SETTINGS = "cms.settings.local"
CONTENT = (
    "requirements.lock",
    "cms/**/*.py",
    "cms/starter/data/*",
    "handbook/**/*.py",
    "handbook/templates/**/*",
    "search/**/*.*",
    "templates/**/*",
    "locale/**/*.mo",
)
KEPT = 3  # another run may still use an earlier one
STATIC = ("requirements.lock", "*/static/**/*")


def prepared_handbook(home: Path) -> Path:
    """A folder as `make run` leaves it in var/, to be changed freely."""
    with ThreadPoolExecutor() as both:
        static = both.submit(made_once, "static", STATIC, _collect_static)
        handbook = both.submit(made_once, "handbook", CONTENT, _load)
    shutil.copytree(handbook.result(), home, dirs_exist_ok=True)
    (home / "static").symlink_to(static.result() / "static")
    return home


@functools.cache  # the code may change under a running test session; its content stays
def made_once(name: str, sources: tuple[str, ...], make: Callable[[Path], None]) -> Path:
    ready = CACHE / f"{name}-{fingerprint(*sources)}"
    with only_one(name):
        if not ready.exists():
            for old in sorted(CACHE.glob(f"{name}-*"), key=os.path.getmtime)[:-KEPT]:
                shutil.rmtree(old)
            making = ready.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)  # of a run that was stopped
            make(making)
            making.rename(ready)
    return ready


def _load(home: Path) -> None:
    environment = environment_of(home)
    shutil.copyfile(SqliteCopy.template(), home / "db.sqlite3")
    manage("load_starter", **environment)
    manage("demo_accounts", **environment)  # the logins are then in demo_logins.txt


def _collect_static(home: Path) -> None:
    manage("collectstatic", "--noinput", "--verbosity=0", **environment_of(home))


def environment_of(home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    return {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "HANDBOOK_VAR": str(home),
        "HANDBOOK_SECRET_KEY": "only-for-tests-" * 4,
        "HANDBOOK_ALLOWED_HOSTS": "127.0.0.1,localhost,.localhost",
        "HANDBOOK_BASE_URL": "http://127.0.0.1",
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
    }


class Server:
    def __init__(self, home: Path):
        self.home = home
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen | None = None

    @property
    def log(self) -> str:
        """Everything the server wrote, with the access log a city would have."""
        return (self.home / "server.log").read_text()

    def manage(self, *arguments: str) -> str:
        return manage(*arguments, **environment_of(self.home))

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "cms.wsgi",
            "--threads",
            "8",
            "--no-control-socket",
            "--log-level",
            "warning",
        ]
        with (self.home / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env={**os.environ, **environment_of(self.home)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait_until_ready()

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and self._process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/health/", timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"The server did not start:\n{self.log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

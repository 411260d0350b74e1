"""The product as a city runs it: gunicorn, hashed and compressed files, an own database and log.

Preparing takes most of a minute, so it is done once for a state of the code and then copied.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.database import CACHE, ROOT, fingerprint, manage, only_one

SETTINGS = "cms.settings.local"
CONTENT = ("requirements.lock", "cms/**/*.*", "handbook/**/*.*", "search/**/*.*", "templates/**/*")


def prepared_handbook(home: Path) -> Path:
    """A folder as `make run` leaves it in var/, to be changed freely."""
    shutil.copytree(_made_once(), home, dirs_exist_ok=True, symlinks=True)
    return home


def _made_once() -> Path:
    ready = CACHE / f"handbook-{fingerprint(*CONTENT)}"
    with only_one("handbook"):
        if not ready.exists():
            for old in CACHE.glob("handbook-*/"):
                shutil.rmtree(old)
            making = ready.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            _make(making)
            making.rename(ready)
    return ready


def _make(home: Path) -> None:
    environment = environment_of(home)
    manage("migrate", "--verbosity=0", **environment)
    manage("load_starter", **environment)
    manage("compose", **environment)
    manage("demo_accounts", **environment)  # the logins are then in demo_logins.txt
    shutil.copytree(_static_made_once(), home / "static", dirs_exist_ok=True)


def _static_made_once() -> Path:
    ready = CACHE / f"static-{fingerprint('requirements.lock', '*/static/**/*')}"
    if not ready.exists():
        making = ready.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        environment = environment_of(making)
        manage("collectstatic", "--noinput", "--verbosity=0", **environment)
        (making / "static").rename(ready)
    return ready


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

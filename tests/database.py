"""A migrated database is made once and copied for every run: migrating takes a quarter minute."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "var" / "test-cache"


def fingerprint(*patterns: str) -> str:
    """Names what was made from these files, so that a change in one of them makes it anew."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Of several test processes, one makes the thing and the others wait for it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def manage(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def _migrations() -> str:
    return fingerprint("requirements.lock", "*/migrations/*.py", "cms/settings/base.py")


class SqliteCopy:
    def __init__(self, worker: str):
        self.file = Path(tempfile.mkdtemp(prefix="handbook-db-")) / f"{worker}.sqlite3"

    def make(self) -> str:
        shutil.copyfile(self.template(), self.file)
        return str(self.file)

    def remove(self) -> None:
        shutil.rmtree(self.file.parent, ignore_errors=True)

    @staticmethod
    def template() -> Path:
        template = CACHE / f"migrated-{_migrations()}.sqlite3"
        with only_one("migrated"):
            if not template.exists():
                for old in CACHE.glob("migrated-*"):
                    old.unlink()  # a run that copies it keeps it open
                making = template.with_suffix(".making")
                making.unlink(missing_ok=True)
                manage("migrate", "--verbosity=0", DATABASE_URL=f"sqlite:///{making}")
                making.rename(template)
        return template


class PostgresCopy:
    def __init__(self, worker: str, url: str):
        self.url = url
        self.name = f"handbook_test_{worker}_{os.getpid()}"

    def make(self) -> str:
        self._run("CREATE DATABASE {} TEMPLATE {}", self.name, self._template())
        return self.name

    def remove(self) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)

    def _template(self) -> str:
        template = f"handbook_migrated_{_migrations()}"
        with only_one("migrated"):
            if not self._exists(template):
                making = f"{template}_making"
                self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", making)
                self._run("CREATE DATABASE {}", making)
                manage("migrate", "--verbosity=0", DATABASE_URL=self._url_of(making))
                self._run("ALTER DATABASE {} RENAME TO {}", making, template)
        return template

    def _url_of(self, name: str) -> str:
        return f"{self.url.rpartition('/')[0]}/{name}"

    def _exists(self, name: str) -> bool:
        with psycopg.connect(**self._address(), autocommit=True) as connection:
            row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return row.fetchone() is not None

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(**self._address(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    @staticmethod
    def _address() -> dict[str, object]:
        parameters = {**connections["default"].get_connection_params(), "dbname": "postgres"}
        return {key: parameters[key] for key in ("host", "port", "user", "password", "dbname")
                if parameters.get(key)}  # fmt: skip


class TestDatabase:
    """The database of this test process; `renew` after a test that really committed."""

    __test__ = False

    def __init__(self, worker: str):
        connection = connections["default"]
        postgres = connection.vendor == "postgresql"
        self.copy = PostgresCopy(worker, os.environ["DATABASE_URL"]) if postgres else SqliteCopy(worker)

    def renew(self) -> None:
        self.drop()
        if isinstance(self.copy, SqliteCopy):
            self.copy.file.parent.mkdir(exist_ok=True)
        connections["default"].settings_dict["NAME"] = self.copy.make()

    def drop(self) -> None:
        connections.close_all()
        self.copy.remove()

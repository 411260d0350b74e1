"""What many tests start from is made once: a migrated database for every run, a built world for every process."""

import copy
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
from django.core.cache import cache
from django.db import connections, transaction
from django.utils.module_loading import import_string
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "var" / "test-cache"
WORLDS = {  # fixture: what builds it
    "small_handbook": "tests.factories.small_handbook",
    "tree": "tests.cms.conftest.plant",
    "world": "tests.cms.overlay.conftest.build",
    "town": "tests.cms.workflow.world.build",
}


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
    return _run([sys.executable, str(ROOT / "manage.py"), *arguments], **environment)


def migrate(url: str) -> None:
    """Migrating makes thousands of model classes that are thrown away; looking for garbage takes a quarter of it."""
    code = "import gc; gc.disable(); from django.core import management; management.execute_from_command_line()"
    _run([sys.executable, "-c", code, "migrate", "--verbosity=0"], DATABASE_URL=url)


def _run(command: list[str], **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def _migrations() -> str:
    return fingerprint("requirements.lock", "*/migrations/*.py", "cms/settings/base.py")


class SqliteCopy:
    """Databases as files in a folder of this process."""

    def __init__(self, worker: str):
        self.folder = Path(tempfile.mkdtemp(prefix="handbook-db-"))

    def make(self, world: str) -> str:
        self.folder.mkdir(exist_ok=True)
        file = self.folder / f"{world or 'empty'}.sqlite3"
        shutil.copyfile(self.template(), file)
        return str(file)

    def remove(self, name: str) -> None:
        for file in self.folder.glob(f"{Path(name).name}*"):
            file.unlink()
        if not any(self.folder.iterdir()):
            self.folder.rmdir()

    @staticmethod
    def template() -> Path:
        template = CACHE / f"migrated-{_migrations()}.sqlite3"
        with only_one("migrated"):
            if not template.exists():
                for old in CACHE.glob("migrated-*"):
                    old.unlink()  # a run that copies it keeps it open
                making = template.with_suffix(".making")
                making.unlink(missing_ok=True)
                migrate(f"sqlite:///{making}")
                making.rename(template)
        return template


class PostgresCopy:
    """Databases of the server, by the name of this process."""

    def __init__(self, worker: str, url: str):
        self.url = url
        self.prefix = f"handbook_test_{worker}_{os.getpid()}"

    def make(self, world: str) -> str:
        name = f"{self.prefix}_{world}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, self._template())
        return name

    def remove(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _template(self) -> str:
        template = f"handbook_migrated_{_migrations()}"
        with only_one("migrated"):
            if not self._exists(template):
                making = f"{template}_making"
                self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", making)
                self._run("CREATE DATABASE {}", making)
                migrate(self._url_of(making))
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


class TestDatabases:
    """A database for each world that this process is asked for, made at the first asking.

    Tests roll back what they do, so a world stays as it was built; one that really commits spoils it.
    """

    __test__ = False

    def __init__(self, worker: str):
        connection = connections["default"]
        postgres = connection.vendor == "postgresql"
        self.copy = PostgresCopy(worker, os.environ["DATABASE_URL"]) if postgres else SqliteCopy(worker)
        self.names: dict[str, str] = {}
        self.built: dict[str, object] = {}
        self.present: str | None = None

    def enter(self, world: str) -> None:
        if world not in self.names:
            self.names[world] = self.copy.make(world)
            self._connect_to(world)
            self.built[world] = _build(WORLDS[world]) if world else None
        elif world != self.present:
            self._connect_to(world)
        cache.clear()  # which root pages there are, for one

    def of(self, world: str) -> object:
        """What building it returned, for one test alone: it may change what it gets."""
        assert world == self.present, f"name {world} among the arguments: one test lives in one world, from its start"
        return copy.deepcopy(self.built[world])

    def spoil(self) -> None:
        connections.close_all()
        if self.present is not None:
            self.copy.remove(self.names.pop(self.present))
        self.present = None

    def drop(self) -> None:
        connections.close_all()
        for name in self.names.values():
            self.copy.remove(name)

    def _connect_to(self, world: str) -> None:
        connections.close_all()
        connections["default"].settings_dict["NAME"] = self.names[world]
        self.present = world


def _build(path: str) -> object:
    """As a test would: nothing that waits for the commit is done, no Release composed."""
    with transaction.atomic():
        made = import_string(path)()
        transaction.get_connection().run_on_commit = []
    return made

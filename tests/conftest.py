"""Rules of the whole suite: a migrated database for every process, no word to the outside."""

import socket
from unittest import mock

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests.database import WORLDS, TestDatabases

_REALLY_COMMITS = {"transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.fixture(scope="session")
def databases(request, worker_id, django_db_blocker):
    """One that a test has spoilt by really committing is thrown away; emptying its tables first takes seconds."""
    with django_db_blocker.unblock():
        databases = request.config.test_databases = TestDatabases(worker_id)
    with mock.patch.object(TransactionTestCase, "_fixture_teardown"):
        yield databases
    request.config.test_databases = None
    with django_db_blocker.unblock():
        databases.drop()


@pytest.fixture
def django_db_setup(request, databases, django_db_blocker):
    """In the place of pytest-django's own, which migrates anew for each process and knows one database.

    It comes before a test's transaction begins, so here the test enters the world whose name is among its fixtures.
    """
    worlds = [name for name in WORLDS if name in request.fixturenames]
    assert len(worlds) < 2, f"{' and '.join(worlds)} are two worlds"
    with django_db_blocker.unblock():
        databases.enter(*worlds or [""])


@pytest.fixture
def built(db, databases):
    return databases.of


@pytest.fixture
def small_handbook(built):
    return built("small_handbook")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    result = yield
    databases = getattr(item.config, "test_databases", None)
    if databases and _really_commits(item):
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            databases.spoil()
    return result


def _really_commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction", False)
    return marked or bool(_REALLY_COMMITS & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def _own_releases(settings, tmp_path, monkeypatch):
    """Each test starts as a process that has read no Release yet, with an empty disk: the database forgets a test's
    changes, so disk and memory have to forget them too.
    """
    from handbook.release import publish, store

    settings.HANDBOOK_RELEASE_DIR = tmp_path / "releases"
    monkeypatch.setattr(store, "_signpost", store._Signpost())
    monkeypatch.setattr(store, "_shelf", store._Shelf(store.KEPT))
    monkeypatch.setattr(store, "_read_at", {})
    publish._waiting.set(None)


@pytest.fixture
def looked_once(monkeypatch):
    """For tests that count queries: the Releases are looked at anew each second, so a slow machine asks once more."""
    from handbook.release import store

    monkeypatch.setattr(store, "LOOK_AGAIN", 3600)
    monkeypatch.setattr(store, "_signpost", store._Signpost())


@pytest.fixture(autouse=True)
def _no_outside_request(monkeypatch):
    """The product asks nobody anything, so a test that reaches for another host has found a fault."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            pytest.fail(f"outside request to {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def pytest_collection_modifyitems(config, items):
    """A test without a database says the same on PostgreSQL as on SQLite, so it runs once, on SQLite."""
    items.sort(key=_turn)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    kept = [item for item in items if _uses_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _turn(item: pytest.Item) -> int:
    """Files go to three processes in this order: while one waits for Chromium, two cores have two others to work on.
    One prepares what the browser visits, which takes a minute; meanwhile the others have the editorial room to do. The
    short files come last, so that all end together."""
    room = item.path.relative_to(item.config.rootpath / "tests").parts[0]
    first = item.path.name == "test_access.py"
    return 0 if first else {"cms": 1, "browser": 2}.get(room, 3)


def _uses_the_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "django_db_setup", "live_server"}
    return item.get_closest_marker("django_db") is not None or bool(asked & set(getattr(item, "fixturenames", ())))

"""Rules of the whole suite: a migrated database for every process, no word to the outside."""

import socket

import pytest
from django.conf import settings

from tests.database import TestDatabase

_REALLY_COMMITS = {"transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.fixture(scope="session")
def django_db_setup(request, worker_id, django_db_blocker):
    """In the place of pytest-django's own, which migrates anew for each process."""
    with django_db_blocker.unblock():
        database = request.config.test_database = TestDatabase(worker_id)
        database.renew()
    yield
    request.config.test_database = None
    with django_db_blocker.unblock():
        database.drop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """A test that really commits is cleaned up by truncating, and that also takes the root page."""
    result = yield
    database = getattr(item.config, "test_database", None)
    if database and _really_commits(item):
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            database.renew()
    return result


def _really_commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction", False)
    return marked or bool(_REALLY_COMMITS & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def _own_release_folder(settings, tmp_path):
    """The database forgets a test's changes, so disk and memory have to forget them too."""
    from handbook.release import publish

    settings.HANDBOOK_RELEASE_DIR = tmp_path / "releases"
    publish._waiting.set(None)


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
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    kept = [item for item in items if _uses_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _uses_the_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "django_db_setup", "live_server"}
    return item.get_closest_marker("django_db") is not None or bool(asked & set(getattr(item, "fixturenames", ())))

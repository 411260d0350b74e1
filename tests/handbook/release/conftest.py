import pytest

from handbook.release import publish


@pytest.fixture
def handbook(small_handbook):
    return small_handbook


@pytest.fixture
def released(handbook):
    publish.compose_now()
    return handbook


@pytest.fixture
def composed(monkeypatch):
    """The editions in the order in which they were really composed."""
    done = []
    original = publish._compose_edition
    monkeypatch.setattr(publish, "_compose_edition", lambda key: done.append(key) or original(key))
    return done


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)

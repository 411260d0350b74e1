import pytest

from handbook.release import store


@pytest.fixture(autouse=True)
def _own_releases(settings, tmp_path, monkeypatch):
    """Each test starts as a process that has read no Release yet, with an empty disk."""
    settings.HANDBOOK_RELEASE_DIR = tmp_path / "releases"
    monkeypatch.setattr(store, "_signpost", store._Signpost())
    monkeypatch.setattr(store, "_shelf", store._Shelf(store.KEPT))

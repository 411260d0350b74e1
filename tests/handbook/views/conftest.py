import logging

import pytest

from handbook import bundle
from handbook.release import store
from tests.handbook.sample import RELEASE


@pytest.fixture
def serve(monkeypatch):
    """Publish these Releases without a database; the first one is the default edition."""

    def publish(*releases):
        by_key = {(release.edition.key, release.language): release for release in releases}
        offered = [
            store.EditionOffered(key, [language for name, language in by_key if name == key], position == 0)
            for position, key in enumerate(dict.fromkeys(key for key, _ in by_key))
        ]
        monkeypatch.setattr(store, "current", lambda key, language: by_key.get((key, language)))
        monkeypatch.setattr(store, "editions", lambda: offered)
        public = any(release.edition.is_public for release in by_key.values())
        monkeypatch.setattr(store, "is_any_public", lambda: public)
        languages = {one.key: one.languages for one in offered}
        monkeypatch.setattr(store, "languages_of", lambda key: languages.get(key, []))
        monkeypatch.setattr(store, "edition_for", lambda host: offered[0].key if offered else None)
        bundle._kept.clear()

    return publish


@pytest.fixture
def handbook(serve):
    serve(RELEASE)
    return bundle.of(RELEASE, "/")


@pytest.fixture
def written(caplog):
    """Everything that was logged, with the facts that the formatter adds."""
    caplog.set_level(logging.DEBUG)
    return lambda: " ".join(f"{record.getMessage()} {getattr(record, 'facts', '')}" for record in caplog.records)

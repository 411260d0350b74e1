import logging

import pytest
from django.template import engines

from handbook import bundle
from handbook.release import store
from tests.handbook.sample import RELEASE


class _Undefined(str):
    """Stands where a template asks for a name that nobody gave it."""

    def __new__(cls):
        return super().__new__(cls, "%s")

    def __mod__(self, variable):
        pytest.fail(f"a reader page uses the undefined variable {variable}")


@pytest.fixture(autouse=True)
def _every_variable_is_given(monkeypatch):
    """The admin's own pages do not hold this rule, so it is kept here and not for the whole suite."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", _Undefined())


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

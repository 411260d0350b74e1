import pytest

from .world import Town, build


@pytest.fixture(scope="module")
def built(request, django_db_setup, django_db_blocker) -> Town:
    """The town hall, built once for a module; each test's changes are rolled back."""
    with django_db_blocker.unblock():
        yield build()
        request.config.test_database.renew()


@pytest.fixture
def town(built, db) -> Town:
    return built

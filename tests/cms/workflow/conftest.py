import pytest
from wagtail.models import Site

from tests.factories import make_site

from .world import Town, build


@pytest.fixture(scope="module")
def built(request, django_db_setup, django_db_blocker) -> Town:
    """The town hall, built once for a module; each test's changes are rolled back."""
    with django_db_blocker.unblock():
        yield build()
        request.config.test_database.renew()


@pytest.fixture
def town(built, db) -> Town:
    if not Site.objects.filter(is_default_site=True).exists():  # a test before may have emptied the tables
        make_site(built.edition)
    return built

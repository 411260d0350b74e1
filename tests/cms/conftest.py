"""A small city on a small nation, and the people who work on them."""

from pathlib import Path

import pytest

from cms.models import DepartmentPage, EditionPage, ProgramPage
from cms.starter.loading import load
from tests.factories import seat

WHOLE = Path(__file__).parent / "starter_cases" / "whole"


def plant() -> None:
    load(WHOLE)


@pytest.fixture
def tree(built):
    built("tree")


@pytest.fixture
def city(tree) -> EditionPage:
    return EditionPage.objects.get(slug="mihonshi")


@pytest.fixture
def nation(tree) -> EditionPage:
    return EditionPage.objects.get(slug="zenkoku")


def department_at(edition: str, folder: str) -> DepartmentPage:
    return DepartmentPage.objects.get(url_path=f"/{edition}/{folder}/")


@pytest.fixture
def person(tree, django_user_model):
    """person("mihonshi", "jutaku") → somebody who drafts there, or releases in a welfare division."""

    def make(edition: str, folder: str, role: str = ""):
        department = department_at(edition, folder)
        role = role or ("welfare" if department.is_welfare else "drafter")
        user = django_user_model.objects.create_user(f"{edition}-{folder}-{role}", password="geheim-1234")
        seat(user, department, role)
        return user

    return make


@pytest.fixture
def drafter(person):
    return person("mihonshi", "jutaku")


@pytest.fixture
def welfare(person):
    return person("mihonshi", "fukushi")


@pytest.fixture
def national(person):
    return person("zenkoku", "henshubu")


@pytest.fixture
def own(tree) -> ProgramPage:
    """A live program of the drafter's department."""
    return ProgramPage.objects.get(slug="mihonshi-ouen")


@pytest.fixture
def others(city) -> ProgramPage:
    """A live program of another department of the same city."""
    page = ProgramPage(title="見本市 食料の支援", slug="shokuryo", kind="service", summary="食べ物を受け取れます。")
    DepartmentPage.objects.child_of(city).get(slug="fukushi").add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def foreign(nation) -> ProgramPage:
    """A live program of another edition."""
    return ProgramPage.objects.descendant_of(nation).get(slug="jukyo")

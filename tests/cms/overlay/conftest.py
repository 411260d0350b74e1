"""A nation, a city on it with a welfare division and two departments, and their people."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model

from tests import factories as make


def build() -> SimpleNamespace:
    people = get_user_model().objects
    nation = make.small_handbook()
    city = make.make_city(nation.edition)
    housing = make.make_department(city.edition, "住宅課", slug="jutaku")
    children = make.make_department(city.edition, "こども課", slug="kodomo")

    def person(name, department):
        user = people.create_user(name, password="geheim-1234")
        make.seat(user, department, "welfare" if department.is_welfare else "drafter")
        return user

    return SimpleNamespace(
        nation=nation,
        edition=city.edition,
        welfare_folder=city.department,
        housing=housing,
        children=children,
        number=nation.benefit.number_id,
        welfare=person("welfare", city.department),
        clerk=person("clerk", housing),
        other=person("other", children),
        national=person("national", nation.department),
        admin=people.create_superuser("boss", password="geheim-1234"),
    )


@pytest.fixture
def world(built) -> SimpleNamespace:
    return built("world")

"""Lists of one type of entry, and finding in them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_program


def is_about_children(sql: str) -> bool:
    """Wagtail asks of each row whether anything live lies below, for its buttons."""
    return sql.startswith('SELECT 1 AS "a" FROM "wagtailcore_page"') and "path" in sql and "depth" in sql


def url(page) -> str:
    return reverse("cms_confirm", args=[page.pk])


def test_list_tells_when_it_was_confirmed(drafter, own, client):
    client.force_login(drafter)
    client.post(url(own))
    html = client.get(reverse("programs:index")).content.decode()
    assert html.count("<time") + html.count("human-readable-date") >= 1


def test_longer_list_asks_only_what_wagtail_asks_of_each_row(drafter, own, looked_once, client):
    client.force_login(drafter)
    client.get(reverse("programs:index"))
    with CaptureQueriesContext(connection) as few:
        assert "市の三番目" not in client.get(reverse("programs:index")).content.decode()
    for name in ("市の一番目", "市の二番目", "市の三番目"):
        make_program(own.get_parent().specific, name)
    with CaptureQueriesContext(connection) as more:
        assert "市の三番目" in client.get(reverse("programs:index")).content.decode()
    few_of_wagtail, more_of_wagtail = (
        sum(is_about_children(query["sql"]) for query in asked.captured_queries) for asked in (few, more)
    )
    assert len(more) - more_of_wagtail == len(few) - few_of_wagtail


def test_list_is_narrowed_to_what_nobody_confirmed(drafter, own, client):
    client.force_login(drafter)
    client.post(url(own))
    address = reverse("programs:index")
    never = client.get(address, {"confirmed": "never"}).content.decode()
    once = client.get(address, {"confirmed": "once"}).content.decode()
    assert (url(own) in never, url(own) in once) == (False, True)
    assert ("いのちの相談" in never, "いのちの相談" in once) == (True, False)


@pytest.mark.parametrize(("day", "due"), [("2027-03-31", False), ("2027-04-01", True)])
def test_list_is_narrowed_to_what_is_due(day, due, national, foreign, client):
    client.force_login(national)
    html = client.get(reverse("programs:index"), {"review_due_to": day}).content.decode()
    assert (foreign.title in html) is due


@pytest.mark.parametrize("name", ["desks", "hotlines", "questions"])
def test_other_lists_open(name, national, client):
    client.force_login(national)
    assert client.get(reverse(f"{name}:index"), {"confirmed": "never"}).status_code == 200


def test_search_finds_inside_words(national, foreign, client):
    client.force_login(national)
    found = client.get(reverse("programs:index"), {"q": "給付金"}).content.decode()
    missed = client.get(reverse("programs:index"), {"q": "給付金 年金"}).content.decode()
    assert (url(foreign) in found, url(foreign) in missed) == (True, False)

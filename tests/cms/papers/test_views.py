"""「変わったところ」 in the admin."""

import pytest
from django.urls import reverse

from cms.models import ProgramPage

SCREENS = ["cms_changes", "cms_before_and_after", "cms_proposal_sheet", "cms_changes_spreadsheet"]


@pytest.fixture
def changed(own) -> ProgramPage:
    own.benefit = "月10,000円"
    own.save_revision()
    return own


@pytest.mark.parametrize("screen", SCREENS)
def test_everybody_of_the_edition_may_read_and_nobody_else(screen, changed, welfare, national, client):
    url = reverse(screen, args=[changed.pk])
    assert client.get(url).status_code == 302  # to the login
    client.force_login(national)
    assert client.get(url).status_code in {302, 403}
    client.force_login(welfare)
    assert client.get(url).status_code == 200


def test_screen_compares_what_is_live_with_the_draft(drafter, changed, client, django_assert_max_num_queries):
    client.force_login(drafter)
    client.get(reverse("cms_changes", args=[changed.pk]))
    with django_assert_max_num_queries(60):
        html = client.get(reverse("cms_changes", args=[changed.pk])).content.decode()
    assert "受けられるもの" in html
    assert '<ins><span class="reading-said">追加 </span>月10,000円</ins>' in html
    assert reverse("cms_as_read", args=[changed.pk, changed.latest_revision_id]) in html
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[changed.pk])).content.decode()
    assert reverse("cms_changes", args=[changed.pk]) in edit


def test_two_versions_can_be_chosen(drafter, changed, client):
    first = changed.latest_revision_id
    changed.benefit = "月12,000円"
    second = changed.save_revision().pk
    client.force_login(drafter)
    url = reverse("cms_changes", args=[changed.pk])
    html = client.get(url, {"old": first, "new": second}).content.decode()
    assert "10,000</del>" in html
    assert f"old={first}&amp;new={second}" in html


@pytest.mark.parametrize("number", ["x", "99999999"])
def test_unknown_version_is_not_found(number, drafter, changed, client):
    client.force_login(drafter)
    response = client.get(reverse("cms_changes", args=[changed.pk]), {"old": number, "new": number})
    assert response.status_code == 404


def test_version_is_shown_as_residents_would_read_it(drafter, changed, client):
    client.force_login(drafter)
    response = client.get(reverse("cms_as_read", args=[changed.pk, changed.latest_revision_id]))
    assert "月10,000円" in response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"

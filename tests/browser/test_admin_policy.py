"""The admin works under its own policy, and asks nobody else for anything."""

import os
import re

import pytest

from tests.browser.conftest import DESKTOP


@pytest.fixture
def admin(own_handbook, new_context, monkeypatch):
    monkeypatch.setitem(os.environ, "DJANGO_SUPERUSER_PASSWORD", "for-this-test-only")
    own_handbook.manage("createsuperuser", "--noinput", "--username=tester", "--email=tester@city.example")
    context = new_context(server=own_handbook, viewport=DESKTOP)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto("/admin/login/")
    page.fill("[name=username]", "tester")
    page.fill("[name=password]", "for-this-test-only")
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    return page


def test_staff_screens_run_under_the_policy_without_another_host(admin):
    admin.goto("/admin/pages/")
    deepest = admin.evaluate("[...document.querySelectorAll('a[href*=\"/edit/\"]')].map(a => a.getAttribute('href'))")
    screens = ["/admin/", "/admin/users/", "/admin/reports/site-history/", "/admin/images/"]
    for screen in [*screens, *deepest[:1]]:
        response = admin.goto(screen)
        assert response.status == 200, screen
        admin.wait_for_load_state("networkidle")
    assert admin.complaints == []
    assert admin.context.traffic.outside == []


def test_editor_opens_every_kind_of_page(admin, own_handbook):
    listing = own_handbook.manage(
        "shell", "--no-imports", "-c",
        "from wagtail.models import Page\n"
        "for t in set(Page.objects.filter(depth__gt=1).values_list('content_type', flat=True)):\n"
        "    print('edit', Page.objects.filter(content_type=t).last().pk)",
    )  # fmt: skip
    keys = re.findall(r"^edit (\d+)$", listing, re.M)
    assert len(keys) >= 5
    for key in keys:
        assert admin.goto(f"/admin/pages/{key}/edit/").status == 200
        admin.wait_for_selector("form#page-edit-form, form[data-edit-form]")
    assert admin.complaints == []
    assert admin.context.traffic.outside == []

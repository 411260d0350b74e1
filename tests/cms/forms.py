"""What a browser would post from an edit screen."""

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def edit(client: Client, page: Page, action: str = "", **changes: str):
    """Open the edit screen, change fields, send it; `action` is the name of the button, none saves the draft."""
    html = client.get(edit_url(page)).content.decode()
    data = querydict_from_html(html, form_id="page-edit-form")
    for name, value in changes.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    for name in ("action-publish", "action-submit"):
        data.pop(name, None)
    if action:
        data[action] = "1"
    return client.post(edit_url(page), dict(data.lists()))

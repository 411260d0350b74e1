"""A clerk adds an entry: a Japanese title and what an input method types are enough."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from cms.models import DeskPage, ProgramPage

from .conftest import department_at


def add_url(model, name: str = "add") -> str:
    folder = department_at("mihonshi", "jutaku")
    return reverse(f"wagtailadmin_pages:{name}", args=["cms", model._meta.model_name, folder.pk])


def filled(client: Client, model, **changes: str) -> dict:
    html = client.get(add_url(model)).content.decode()
    assert 'name="slug"' not in html
    data = querydict_from_html(html, form_id="page-edit-form")
    return {name: values for name, values in data.lists() if not name.startswith("action-")} | changes


@pytest.mark.parametrize(
    ("model", "said"), [(DeskPage, {}), (ProgramPage, {"kind": "benefit", "summary": "家賃の一部が出ます。"})]
)
def test_japanese_title_needs_no_address(drafter, client, model, said):
    client.force_login(drafter)
    client.post(add_url(model), filled(client, model, title="？こころの相談", **said))
    page = model.objects.get(title="？こころの相談")
    assert page.slug == f"{model._meta.model_name.removesuffix('page')}-{page.translation_key.hex[:8]}"


def test_phone_is_stored_as_it_is_dialled(drafter, client):
    client.force_login(drafter)
    phone = {
        "phones-TOTAL_FORMS": "1",
        "phones-0-number": "０００ー０００−００７７",
        "phones-0-ORDER": "1",
        "phones-0-id": "",
    }
    client.post(
        add_url(DeskPage), filled(client, DeskPage, title="こころの相談", fax="０００－０００－００７８", **phone)
    )
    desk = DeskPage.objects.get(title="こころの相談")
    assert [row.number for row in desk.phones.all()] == ["000-000-0077"]
    assert desk.fax == "000-000-0078"


def test_preview_of_what_was_never_filled_in_does_not_break(drafter, client):
    client.force_login(drafter)
    assert client.get(add_url(DeskPage, "preview_on_add")).status_code == 200
    answer = client.post(add_url(DeskPage, "preview_on_add"), {"title": "", "phones-TOTAL_FORMS": "x"})
    assert answer.json() == {"is_valid": False, "is_available": False}

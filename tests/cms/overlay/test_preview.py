"""The preview of an unsaved adaptation is the card that residents get once it is released."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from cms.models import ProgramPage
from handbook import pages
from handbook.bundle import Bundle
from handbook.release.compose import compose
from tests import factories as make

pytestmark = pytest.mark.django_db


def main_of(html: str) -> str:
    return html.split("<main")[1].split("</main>")[0]


def test_preview_equals_the_released_card(small_handbook, client, django_user_model):
    nation = small_handbook
    city = make.make_city(nation.edition)
    page = make.make_adaptation(city.department, nation.benefit, summary="市の文です。")
    client.force_login(django_user_model.objects.create_superuser("boss", password="geheim-1234"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    data = querydict_from_html(html, form_id="page-edit-form")
    data["summary"], data["target"] = "", "市に住む人"  # not saved: one field cleared, one filled
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(preview, dict(data.lists())).json()["is_valid"]
    seen = client.get(f"{preview}?mode=").content.decode()

    page = ProgramPage.objects.get(pk=page.pk)
    page.summary, page.target = "", "市に住む人"
    page.save_revision().publish()
    release = compose("mihonshi", "ja")
    program = release.program_by_id[nation.benefit.number_id]
    released = pages.program(Bundle(release, "/mihonshi/"), program).plain.decode()
    assert program.target == "市に住む人"
    assert main_of(seen) == main_of(released)
    assert nation.benefit.summary in main_of(seen)

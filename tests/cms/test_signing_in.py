"""The first screen of staff, and the one they see when a form waited too long."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_sign_in_names_the_product_in_japanese(client):
    page = client.get("/admin/login/").content.decode()
    assert "よりどころにログイン" in page
    assert "Password" not in page


def test_form_that_waited_too_long_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/", {"x": "1"})
    assert answer.status_code == 403
    assert "読み込みなおして" in answer.content.decode()

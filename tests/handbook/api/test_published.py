"""The API on a handbook that was really published, with the store as it is."""

import hashlib
import re

import pytest
from django.db import OperationalError, connection

from cms.models import ProgramPage
from handbook.release import publish, store
from tests import factories as make

LATEST = "/api/v1/editions/zenkoku/ja/releases/latest"


@pytest.fixture
def handbook(small_handbook):
    make.make_site(small_handbook.edition)
    publish.compose_now()
    store.refresh()
    return small_handbook


def publish_again(handbook):
    ProgramPage.objects.filter(pk=handbook.benefit.pk).update(summary="新しい説明です。")
    publish.compose_now()
    store.refresh()


def test_latest_is_what_readers_see_and_named_by_its_bytes(client, handbook):
    response = client.get(LATEST)
    assert response.content == store.current("zenkoku", "ja").to_json()
    assert response["ETag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'


def test_after_publishing_the_old_etag_gets_the_new_release_and_the_old_address_the_old_one(client, handbook):
    before = client.get(LATEST)
    assert client.get(LATEST, headers={"if-none-match": before["ETag"]}).status_code == 304
    publish_again(handbook)
    after = client.get(LATEST, headers={"if-none-match": before["ETag"]})
    assert "新しい説明です。" in after.content.decode()
    assert client.get(before["Content-Location"]).content == before.content


def test_no_content_table_is_read(client, handbook):
    seen = []

    def note(execute, sql, *rest):
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        for address in ("/api/v1/editions", "/api/v1/editions/zenkoku", LATEST):
            assert client.get(address).status_code == 200
    assert not [sql for sql in seen if re.search(r"\b(cms|wagtail\w*|auth|django_session)_", sql)]


def test_current_release_without_a_database_and_an_honest_word_about_old_ones(client, handbook):
    client.get(LATEST)

    def refuse(*call):
        raise OperationalError("away")

    with connection.execute_wrapper(refuse):
        assert client.get(LATEST).status_code == 200
        old = client.get(f"/api/v1/editions/zenkoku/ja/releases/{'0' * 64}")
    assert (old.status_code, old["Content-Type"]) == (503, "application/problem+json")
    assert "current Releases" in old.json()["detail"]

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.models import User
from handbook.models import StoredRelease, Subscription
from handbook.packs import importing, keys
from tests.handbook.packs.packing import KEY, OTHER_KEY, packed
from tests.handbook.sample import RELEASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, settings, tmp_path, monkeypatch):
    settings.HANDBOOK_PACK_KEY = tmp_path / "pack_key.pem"
    monkeypatch.setattr(importing.editorial, "bring_to", lambda releases, numbers_below: None)
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


def post(client, **fields) -> str:
    return client.post(reverse("handbook_subscriptions"), fields, follow=True).content.decode()


def send(client, content: bytes, **fields) -> str:
    return post(client, look="1", file=SimpleUploadedFile("a.pack", content), **fields)


def test_administrator_subscribes_looks_and_takes_over(administrator):
    post(administrator, edition="mihonshi", public_keys=keys.public_text(KEY), url="")
    assert "住居確保給付金" in send(administrator, packed(RELEASE))
    assert not StoredRelease.objects.exists()
    seen = hashlib.sha256(packed(RELEASE)).hexdigest()
    assert "取り込みました" in send(administrator, packed(RELEASE), looked_at=seen)
    assert StoredRelease.objects.get().hash == RELEASE.hash


def test_other_file_than_the_one_that_was_looked_at_is_looked_at_first(administrator):
    Subscription.objects.create(edition="mihonshi", public_keys=keys.public_text(KEY))
    send(administrator, packed(RELEASE), looked_at=hashlib.sha256(b"another").hexdigest())
    assert not StoredRelease.objects.exists()


def test_refused_file_and_wrong_key_are_told(administrator):
    Subscription.objects.create(edition="mihonshi", public_keys=keys.public_text(OTHER_KEY))
    assert "登録されていない鍵" in send(administrator, packed(RELEASE))
    assert "公開鍵ではありません" in post(administrator, edition="zenkoku", public_keys="abc", url="")


def test_nobody_else_comes_in(client):
    client.force_login(User.objects.create_user("hanako", password="x"))
    assert client.get(reverse("handbook_subscriptions")).status_code in (302, 403)

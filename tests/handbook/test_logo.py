"""The logo of an edition: chosen small, frozen with the Release, served from this host."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Picture
from wagtail.images import get_image_model

from cms.validators import validate_logo
from handbook.release import compose, logo, publish, store
from tests import factories as make

pytestmark = pytest.mark.django_db


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20)):
    written = io.BytesIO()
    Picture.effect_noise(size, 200).convert("RGB").save(written, kind)
    file = ContentFile(written.getvalue(), name=f"logo.{kind.lower()}")
    return get_image_model().objects.create(title="市章", description="見本市の市章", file=file)


def test_logo_travels_with_the_release_and_is_kept_for_ever():
    handbook = make.small_handbook()
    handbook.edition.logo = picture()
    handbook.edition.save()
    publish.compose_now()
    store.refresh()
    found = store.current("zenkoku", "ja").edition.logo
    assert (found.media_type, found.width, found.height, found.alt) == ("image/png", 40, 20, "見本市の市章")
    address = f"/zenkoku/logo.{logo.name_of(found)}"
    page = Client().get("/zenkoku/").content.decode()
    assert f'src="{address}" alt="見本市の市章"' in page
    answer = Client().get(address)
    assert (answer["Content-Type"], answer.content) == ("image/png", logo.content_of(found))
    assert "immutable" in answer["Cache-Control"]
    assert Client().get("/zenkoku/logo.0123456789abcdef").status_code == 404


def test_edition_without_a_logo_shows_the_products_own_sign():
    make.small_handbook()
    publish.compose_now()
    store.refresh()
    assert '<svg class="logo"' in Client().get("/zenkoku/").content.decode()


@pytest.mark.parametrize(("kind", "size", "said"), [("PNG", (400, 400), "50 KB"), ("GIF", (20, 20), "WebP")])
def test_logo_that_is_too_large_or_of_another_kind_is_refused(kind, size, said):
    with pytest.raises(ValidationError, match=said):
        validate_logo(picture(kind, size))


def test_logo_whose_file_is_gone_does_not_keep_a_release_from_going_out():
    handbook = make.small_handbook()
    handbook.edition.logo = image = picture()
    handbook.edition.save()
    image.file.storage.delete(image.file.name)
    assert compose.compose("zenkoku", "ja").edition.logo == logo.Logo()

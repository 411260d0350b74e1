"""The logo of a mirrored edition, kept as a picture like any other."""

import base64
import binascii
import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model

from cms.validators import validate_logo

from .reading import Broken, Data


def image_of(edition: str, logo: Data):
    """None where there is none. Raises Broken where it is no picture that own staff might choose."""
    if not logo["data"]:
        return None
    model = get_image_model()
    title = f"{edition} {hashlib.sha256(logo['data'].encode()).hexdigest()[:16]}"
    known = model.objects.filter(title=title, description=logo["alt"]).first()
    if known is not None:
        return known
    try:
        content = ContentFile(base64.b64decode(logo["data"], validate=True), name=f"{edition}-logo")
        image = model(title=title, description=logo["alt"], file=content)
        validate_logo(image)
    except (ValidationError, UnidentifiedImageError, binascii.Error, OSError) as error:
        raise Broken(_("The logo in the pack is no small picture. Ask its makers.")) from error
    image.save()
    return image

"""An edition's picture → what a Release carries of it: the file as it was chosen, small enough for a slow line."""

import base64
import hashlib
import io
import logging
from typing import Any

from PIL import Image, UnidentifiedImageError

from .edition import Logo

MOST = 50_000  # bytes; the editorial room refuses larger ones
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}  # none that can hold a script

log = logging.getLogger("handbook.release")


def logo_of(image: Any) -> Logo:
    """None where the file is gone or unfit: residents then see the product's own sign."""
    try:
        with image.file.open("rb") as file:
            content = file.read(MOST + 1)
        with Image.open(io.BytesIO(content)) as opened:
            kind, (width, height) = opened.format or "", opened.size
    except (AttributeError, OSError, UnidentifiedImageError) as error:
        if image is not None:
            log.error("the logo %s cannot be read: %s", image, error)
        return Logo()
    if len(content) > MOST or kind not in MEDIA_TYPES:
        return Logo()
    return Logo(MEDIA_TYPES[kind], base64.b64encode(content).decode(), width, height, image.description)


def content_of(logo: Logo) -> bytes:
    return base64.b64decode(logo.data)


def name_of(logo: Logo) -> str:
    """Stands in its address, so that it can be kept for ever; empty where there is none."""
    return hashlib.sha256(logo.data.encode()).hexdigest()[:16] if logo.data else ""

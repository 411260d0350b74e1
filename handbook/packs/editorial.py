"""The editorial room, by the name that the settings give it: it alone knows pages and permanent numbers."""

from importlib import import_module
from typing import Any

from django.conf import settings

SOURCE_LANGUAGE = settings.LANGUAGE_CODE


def _mirror() -> Any:
    return import_module(settings.EDITION_MIRROR)


def numbers_below() -> int:
    return _mirror().numbers_below()


def is_mirror(edition: str) -> bool:
    """Whether these pages are another installation's."""
    return _mirror().is_mirror(edition)


def bring_to(releases: list[dict], numbers_below: int) -> None:
    """Write the mirror of these Releases, the edition's own language first. Raises ValueError with the reason."""
    _mirror().bring_to(releases, numbers_below)

"""A handbook to measure: the starter in its own folder, as `make run` leaves it."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from tests.browser.server import environment_of, prepared_handbook


def move_in(folder: Path, settings: str = "") -> Callable:
    """The application of the product with one more address, tests.bench.bare."""
    os.environ.update(environment_of(prepared_handbook(folder)))
    if settings:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
    return application("tests.bench.bare")


def application(addresses: str = "cms.urls") -> Callable:
    from django.conf import settings

    from cms.wsgi import application as made

    settings.ROOT_URLCONF = addresses
    for handler in logging.getLogger().handlers:  # log lines are written, only not between the figures
        handler.setStream(open(os.devnull, "w"))  # noqa: SIM115  open as long as the process
    return made

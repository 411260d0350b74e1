"""Asking the other installation for its pack. Whatever it does or fails to do, what is here stays until a sound one
came, and staff read why.
"""

import http.client
import logging
import time
import urllib.error
import urllib.request

from django.utils import timezone
from django.utils.translation import gettext as _

from handbook.models import Subscription

from . import importing
from .pack import MOST_PACKED, PackRefused

SILENCE = 20  # seconds without a byte
LONGEST = 120  # seconds for the whole file
PIECE = 64 * 1024
AWAY = (urllib.error.URLError, http.client.HTTPException, OSError)

log = logging.getLogger("handbook.release")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The address was given by the administrator, and no answer leads to another one."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler())


def pull(subscription: Subscription) -> str:
    """What came of it, in a sentence. Never raises: one source must not stand in the way of the next."""
    try:
        said = _pull(subscription)
        problem = ""
    except PackRefused as refused:
        said = problem = str(refused)
    except Exception as error:
        if not isinstance(error, AWAY):
            log.exception("edition %s could not be pulled", subscription.edition)
        said = problem = _("The other installation does not answer as it should (%s). What is here stays.") % _cause(
            error
        )
    Subscription.objects.filter(pk=subscription.pk).update(asked_at=timezone.now(), problem=problem[:500])
    if problem:
        log.warning("edition %s was not pulled: %s", subscription.edition, problem)
    return said


def _pull(subscription: Subscription) -> str:
    address = f"{subscription.url.rstrip('/')}/api/v1/editions/{subscription.edition}/pack"
    headers = {"If-None-Match": subscription.etag} if subscription.etag and subscription.imported_at else {}
    request = urllib.request.Request(address, headers={"User-Agent": "yoridokoro", **headers})  # noqa: S310  checked
    try:
        with _opener.open(request, timeout=SILENCE) as answer:
            content = _bounded(answer)
            etag = answer.headers.get("ETag", "")[:100]
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 304:
            return _("Nothing new.")
        raise
    looked = importing.take(content, subscription.edition)
    Subscription.objects.filter(pk=subscription.pk).update(etag=etag)
    return _("Nothing new.") if looked.is_known else _("Taken over.")


def _bounded(answer: http.client.HTTPResponse) -> bytes:
    """Neither more than a pack may have, nor longer than one waits, however slowly it drips."""
    content, end = bytearray(), time.monotonic() + LONGEST
    while piece := answer.read1(PIECE):
        content += piece
        if len(content) > MOST_PACKED:
            raise PackRefused(_("The file is larger than a pack may be (%d MB).") % (MOST_PACKED >> 20))
        if time.monotonic() > end:
            raise TimeoutError(f"{LONGEST} s")
    return bytes(content)


def _cause(error: Exception) -> str:
    return str(getattr(error, "reason", "") or error or type(error).__name__)[:120]

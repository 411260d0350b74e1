"""A body that many readers get: compressed when the first of them asks, and named by its content.

The strongest compression takes half a second, so the first reader gets a quick one while a thread makes the small one.
"""

import gzip
import hashlib
import threading
from dataclasses import dataclass
from functools import cached_property

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_MINUTE = "public, max-age=60"

SOON_DONE = 1_500_000  # bytes that the strongest compression still gets through in a second or two
AT_ONCE = 40_000  # bytes that it gets through in a moment
QUICK, STRONGEST = 5, 11


@dataclass(frozen=True)
class Packed:
    plain: bytes
    etag: str
    content_type: str

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.plain, 9, mtime=0)

    @property
    def brotli(self) -> bytes:
        """The smallest there is by now: nobody waits for a smaller one."""
        return self._smallest if len(self.plain) < AT_ONCE else self.__dict__.get("_smallest") or self._quick

    @cached_property
    def _quick(self) -> bytes:
        if len(self.plain) < SOON_DONE:
            threading.Thread(target=lambda: self._smallest, name="compress", daemon=True).start()
        return brotli.compress(self.plain, quality=QUICK)

    @cached_property
    def _smallest(self) -> bytes:
        return brotli.compress(self.plain, quality=STRONGEST)

    def in_encoding(self, accepted: str) -> tuple[bytes, str]:
        """The smallest form the browser said it can read, with the name of that form."""
        names = {part.partition(";")[0].strip() for part in accepted.split(",") if "q=0" not in part.replace(" ", "")}
        if "br" in names:
            return self.brotli, "br"
        return (self.gzip, "gzip") if "gzip" in names else (self.plain, "")


def pack(text: str, content_type: str) -> Packed:
    plain = text.encode()
    return Packed(
        plain=plain,
        etag=f'W/"{hashlib.sha256(plain).hexdigest()[:20]}"',
        content_type=f"{content_type}; charset=utf-8",
    )


def answer(request: HttpRequest, packed: Packed, caching: str = FOR_A_MINUTE) -> HttpResponse:
    """The body, or 304 where the browser already has it."""
    if packed.etag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        body, encoding = packed.in_encoding(request.headers.get("Accept-Encoding", ""))
        response = HttpResponse(body, content_type=packed.content_type)
        if encoding:
            response["Content-Encoding"] = encoding
    response["ETag"] = packed.etag
    response["Cache-Control"] = caching
    patch_vary_headers(response, ["Accept-Encoding"])
    return response

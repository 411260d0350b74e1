"""A body that many readers get: compressed once, when the first of them asks, and named by its content."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_MINUTE = "public, max-age=60"

SOON_DONE = 1_500_000  # bytes that the strongest compression still gets through in a second or two


@dataclass(frozen=True)
class Packed:
    plain: bytes
    etag: str
    content_type: str

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.plain, 9, mtime=0)

    @cached_property
    def brotli(self) -> bytes:
        return brotli.compress(self.plain, quality=11 if len(self.plain) < SOON_DONE else 5)

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

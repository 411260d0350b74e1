"""What every answer to a reader carries, how much a reader may send, and how small it is made."""

import base64
import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from handbook.pages import JS_CLASS_SCRIPT
from handbook.views import errors

ADMIN_PATH = "/admin/"
READER_BODY_LIMIT = 8 * 1024  # 300 ticks need about 3 KB

_JS_CLASS_HASH = base64.b64encode(hashlib.sha256(JS_CLASS_SCRIPT.encode()).digest()).decode()

READER_CSP = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' 'sha256-{_JS_CLASS_HASH}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
# Wagtail's editor has inline scripts and styles, and shows its previews in frames.
ADMIN_CSP = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "object-src 'none'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
    ]
)
_UNUSED_POWERS = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS_POLICY = ", ".join(f"{power}=()" for power in _UNUSED_POWERS)

GetResponse = Callable[[HttpRequest], HttpResponse]


def is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(ADMIN_PATH)


class SecurityHeaders:
    """Sets the policy itself and never asks the view, so that no page can loosen it by mistake."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Content-Security-Policy"] = ADMIN_CSP if is_admin(request) else READER_CSP
        if response.get("Content-Type", "").startswith("text/html"):  # it governs documents only
            response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response


class ReaderBodyLimit:
    """Refuses by the announced length, before a byte of the body is read."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_admin(request) and _announced_length(request) > READER_BODY_LIMIT:
            return _too_large(request)
        return self.get_response(request)


def _announced_length(request: HttpRequest) -> int:
    """A body without a length is an empty body to Django, so it counts as none."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _too_large(request: HttpRequest) -> HttpResponse:
    response = errors.too_large(request)
    response["Connection"] = "close"  # the unread body must not be taken for the next request
    return response


class ReaderCompression(GZipMiddleware):
    """Reader pages hold no secret, so compressing them betrays none; the admin's would (BREACH)."""

    max_random_bytes = 0  # padding protects secrets; here it would only make sizes waver

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if is_admin(request):
            return response
        return super().process_response(request, response)

"""What may be written about a request: never its query, its body, or the words of its error.

An error's message often quotes the value that caused it, and a traceback with locals holds
the whole form. So an error met while answering is told by its type and its places in the code.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from types import TracebackType

from django.conf import settings
from django.http import HttpRequest, HttpResponse

requests = logging.getLogger("handbook.requests")

KEY = re.compile(r"^(/shitami/|/k/)[^/]+/?")  # a draft, and what a guest is asked about
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        facts = {
            "method": request.method,
            "path": shown_path(request.path),
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
            "network": network_of(request),
        }
        requests.info("request", extra={"facts": facts})
        return response


def shown_path(path: str) -> str:
    """An address that is itself the key to what it shows is not written down."""
    return KEY.sub(r"\1…/", path)


def network_of(request: HttpRequest) -> str:
    """The neighbourhood an address is in (/24, /48): enough to see an attack, not a person."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.HANDBOOK_BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = forwarded.rpartition(",")[2].strip() or address
    try:
        length = 24 if ip_address(address).version == 4 else 48
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{length}", strict=False))


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = list(places(record.exc_info[1]))
            if not hasattr(record, "request"):  # a command or a task: no resident's words in it
                line["reason"] = str(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def places(error: BaseException | None) -> Iterator[str]:
    """The chain of errors, innermost cause first, as types and places."""
    if error is None:
        return
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from places(cause)
    yield type(error).__qualname__
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"


class QuietReporter:
    """Stands where Django's reporter stood, which quotes the form, the query and the locals."""

    def __init__(
        self,
        request: HttpRequest | None,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | str | None,
        tb: TracebackType | None,
        is_email: bool = False,
    ):
        self.request = request
        self.error = exc_value if isinstance(exc_value, BaseException) else None

    def get_traceback_text(self) -> str:
        head = f"{self.request.method} {shown_path(self.request.path)}" if self.request else "no request"
        return "\n".join([head, *places(self.error)])

    get_traceback_html = get_traceback_text

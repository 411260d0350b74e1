"""Requests made inside this process through the whole middleware, and the time they take."""

import gzip
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

ROUNDS, CALLS = 15, 20


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    wire: bytes

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.wire) if self.headers.get("Content-Encoding") == "gzip" else self.wire

    @property
    def bytes_on_the_wire(self) -> int:
        head = sum(len(f"{name}: {value}\r\n".encode()) for name, value in self.headers.items())
        return len(b"HTTP/1.1 200 OK\r\n\r\n") + head + len(self.wire)


def environ_of(path: str, form: list[tuple[str, int]] | None = None, compressed: bool = True) -> dict:
    body = urlencode(form or []).encode()
    return {
        "REQUEST_METHOD": "GET" if form is None else "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_ACCEPT_ENCODING": "gzip" if compressed else "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if form is not None else "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }


def call(application: Callable, path: str, form=None, compressed: bool = True) -> Answer:
    started: list = []
    response = application(
        environ_of(path, form, compressed), lambda status, headers: started.extend((status, headers))
    )
    try:
        wire = b"".join(response)
    finally:
        response.close()
    return Answer(int(started[0].split()[0]), dict(started[1]), wire)


@dataclass
class Timing:
    cpu: float  # milliseconds of this process for one call
    wall: float


def in_turns(*tries: Callable[[], object]) -> list[Timing]:
    """Medians for each, measured round by round in turns, so that a busy machine is unfair to nobody."""
    for one in tries:
        one()
    taken = [([], []) for _ in tries]
    for _ in range(ROUNDS):
        for one, (cpu, wall) in zip(tries, taken, strict=True):
            began, tick = time.process_time(), time.perf_counter()
            for _ in range(CALLS):
                one()
            cpu.append((time.process_time() - began) / CALLS * 1000)
            wall.append((time.perf_counter() - tick) / CALLS * 1000)
    return [Timing(statistics.median(cpu), statistics.median(wall)) for cpu, wall in taken]

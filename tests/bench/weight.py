"""What goes over the wire. Every file a page names is counted once, as the browser fetches it."""

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from tests.bench.calls import call
from tests.bench.report import Row, at_most

KILOBYTE = 1000
NAMED_BY_PAGE = re.compile(r"<(?:script|link|img)\b[^>]*?\b(?:src|href)=\"?([^\"\s>]+)")
NOT_FETCHED = re.compile(r"rel=\"?(?:canonical|alternate|manifest)")
AT_ONCE = re.compile(r"(?:\bfrom|\bimport)\s*[\"']([./][^\"']+)[\"']")
ON_DEMAND = re.compile(r"data-[\w-]+=\"(/[^\"]+\.(?:json|m?js|css))\"")  # the page names what its scripts fetch later


def rows(application: Callable) -> Iterator[Row]:
    page = call(application, "/").body.decode()
    first = _with_imports(application, ["/", *_named_by(page)])
    search, furigana = (_asked_for_by(page, mark) for mark in ("data-index", 'id="furi"'))
    later = [address for address in ON_DEMAND.findall(page) if address not in {*first, *search, *furigana}]
    if not later:
        raise RuntimeError("the page names no bundle and no QR encoder")
    yield from _part(application, "first view", first, first, 45)
    yield from _part(application, "whole journey, with result and QR", first + later, later, 120)
    yield from _part(application, "and the search, where its field is touched", search, search)
    yield from _part(application, "and furigana, where it is switched on", furigana, furigana)
    data = json.loads(call(application, next(address for address in later if address.endswith(".json"))).body)
    yield from _part(application, "and the details of all cards, where one is unfolded", [data["details"]], [])


def _part(application: Callable, title: str, counted: list[str], listed: list[str], goal: float = 0) -> Iterator[Row]:
    sizes = {address: call(application, address).bytes_on_the_wire / KILOBYTE for address in counted}
    total = sum(sizes.values())
    yield at_most(title, total, goal, "KB") if goal else Row(title, f"{total:.1f} KB")
    for address in listed:
        yield Row(f"  {posixpath.basename(address) or 'the document'}", f"{sizes[address]:.1f} KB")


def _asked_for_by(page: str, mark: str) -> list[str]:
    """What the scripts fetch when the field that carries the mark is used."""
    return ON_DEMAND.findall(next(tag for tag in re.findall(r"<input\b[^>]*>", page) if mark in tag))


def _named_by(page: str) -> list[str]:
    tags = [found for found in NAMED_BY_PAGE.finditer(page) if not NOT_FETCHED.search(found[0])]
    return [address for found in tags if (address := found[1]).startswith("/")]


def _with_imports(application: Callable, addresses: list[str]) -> list[str]:
    """The addresses and what their scripts import, each once, in the order of finding."""
    found = list(dict.fromkeys(addresses))
    for address in found:  # grows while it is read
        answer = call(application, address)
        if answer.status != 200:
            raise RuntimeError(f"GET {address} answered {answer.status}")
        script = answer.body.decode() if address.endswith(("js", "mjs")) else ""
        found += [new for name in AT_ONCE.findall(script) if (new := urljoin(address, name)) not in found]
    return found

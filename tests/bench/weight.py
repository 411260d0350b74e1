"""What goes over the wire. Every file a page names is counted once, as the browser fetches it."""

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
ON_DEMAND = re.compile(r"\bimport\(\s*[\"']([./][^\"']+)[\"']")
BUNDLE = re.compile(r"[\w/.-]*bundle\.[0-9a-f]+\.json")


def rows(application: Callable) -> Iterator[Row]:
    page = call(application, "/").body.decode()
    first = _with_imports(application, ["/", *_named_by(page)], AT_ONCE)
    later = _with_imports(application, [*first, BUNDLE.search(page)[0]], AT_ONCE, ON_DEMAND)[len(first) :]
    for title, addresses, goal in (
        ("first view", first, 45),
        ("whole journey, with result and QR", first + later, 120),
    ):
        sizes = {address: call(application, address).bytes_on_the_wire / KILOBYTE for address in addresses}
        yield at_most(title, sum(sizes.values()), goal, "KB")
        for address in first if addresses is first else later:
            yield Row(f"  {posixpath.basename(address) or 'the document'}", f"{sizes[address]:.1f} KB")


def _named_by(page: str) -> list[str]:
    tags = [found for found in NAMED_BY_PAGE.finditer(page) if not NOT_FETCHED.search(found[0])]
    return [address for found in tags if (address := found[1]).startswith("/")]


def _with_imports(application: Callable, addresses: list[str], *ways: re.Pattern) -> list[str]:
    """The addresses and what their scripts import, each once, in the order of finding."""
    found = list(dict.fromkeys(addresses))
    for address in found:  # grows while it is read
        answer = call(application, address)
        if answer.status != 200:
            raise RuntimeError(f"GET {address} answered {answer.status}")
        script = answer.body.decode() if address.endswith(("js", "mjs")) else ""
        names = [name for way in ways for name in way.findall(script)]
        found += [new for name in names if (new := urljoin(address, name)) not in found]
    return found

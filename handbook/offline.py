"""The copy for supporters who work where there is no network: made only when asked for, and it holds no answers."""

import json
from pathlib import Path

from django.templatetags.static import static

from handbook.bundle import Bundle
from handbook.pages import PLAIN
from handbook.release.logo import name_of

SCRIPTS = ("page", "app", "result", "desks", "opening", "share", "matching", "codes", "supporters", "search", "find")
_WORKER = Path(__file__).with_name("static") / "handbook" / "worker.js"


def worker(bundle: Bundle) -> str:
    """Named by the content, so that the browser takes a new copy when there is a new Release."""
    head = {"NAME": f"handbook{bundle.prefix}{bundle.name}", "HOME": bundle.prefix, "FILES": files(bundle)}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in head.items()]
    return "\n".join([*lines, _WORKER.read_text()])


def files(bundle: Bundle) -> list[str]:
    pages = [bundle.prefix, *(f"{bundle.prefix}{page}/" for page in PLAIN)]
    styles = [static(f"handbook/{name}.css") for name in ("style", "print", "search", "desks")]
    scripts = [static(f"handbook/{name}.js") for name in SCRIPTS] + [static("handbook/vendor/lean-qr.mjs")]
    named = {"bundle": bundle.name, "details": bundle.details_name, "search": bundle.search_name}
    logo = name_of(bundle.release.edition.logo)
    pictures = [f"{bundle.prefix}logo.{logo}"] if logo else []
    data = [f"{bundle.prefix}{kind}.{name}.json" for kind, name in named.items()]
    return [*pages, *data, *pictures, *styles, *scripts]

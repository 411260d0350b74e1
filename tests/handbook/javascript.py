"""Runs the reader's own JavaScript modules in V8, beside the Python they are twins of."""

import json
import re
from pathlib import Path

from py_mini_racer import MiniRacer

SOURCES = Path(__file__).resolve().parents[2] / "handbook" / "static" / "handbook"


class Module:
    """One module without its imports; what it exports becomes callable by name."""

    def __init__(self, name: str):
        source = (SOURCES / name).read_text(encoding="utf-8")
        self.engine = MiniRacer()
        self.engine.eval(re.sub(r"^export ", "", source, flags=re.MULTILINE))

    def call(self, name: str, *arguments):
        passed = ", ".join(json.dumps(argument, ensure_ascii=False) for argument in arguments)
        return json.loads(self.engine.eval(f"JSON.stringify({name}({passed}))"))

    def each(self, name: str, calls: list[list]) -> list:
        """Many calls at one crossing; what throws comes back as {"error": message}."""
        return json.loads(
            self.engine.eval(
                f"JSON.stringify({json.dumps(calls, ensure_ascii=False)}.map(a => {{"
                f"try {{ return {name}(...a); }} catch (e) {{ return {{error: e.message}}; }} }}))"
            )
        )

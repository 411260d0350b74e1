"""Looks whether this machine can run all tests. Root installs what is missing, others are told."""

import os
import shutil
import subprocess
import sys

from tests.postgres import server_programs


def _japanese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=ja"], capture_output=True).stdout.strip())


def _database() -> bool:
    given = os.environ.get("DATABASE_URL", "").startswith("postgres")
    return given or server_programs() is not None


NEEDED = {
    "chromium": lambda: shutil.which("chromium"),
    "poppler-utils": lambda: shutil.which("pdftotext"),
    "zbar-tools": lambda: shutil.which("zbarimg"),
    "fontconfig": lambda: shutil.which("fc-list"),
    "fonts-noto-cjk": _japanese_font,
    "postgresql": _database,
    "gettext": lambda: shutil.which("msgmerge"),
    "default-jre-headless": lambda: shutil.which("java"),
}


def missing() -> list[str]:
    return [package for package, present in NEEDED.items() if not present()]


def main() -> None:
    lacking = missing()
    command = f"apt-get install -y --no-install-recommends {' '.join(lacking)}"
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing what the tests need: {command}", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in ("apt-get update -q", command):
            subprocess.run(step.split(), env=environment, check=True, stdout=subprocess.DEVNULL)
        lacking = missing()
    if lacking:
        sys.exit(f"The tests need more than this machine has. Please run:\n    sudo {command}")


if __name__ == "__main__":
    main()

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

QUICKER = "chromium-headless-shell"  # the same engine for a third of the work; not every system has it
INSTALL = ("install", "-y", "--no-install-recommends")


def missing() -> list[str]:
    return [package for package, present in NEEDED.items() if not present()]


def main() -> None:
    lacking = missing()
    if os.geteuid() == 0 and shutil.which("apt-get"):
        if lacking or not shutil.which(QUICKER):
            _apt("update", "-q", check=bool(lacking))
        if lacking:
            print(f"Installing what the tests need: {' '.join(lacking)}", flush=True)
            _apt(*INSTALL, *lacking, check=True)
            lacking = missing()
        if not shutil.which(QUICKER):
            print(f"Installing what makes them quicker, if there is such a package: {QUICKER}", flush=True)
            _apt(*INSTALL, QUICKER, check=False)
    if lacking:
        command = " ".join(["apt-get", *INSTALL, *lacking])
        sys.exit(f"The tests need more than this machine has. Please run:\n    sudo {command}")


def _apt(*arguments: str, check: bool) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": None if check else subprocess.DEVNULL}
    subprocess.run(["apt-get", *arguments], env=environment, check=check, **quiet)


if __name__ == "__main__":
    main()

"""The copy of the Releases on disk: one file a body, named by its hash, and one file an edition that says which are
current.
"""

import json
import logging
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from .schema import SCHEMA_VERSION

POINTERS = f"current.{SCHEMA_VERSION}.json"
KEPT_BODIES = 20  # of an edition and language; the database keeps all
log = logging.getLogger("handbook.release")


@dataclass(frozen=True)
class Pointer:
    """Which Release is current in one edition and language, and the hosts that lead there."""

    edition: str
    language: str
    hash: str
    number: int
    hosts: tuple[str, ...] = ()
    is_default: bool = False
    switched_at: str = ""
    is_public: bool = False  # may be listed by search engines

    @property
    def place(self) -> tuple[str, str, str]:
        return self.edition, self.language, self.hash


def is_hash(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{64}", text) is not None


def _root() -> Path:
    return Path(settings.HANDBOOK_RELEASE_DIR)


def _body_file(edition: str, language: str, hash: str) -> Path:
    return _root() / edition / language / f"{hash}.json"


def has_body(edition: str, language: str, hash: str) -> bool:
    return _body_file(edition, language, hash).is_file()


def read_body(edition: str, language: str, hash: str) -> bytes | None:
    try:
        return _body_file(edition, language, hash).read_bytes()
    except OSError:
        return None


def write_body(edition: str, language: str, hash: str, body: bytes) -> None:
    file = _body_file(edition, language, hash)
    _write(file, body)
    _make_room(file)


def _index_file(edition: str, language: str, name: str) -> Path:
    return _root() / edition / language / f"{name}.search"


def read_index(edition: str, language: str, name: str) -> bytes | None:
    """The search index that was built for a Release, if it has been."""
    try:
        return _index_file(edition, language, name).read_bytes()
    except OSError:
        return None


def write_index(edition: str, language: str, name: str, content: bytes) -> None:
    _write(_index_file(edition, language, name), content)


def note_reader(edition: str) -> None:
    """That somebody reads this edition, and nothing else."""
    with suppress(OSError):
        (_root() / edition / "read").touch()


def last_read(edition: str) -> float:
    """When, to the minute; 0 where nobody has or where readers come to other machines."""
    try:
        return (_root() / edition / "read").stat().st_mtime
    except OSError:
        return 0.0


def _make_room(newest: Path) -> None:
    """Old bodies leave the disk; whoever asks for one gets it from the database."""
    current = {pointer.hash for pointer in _pointers_in(newest.parents[1] / POINTERS)} | {newest.stem}
    files = [file for file in newest.parent.glob("*.json") if file.stem not in current]
    for file in sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)[KEPT_BODIES:]:
        for one in (file, *file.parent.glob(f"{file.stem}.*.search")):
            one.unlink(missing_ok=True)


def _pointer_file(edition: str) -> Path:
    return _root() / edition / POINTERS


def read_pointers() -> tuple[Pointer, ...]:
    return tuple(pointer for file in sorted(_root().glob(f"*/{POINTERS}")) for pointer in _pointers_in(file))


def _pointers_in(file: Path) -> Iterator[Pointer]:
    try:
        rows = json.loads(file.read_bytes())
        yield from [Pointer(**{**row, "hosts": tuple(row["hosts"])}) for row in rows]
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, KeyError) as error:
        log.error("the pointer file %s cannot be read: %s", file, error)


def write_pointers(edition: str, pointers: Iterable[Pointer]) -> None:
    """All languages of an edition; of one that is withdrawn nothing is left."""
    rows = [asdict(pointer) for pointer in pointers]
    if rows:
        _write(_pointer_file(edition), json.dumps(rows, ensure_ascii=False).encode())
    else:
        _pointer_file(edition).unlink(missing_ok=True)


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, also when the power fails in between. A disk that cannot be written is no reason to fail:
    the database has everything.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".new-", delete=False) as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        os.chmod(new.name, 0o644)
        os.replace(new.name, file)
        _sync_folder(file.parent)
    except OSError as error:
        log.error("a Release could not be copied to disk: %s", error)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

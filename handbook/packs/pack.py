"""The file: a zip with a manifest, its signature and one Release a language. Nothing of it is ever unpacked to disk.

The signature covers the manifest, the manifest names the hash of every body. Whatever is not exactly so is refused
before anything is believed, and nothing larger than announced is ever unpacked.
"""

import base64
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from handbook.release.schema import READABLE, SCHEMA_VERSION, Release, SchemaMismatch

from . import keys
from .shape import is_sound

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MOST_PACKED = 16 * 1024 * 1024
MOST_MANIFEST = 64 * 1024
MOST_BODY = 16 * 1024 * 1024
MOST_BODIES = 160 * 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


class PackRefused(Exception):
    """Nothing of it was taken over. The text says why and what to do."""


@dataclass(frozen=True)
class Part:
    language: str
    number: int  # of the Release where it was made
    hash: str
    size: int

    @property
    def name(self) -> str:
        return f"release.{self.language}.json"


@dataclass(frozen=True)
class Manifest:
    edition: str
    made_at: str  # ISO: since when residents read this there
    numbers_below: int  # the makers' own permanent numbers and those of their bases stay below this one
    key: str  # public
    parts: tuple[Part, ...]
    schema: int = SCHEMA_VERSION
    format: int = FORMAT

    def to_json(self) -> bytes:
        parts = [vars(part) for part in self.parts]
        return json.dumps({**vars(self), "parts": parts}, ensure_ascii=False, indent=1, sort_keys=True).encode()


@dataclass(frozen=True)
class Pack:
    manifest: Manifest
    releases: tuple[Release, ...]  # the edition's own language first


def write(manifest: Manifest, bodies: Iterable[bytes], key: Ed25519PrivateKey) -> bytes:
    """The same Releases always give the same bytes."""
    file = io.BytesIO()
    listed = manifest.to_json()
    named = zip((part.name for part in manifest.parts), bodies, strict=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [(MANIFEST, listed), (SIGNATURE, base64.b64encode(key.sign(listed))), *named]:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def read(content: bytes, trusted: Callable[[str], Iterable[str]]) -> Pack:
    """`trusted` knows the public keys for an edition. Raises PackRefused."""
    if len(content) > MOST_PACKED:
        raise PackRefused(_("The file is larger than a pack may be (%d MB).") % (MOST_PACKED >> 20))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive, trusted)
    except _BROKEN as error:
        raise PackRefused(_("The file is cut off or is no pack. Fetch it once more.")) from error


def _read(archive: zipfile.ZipFile, trusted: Callable[[str], Iterable[str]]) -> Pack:
    names = archive.namelist()
    if names[:2] != [MANIFEST, SIGNATURE]:
        raise PackRefused(_("The file is cut off or is no pack. Fetch it once more."))
    listed = _bounded(archive, MANIFEST, MOST_MANIFEST)
    manifest = _manifest(listed)
    _verify(manifest, listed, base64.b64decode(_bounded(archive, SIGNATURE, 100)), trusted)
    if manifest.schema not in READABLE:
        raise PackRefused(
            _("The pack has schema %(theirs)s, this installation reads %(ours)s. Bring both to the same version.")
            % {"theirs": manifest.schema, "ours": SCHEMA_VERSION}
        )
    if names[2:] != [part.name for part in manifest.parts] or not manifest.parts:
        raise PackRefused(_("The pack holds other files than its list says. It was altered: fetch it once more."))
    if sum(part.size for part in manifest.parts) > MOST_BODIES or any(p.size > MOST_BODY for p in manifest.parts):
        raise PackRefused(_("What the pack holds is larger than this installation takes."))
    return Pack(manifest, tuple(_release(archive, manifest, part) for part in manifest.parts))


def _bounded(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise PackRefused(_("“%s” in the pack is larger than it may be.") % name)
    return content


def _manifest(listed: bytes) -> Manifest:
    try:
        facts = json.loads(listed)
        if facts["format"] != FORMAT:
            raise PackRefused(
                _("The pack has format %(theirs)s, this installation reads %(ours)s. Bring both to the same version.")
                % {"theirs": str(facts["format"])[:20], "ours": FORMAT}
            )
        manifest = Manifest(**{**facts, "parts": tuple(Part(**part) for part in facts["parts"])})
        _check_kinds(manifest)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PackRefused(_("The pack's list of contents cannot be read. Fetch it once more.")) from error
    return manifest


def _check_kinds(manifest: Manifest) -> None:
    def demand(item: Any) -> None:
        for name, kind in type(item).__annotations__.items():
            if kind in (int, str) and (type(getattr(item, name)) is not kind or getattr(item, name) in (-1, "")):
                raise TypeError(name)

    for item in (manifest, *manifest.parts):
        demand(item)


def _verify(manifest: Manifest, listed: bytes, signature: bytes, trusted: Callable[[str], Iterable[str]]) -> None:
    known = list(trusted(manifest.edition))
    if not known:
        raise PackRefused(
            _("This installation has not subscribed to “%s”. Subscribe first, with the key its makers give you.")
            % manifest.edition
        )
    if manifest.key not in known:
        raise PackRefused(
            _("The pack of “%(edition)s” is signed with a key that was not given for it: %(key)s. Ask its makers.")
            % {"edition": manifest.edition, "key": manifest.key[:60]}
        )
    if not keys.is_signed_by(manifest.key, signature, listed):
        raise PackRefused(_("The signature is wrong: the pack was altered. Fetch it once more, or ask its makers."))


def _is_canonical(body: bytes) -> bool:
    """Spelled in the one way there is. An installation of another day may lack names that are known here."""
    spelled = json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return spelled.encode() == body


def _release(archive: zipfile.ZipFile, manifest: Manifest, part: Part) -> Release:
    body = _bounded(archive, part.name, part.size)
    if hashlib.sha256(body).hexdigest() != part.hash:
        raise PackRefused(_("“%s” in the pack was altered. Fetch it once more, or ask its makers.") % part.name)
    try:
        release = Release.from_json(body)
        sound = is_sound(release) and _is_canonical(body) and release.schema == manifest.schema
    except (SchemaMismatch, TypeError, AttributeError, ValueError, RecursionError):
        sound = False
    if not sound:
        raise PackRefused(_("“%s” in the pack is no Release as this installation knows it.") % part.name)
    if (release.edition.key, release.language) != (manifest.edition, part.language):
        raise PackRefused(_("“%s” in the pack belongs to another edition or language.") % part.name)
    return release

"""Packs as makers make them, and as others might."""

import base64
import hashlib
import io
import zipfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handbook.packs import keys
from handbook.packs.pack import MANIFEST, SIGNATURE, Manifest, Part, write
from handbook.release.schema import Release
from tests.handbook.sample import RELEASE

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


def manifest_of(*releases: Release, **fields) -> Manifest:
    parts = tuple(Part(release.language, 7, release.hash, len(release.to_json())) for release in releases)
    given = {
        "edition": releases[0].edition.key,
        "made_at": "2026-11-20T09:00:00+09:00",
        "numbers_below": 10_000,
        "key": keys.public_text(KEY),
        "parts": parts,
    }
    return Manifest(**given | fields)


def packed(*releases: Release, signer: Ed25519PrivateKey = KEY, **fields) -> bytes:
    return write(manifest_of(*releases, **fields), [release.to_json() for release in releases], signer)


def packed_body(body: bytes, **fields) -> bytes:
    """Signed by the right key, whatever the body is."""
    part = Part("ja", 7, hashlib.sha256(body).hexdigest(), len(body))
    return write(manifest_of(RELEASE, parts=(part,), **fields), [body], KEY)


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def altered(content: bytes, **files: bytes | None) -> bytes:
    """Files of the pack replaced, added or left out; `manifest`, `signature`, `body` stand for the three there are."""
    names = {"manifest": MANIFEST, "signature": SIGNATURE, "body": "release.ja.json"}
    found = files_of(content) | {names.get(name, name): given for name, given in files.items()}
    return zipped({name: given for name, given in found.items() if given is not None})


def signed_anew(manifest: bytes) -> dict[str, bytes]:
    return {"manifest": manifest, "signature": base64.b64encode(KEY.sign(manifest))}

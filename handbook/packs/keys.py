"""Each installation signs its packs with an Ed25519 key of its own; others are told the public half beforehand."""

import base64
import os
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings


def own() -> Ed25519PrivateKey:
    """Made at the first use. Lost, it is made anew, and every subscriber has to be told."""
    file = Path(settings.HANDBOOK_PACK_KEY)
    if not file.exists():
        _make(file)
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} is not an Ed25519 key")
    return key


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half in one line, as people read it out and paste it."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def is_public_text(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except ValueError:
        return False


def is_signed_by(public: str, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _make(file: Path) -> None:
    """Of two processes at the same moment one has its key kept, and both use that."""
    content = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".key-") as new:  # for its owner's eyes only
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
        try:
            os.link(new.name, file)
        except FileExistsError:
            return

"""根拠 as a file: kept under its check value, named in the record, read by whoever may read the proposal."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.models import EvidenceFile, Proposal

from .acts import Refused

SALT = "cms.evidence"
MOST = 5
BIGGEST = 10 * 1024 * 1024
KINDS = {"pdf": (b"%PDF-", "application/pdf"), "xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument"
         ".spreadsheetml.sheet")}  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A file that is on the disk and in no proposal yet; the token carries it through the form."""

    name: str
    kind: str
    size: int
    hash: str

    @property
    def token(self) -> str:
        return signing.dumps([self.name, self.kind, self.size, self.hash], salt=SALT)


def of_token(token: str) -> Kept | None:
    try:
        return Kept(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None


def keep(file: UploadedFile) -> Kept:
    """Type and size are looked at, then it lies on the disk under its check value: the same file lies there once."""
    name = Path(file.name or "").name[-120:]
    kind = name.rpartition(".")[2].lower()
    if kind not in KINDS or file.size > BIGGEST:
        raise Refused(_("“%s”: attach PDF or XLSX files of at most 10 MB.") % name)
    content = file.read()
    if not content.startswith(KINDS[kind][0]):
        words = {"name": name, "kind": kind.upper()}
        raise Refused(_("“%(name)s” is no %(kind)s file, whatever its name says.") % words)
    kept = Kept(name, kind, len(content), hashlib.sha256(content).hexdigest())
    target = path(kept.hash)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        making = target.with_suffix(f".{os.getpid()}")
        making.write_bytes(content)
        making.replace(target)
    return kept


def attached(proposal: Proposal) -> list[Kept]:
    return [Kept(file.name, file.kind, file.size, file.hash) for file in proposal.files.all()]


def handed_in(request: HttpRequest) -> tuple[list[Kept], str]:
    """What a form keeps and adds, and the sentence about a file that cannot be attached."""
    gone = request.POST.getlist("drop")
    found = [kept for token in request.POST.getlist("kept") if (kept := of_token(token)) and kept.hash not in gone]
    try:
        found += [keep(file) for file in request.FILES.getlist("files")]
    except Refused as error:
        return found, str(error)
    return list({kept.hash: kept for kept in found}.values()), ""


def path(check_value: str) -> Path:
    return Path(settings.VAR_DIR) / "evidence" / check_value[:2] / check_value


def attach(proposal: Proposal, files: Iterable[Kept]) -> None:
    """What a proposal has attached is what its drafter handed in last; the record names what was there before."""
    files = list({file.hash: file for file in files}.values())
    if len(files) > MOST:
        raise Refused(_("Attach at most %d files.") % MOST)
    proposal.files.all().delete()
    EvidenceFile.objects.bulk_create(
        EvidenceFile(proposal=proposal, name=f.name, kind=f.kind, size=f.size, hash=f.hash) for f in files
    )


def named(proposal: Proposal) -> str:
    """For the record: names and check values."""
    word = _("Attached")
    return "".join(f"\n{word}：{file.name}（sha256 {file.hash}）" for file in proposal.files.all())


def altered() -> list[EvidenceFile]:
    """Files that are gone or no longer what was attached."""
    return [file for file in EvidenceFile.objects.select_related("proposal") if _is_altered(file)]


def _is_altered(file: EvidenceFile) -> bool:
    try:
        return hashlib.sha256(path(file.hash).read_bytes()).hexdigest() != file.hash
    except OSError:
        return True

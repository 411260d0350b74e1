"""The lines as a gettext file, for the programs of translation offices. A line is known by its context."""

import polib
from django.utils import timezone
from django.utils.translation import gettext as _

from .brought import Entry, Row, Unreadable, about, refuse_too_many
from .lines import Line


def write(lines: list[tuple[Entry, Line]], language: str) -> bytes:
    """A line whose Japanese has changed is fuzzy and carries the Japanese that it was translated from."""
    book = polib.POFile(wrapwidth=0)
    now = timezone.localtime().strftime("%Y-%m-%d %H:%M%z")
    book.metadata = {
        "Project-Id-Version": "handbook",
        "POT-Creation-Date": now,
        "PO-Revision-Date": now,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for entry, line in lines:
        is_old = line.is_changed and bool(line.said)
        book.append(
            polib.POEntry(
                msgctxt=entry.key(line),
                msgid=line.japanese,
                msgstr=line.said,
                comment=about(entry, line),
                flags=["fuzzy"] if is_old else [],
                previous_msgid=line.was if is_old and line.was else None,
            )
        )
    return str(book).encode()


def read(file, language: str) -> list[Row]:
    """Re-wrapped, sorted anew, with a mark at its beginning or other ends of lines: it is the same file."""
    try:
        text = file.read().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        book = polib.pofile(text)
        if not len(book):
            raise ValueError
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise Unreadable(_("The file cannot be read. Send the PO file in UTF-8, as it was downloaded here.")) from error
    refuse_too_many(len(book))
    claimed = book.metadata.get("Language", "").replace("_", "-").lower()
    if claimed and claimed != language:
        words = {"claimed": claimed, "language": language}
        raise Unreadable(_("The file says that it is in “%(claimed)s”, not in “%(language)s”.") % words)
    return [
        Row(
            key=entry.msgctxt or "",
            japanese=entry.msgid,
            said=entry.msgstr.strip(),
            where=_("Line %(row)d") % {"row": entry.linenum},
            is_fuzzy=entry.fuzzy,
        )
        for entry in book
        if not entry.obsolete
    ]

"""The word lists of the starter → rows of the national edition, once: afterwards they belong to staff."""

from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.models import CrisisHotline, CrisisWord, EditionPage, EverydayWord, HotlinePage
from cms.models.words import validate_stems
from cms.validators import validate_plain_text

from .tables import Problem, Row

FILES = {"everyday_words": ("says", "means"), "crisis_words": ("says", "hotlines")}
Said = dict[str, list[Row]]


def read(folder: Path) -> Said:
    """Lines of two cells parted by a tab; a line that begins with # is for people."""
    return {name: list(_rows(folder / f"{name}.tsv", columns)) for name, columns in FILES.items()}


def _rows(path: Path, columns: tuple[str, str]) -> Iterator[Row]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in (*line.split("\t"), "")]
            yield Row(path.name, number, dict(zip(columns, cells, strict=False)))


def problems(said: Said, numbers: set[str]) -> Iterator[Problem]:
    """`numbers` are those of the hotlines."""
    for row in [*said["everyday_words"], *said["crisis_words"]]:
        for column, text in row.cells.items():
            if not text:
                yield row.problem(column, _("The cell is empty. Write at least one word; a tab parts the two cells."))
        for check in (validate_plain_text, validate_stems):
            try:
                check(row["says"])
            except ValidationError as error:
                yield row.problem("says", " ".join(error.messages))
    for row in said["crisis_words"]:
        for number in row["hotlines"].split():
            if number not in numbers:
                yield row.problem("hotlines", _("No hotline has the number “%(number)s”.") % {"number": number})


def write(said: Said, edition: EditionPage) -> None:
    if not EverydayWord.objects.filter(edition=edition).exists():
        EverydayWord.objects.bulk_create(
            EverydayWord(edition=edition, stems=row["says"], means=row["means"]) for row in said["everyday_words"]
        )
    if not CrisisWord.objects.filter(edition=edition).exists():
        hotlines = {page.number: page for page in HotlinePage.objects.order_by("-path") if page.number}
        for row in said["crisis_words"]:
            word = CrisisWord.objects.create(edition=edition, stems=row["says"])
            CrisisHotline.objects.bulk_create(
                CrisisHotline(word=word, hotline=hotlines[number], sort_order=order)
                for order, number in enumerate(row["hotlines"].split())
                if number in hotlines  # staff may have removed it
            )

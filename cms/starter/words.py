"""The word lists of the starter → rows of the national edition; what staff made of them stays."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.models import CrisisHotline, CrisisWord, EditionPage, EverydayWord, HotlinePage, StarterWords
from cms.models.words import validate_stems
from cms.validators import validate_plain_text

from .tables import Problem, Row

FILES = {"everyday_words": ("says", "means"), "crisis_words": ("says", "hotlines")}
Said = dict[str, list[Row]]
T = TypeVar("T")


class Line(NamedTuple):
    says: tuple[str, ...]
    means: str  # words of the handbook, or numbers of hotlines


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
    """All rows at the first loading. Later only what has come and gone in the files since; the rest is the staff's."""
    for name, model in (("everyday_words", EverydayWord), ("crisis_words", CrisisWord)):
        lines = [Line(tuple(row["says"].split()), row[FILES[name][1]]) for row in said[name]]
        notes = StarterWords.objects.filter(edition=edition, kind=name)
        before = [Line(tuple(note.says.split()), note.means) for note in notes]
        if lines != before:
            words = list(model.objects.filter(edition=edition))
            _bring(lines, before or _guessed(lines, words), words, edition, model)
            notes.delete()
            StarterWords.objects.bulk_create(
                StarterWords(edition=edition, kind=name, says=" ".join(line.says), means=line.means) for line in lines
            )


def _guessed(lines: list[Line], words: list) -> list[Line]:
    """Rows that were loaded before anything was noted: what is there by now came from the files."""
    there = {stem for word in words for stem in word.stems.split()}
    return [line._replace(says=tuple(stem for stem in line.says if stem in there)) for line in lines]


def _bring(lines: list[Line], before: list[Line], words: list, edition: EditionPage, model: type) -> None:
    known = set(before)
    gone = [line for line in before if line not in set(lines)]
    for line in (line for line in lines if line not in known):
        former = _likest(line.says, gone, lambda other: other.says)
        if former is None:
            _create(model, line, edition)
            continue
        gone.remove(former)
        word = _likest(former.says, words, lambda word: word.stems.split())
        if word is not None:  # else staff removed it
            _change(word, former, line)
    for former in gone:
        model.objects.filter(edition=edition, stems=" ".join(former.says)).delete()


def _likest(stems: Iterable[str], others: Iterable[T], said: Callable[[T], Iterable[str]]) -> T | None:
    """The one with the most stems in common, if any."""
    common = [(len(set(stems) & set(said(other))), other) for other in others]
    most, likest = max(common, key=lambda pair: pair[0], default=(0, None))
    return likest if most else None


def _change(word: EverydayWord | CrisisWord, former: Line, line: Line) -> None:
    kept = [stem for stem in word.stems.split() if stem in line.says or stem not in former.says]
    new = [stem for stem in line.says if stem not in former.says and stem not in kept]
    word.stems = " ".join([*kept, *new])
    if isinstance(word, EverydayWord) and word.means == former.means:
        word.means = line.means
    word.save()


def _create(model: type, line: Line, edition: EditionPage) -> None:
    if model is EverydayWord:
        EverydayWord.objects.create(edition=edition, stems=" ".join(line.says), means=line.means)
        return
    hotlines = {page.number: page for page in HotlinePage.objects.order_by("-path") if page.number}
    word = CrisisWord.objects.create(edition=edition, stems=" ".join(line.says))
    CrisisHotline.objects.bulk_create(
        CrisisHotline(word=word, hotline=hotlines[number], sort_order=order)
        for order, number in enumerate(line.means.split())
        if number in hotlines  # staff may have removed it
    )

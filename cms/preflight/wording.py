"""Advice on the wording of one text. Never more than advice: a rule of thumb does not know what the sentence means."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

LONG = 50
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
DOUBLE_NEGATIVE = re.compile(
    r"(?:ない|なく|ず)(?:わけ|こと|とは|もの)?(?:では|でも|には|とは|は|も)?(?:ない|なか|ありません|いられません)"
)
RANGE = re.compile(r"[0-9０-９年月日時分円歳人週%％][〜～][0-9０-９]")
ERA = re.compile(r"(?:令和|平成|昭和)(?:[0-9０-９]+|元)年(?:度)?")
WESTERN = re.compile(r"(?:19|20)[0-9]{2}年?")


def remarks(text: str, easier: Iterable[tuple[str, str]] = ()) -> Iterator[str]:
    """`easier` are pairs of an official word and a plainer one."""
    yield from _long_sentences(text)
    yield from _official_words(text, easier)
    if found := DOUBLE_NEGATIVE.search(text):
        yield _("“%(found)s” says no twice. Say it without “not”.") % {"found": found[0]}
    if RANGE.search(text):
        yield _("Write ranges as “から” and “まで”: “〜” is not read aloud.")
    if (found := ERA.search(text)) and not WESTERN.search(text):
        yield _("“%(found)s” is an era year alone. Add the western year for those who do not know eras.") % {
            "found": found[0]
        }


def _long_sentences(text: str) -> Iterator[str]:
    for sentence in SENTENCE.findall(text):
        length = len(sentence.strip())
        if length > LONG:
            yield _("A sentence of %(length)d characters (“%(start)s…”). Split it: %(limit)d are easy to read.") % {
                "length": length,
                "start": sentence.strip()[:10],
                "limit": LONG,
            }


def _official_words(text: str, easier: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Of two words that overlap the longer one is meant, so the pairs come longest first."""
    for word, plainer in easier:
        if word in text:
            text = text.replace(word, "　")
            yield _("“%(word)s” is an official word. Easier: “%(plainer)s”") % {"word": word, "plainer": plainer}

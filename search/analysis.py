"""Text → terms. A query and an entry pass through the same functions and need no dictionary, so find.js is a twin.

Scripts without spaces are cut into pairs of characters, others into words; which language it is does not matter.
"""

import re
import unicodedata
from collections.abc import Container, Mapping

from . import romaji
from .han import OTHERS, OURS

QUERY_LENGTH = 200  # characters of a query that are looked at
KANA, HAN = "\u3041-\u3096", "\u3005\u4e00-\u9fff"
WIDE = f"{HAN}{KANA}\uac00-\ud7a3\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff"
BEYOND = re.compile("[\U00010000-\U0010ffff]")  # where Python and browsers know different versions of Unicode
ACCENTS = re.compile("[\u0300-\u036f]")  # of Latin letters; the voicing marks of kana lie elsewhere
ALIKE = str.maketrans(
    "".join(("ぁぃぅぇぉっゃゅょゎゕゖđıłø", *OTHERS)), "".join(("あいうえおつやゆよわかけdilo", *OURS))
)
OTHER = re.compile(f"[^a-z0-9\u0430-\u044f\u0900-\u097f{WIDE}]+")
GAP = re.compile(f"(?<=[{WIDE}]) (?=[{WIDE}])")
EDGE = re.compile(f"(?<=[{WIDE}])(?=[^ {WIDE}])|(?<=[^ {WIDE}])(?=[{WIDE}])")
RUN = re.compile(f"([{WIDE}]+)|[^ {WIDE}]+")
MIXED = re.compile(f"[{KANA}][{HAN}]|[{HAN}][{KANA}]")
ONLY_KANA = re.compile(f"[{KANA} ]+")
ANY_HAN = re.compile(f"[{HAN}]")
AFTER_A_WORD = ("", " ", *"のがをにはへもでと")
ROMAJI_FROM = 4  # letters; fewer are mostly a word of another language
ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


def fold(text: str) -> str:
    """One spelling for all that differs in typing only: width, case, kana, small kana, long marks, accents, spacing.

    A space stands between words of Latin letters, and between these and other scripts; nowhere else.
    """
    text = unicodedata.normalize("NFKC", BEYOND.sub(" ", text)).lower().replace("ー", "")
    text = "".join(chr(ord(letter) - 96) if "ァ" <= letter <= "ヶ" else letter for letter in text)
    text = unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return EDGE.sub(" ", GAP.sub("", OTHER.sub(" ", text.translate(ALIKE)))).strip()


def terms(folded: str) -> list[str]:
    """Words of scripts with spaces; of the others pairs of characters and single Han characters.

    A pair of Han and kana is mostly an inflection, and there are many of them: left out.
    """
    found = []
    for run in RUN.finditer(folded):
        text = run[0]
        if run[1]:
            found += text if len(text) == 1 else [pair for pair in _pairs(text) if not MIXED.match(pair)]
            found += ANY_HAN.findall(text) if len(text) > 1 else []
        else:
            found.append(_stem(text))
    return found


def sounds(folded: str) -> list[str]:
    """Pairs of a reading, whatever they would be written with."""
    return [pair for run in folded.split() for pair in _pairs(run)]


def aloud(folded: str, known: Container[str]) -> str:
    """Japanese that was typed in Latin letters, in kana: all words must read as such, unless the index knows them."""
    strange = [word for word in folded.split() if _stem(word) not in known]
    read = [romaji.kana(word) for word in strange]
    return "".join(read).translate(ALIKE) if all(read) and sum(map(len, strange)) >= ROMAJI_FROM else ""


def written(kana: str, readings: Mapping[str, str]) -> tuple[str, str]:
    """Kana as it would be written: at each place the longest known reading gives way to its word. And other words that
    sound so.

    Two kana are a word only before a particle or at the end; elsewhere they are mostly part of another.
    """
    longest, parts, others, at = max(map(len, readings), default=0), [], [], 0
    while at < len(kana):
        known = (end for end in range(at + longest, at, -1) if kana[at:end] in readings)
        end = next((end for end in known if end > at + 2 or kana[end : end + 1] in AFTER_A_WORD), at + 1)
        first, *more = readings.get(kana[at:end], kana[at:end]).split(",")
        parts.append(first)
        others += more
        at = end
    return "".join(parts), " ".join(others)


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _stem(word: str) -> str:
    """English endings, lightly; the same rule on both sides makes its mistakes harmless."""
    for ending, rest in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + rest
    return word

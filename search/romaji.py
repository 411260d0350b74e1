"""Japanese typed in Latin letters → kana, in the ways of Hepburn and of the school. Twin: `kana` in find.js."""

import re

VOWELS, GLIDES = "aiueo", "やいゆえよ"
ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "y": "やいゆえよ",
    "r": "らりるれろ",
    "w": "わいうえを",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
IRREGULAR = {"sh": "し", "ch": "ち", "j": "じ", "ts": "つ", "f": "ふ"}
SYLLABLE = re.compile(
    r"n(?![aiueoy])|([kstcgzjdbpfhmr])(?=\1|ch)|(sh|ch|ts|[kgsztdnhmbpr]y|[kstnhmyrwgzdbpjf])?([aiueo])"
)


def kana(letters: str) -> str:
    """Nothing where a part does not read as Japanese."""
    return "" if SYLLABLE.sub("", letters) else SYLLABLE.sub(_syllable, letters)


def _syllable(found: re.Match) -> str:
    doubled, consonant, vowel = found.groups()
    if not vowel:
        return "っ" if doubled else "ん"
    at, sound = VOWELS.index(vowel), consonant or ""
    if sound in ROWS:
        return ROWS[sound][at]
    first = IRREGULAR.get(sound) or ROWS[sound[0]][1]
    own = "u" if sound in ("ts", "f") else "i"
    return first if vowel == own and sound[1:] != "y" else first + (ROWS[""] if own == "u" else GLIDES)[at]

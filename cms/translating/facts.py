"""What must survive a translation unchanged: phone numbers, amounts, dates, times, addresses, placeholders; and whether
it is in the language that it claims to be.

Digits of every script count, 10万 is 100000, 令和8年 is 2026, 17:15 may be 5:15, April may stand for 4月.
"""

import re
import unicodedata
from functools import cache

from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

PHONE = re.compile(r"#\d{3,4}\b|(?<![\d-])0\d{1,4}-\d{1,4}-\d{3,4}(?![\d-])")
URL = re.compile(r"https?://[!-~]+")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd](?![\w])|\{\w+\}")
CLOCK = re.compile(r"(午前|午後)?(\d{1,2})(?::|時)(\d{2})?分?")
ERA = re.compile(r"(令和|平成|昭和)(\d+|元)年")
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
SCHOOL = re.compile(r"(小学|中学|高校)校?(\d)年")
GRADES = {"小学": 0, "中学": 6, "高校": 9}  # 高校3年 is the 12th grade elsewhere
HARD = re.compile(r"(\d+(?:\.\d+)?)(円|%|割|歳|才|年度|年|か月|カ月|ヶ月|月|日|週間|時間|分)")
IN_WORDS = {"1", "2"}  # “a year”, “every month”
KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
HAN = re.compile(r"[一-鿿]")
SCRIPTS = {
    "ne": r"[ऀ-ॿ]",
    "my": r"[က-႟]",
    "ko": r"[가-힯]",
    "zh-hans": r"[一-鿿]",
    "zh-hant": r"[一-鿿]",
    "ja-simple": r"[ぁ-ヺ一-鿿]",
}
FILIPINO = "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre".lower().split()


def even(text: str) -> str:
    """One width, one kind of digits and hyphens, no separators of thousands, 万 written out."""
    text = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() and unicodedata.digit(sign, None) is not None else sign
        for sign in unicodedata.normalize("NFKC", text)
    )
    text = re.sub(r"[‐‑‒–—−ー](?=\d)", "-", text)
    text = re.sub(r"(?<=\d)[,.\u00a0\u202f '](?=\d{3}(?!\d))", "", text)
    return re.sub(r"(\d+(?:\.\d+)?)万(\d*)", lambda m: str(round(float(m[1]) * 10_000) + int(m[2] or 0)), text)


def lost(japanese: str, said: str, language: str) -> list[str]:
    """Sentences for whatever of the Japanese is not there any more, or was put in."""
    source, target = even(japanese), even(said)
    problems = []
    for found in (*PHONE.findall(source), *URL.findall(source), *PLACEHOLDER.findall(source)):
        if not _has(target, found):
            problems.append(_("“%s” is missing. It has to stand there unchanged.") % found)
    rest = URL.sub(" ", PHONE.sub(" ", source))
    there = set(re.findall(r"\d+(?:\.\d+)?", target))
    for shown, ways in _numbers(rest):
        if not ways & there and not any(_month(shown, way, language) in target.lower() for way in ways):
            problems.append(_("“%s” is missing. The number has to stand there.") % shown)
    if invented := _invented(source, target):
        problems.append(_("“%s” does not stand in the Japanese.") % "、".join(invented))
    if set(PLACEHOLDER.findall(target)) - set(PLACEHOLDER.findall(source)):
        problems.append(_("It has a placeholder that the Japanese has not."))
    return problems


def _has(target: str, found: str) -> bool:
    if not PHONE.fullmatch(found):
        return found in target
    digits, all_digits = re.sub(r"\D", "", found), re.sub(r"\D", "", target)
    return digits in all_digits or f"81{digits[1:]}" in all_digits


def _numbers(text: str) -> list[tuple[str, set[str]]]:
    """(as it stands in the Japanese, the ways in which it may stand in a translation)"""
    found = [(m[0], {str(ERAS[m[1]] + int(m[2].replace("元", "1"))), m[2]}) for m in ERA.finditer(text)]
    text = ERA.sub(" ", text)
    found += [(m[0], {m[2], str(GRADES[m[1]] + int(m[2]))}) for m in SCHOOL.finditer(text)]
    text = SCHOOL.sub(" ", text)
    for match in CLOCK.finditer(text):
        hour = int(match[2]) + 12 * (match[1] == "午後" and int(match[2]) < 12)
        if match[0].endswith("時") and text[match.end() : match.end() + 1] == "間":
            continue
        found.append((match[0], {str(hour), f"{hour:02d}", str(hour % 12 or 12), match[2]}))
        if match[3] and int(match[3]):
            found.append((match[0], {match[3]}))
    for number, unit in HARD.findall(CLOCK.sub(" ", text)):
        if number in IN_WORDS and unit not in {"円", "%", "割", "月"}:
            continue
        tenfold = {f"{float(number) * 10:g}"} if unit == "割" else set()
        found.append((number + unit, {number} | tenfold))
    return found


def _month(shown: str, number: str, language: str) -> str:
    """The name of the month where the Japanese says 4月; otherwise something that stands nowhere."""
    is_month = re.fullmatch(r"\d{1,2}月", shown) and number.isdecimal() and 1 <= int(number) <= 12
    return _months(language)[int(number) - 1] if is_month else "\0"


@cache
def _months(language: str) -> list[str]:
    if language == "fil":
        return FILIPINO
    with translation.override(language):
        return [str(MONTHS[number]).lower() for number in range(1, 13)]


def _invented(source: str, target: str) -> list[str]:
    """Amounts and parts of phone numbers; what is shorter may be a way to count."""
    allowed = set(re.findall(r"\d+", source)) | {w for _shown, ways in _numbers(source) for w in ways}
    return [n for n in re.findall(r"\d{3,}", target) if n not in allowed and n not in re.sub(r"\D", "", source)]


def wrong_language(said: str, language: str) -> str:
    """What is clearly not in this language; names in other letters are no offence."""
    letters = [sign for sign in said if sign.isalpha()]
    if not letters:
        return ""
    if language != "ja-simple" and KANA.search(said):
        return _("There is Japanese in it.")
    script = SCRIPTS.get(language)
    if script is None:
        latin = sum("LATIN" in unicodedata.name(sign, "") for sign in letters)
        return "" if latin * 2 > len(letters) else _("It is not in this language.")
    return "" if re.search(script, said) else _("It is not in this language.")

"""The share code: one spelling per list, the same in Python and in JavaScript, small enough for paper."""

import json
import random
import re
from pathlib import Path

import pytest
import segno

from handbook import codes
from tests.handbook.javascript import Module

VECTORS = json.loads((Path(__file__).resolve().parents[2] / "handbook/api/vectors.json").read_text(encoding="utf-8"))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture(scope="module")
def javascript():
    return Module("codes.js")


def decoded(code):
    try:
        return codes.decode(code)._asdict()
    except ValueError as refusal:
        return {"error": str(refusal)}


@pytest.mark.parametrize("case", VECTORS["codes"], ids=lambda case: case["code"][:20])
def test_vector(case, javascript):
    hotlines = case.get("hotlines", [])
    assert codes.encode(case["ids"], case["kind"], hotlines) == case["code"]
    assert javascript.call("encode", case["ids"], case["kind"], hotlines) == case["code"]
    assert codes.decode(case["code"]) == (case["kind"], case["ids"], hotlines)


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_refused(case, javascript):
    assert decoded(case["code"]) == {"error": case["error"]}
    assert javascript.each("decode", [[case["code"]]]) == [{"error": case["error"]}]


def some_hotlines(dice):
    return [dice.choice([0, 1, 255, 256, codes.of_hotline("110"), (1 << 24) - 1]) for _ in range(dice.randint(0, 6))]


def test_two_thousand_random_lists(javascript):
    dice = random.Random(1)
    lists = [
        [dice.randint(1, dice.choice([30, 300, 5000, codes.HIGHEST_ID])) for _ in range(dice.randint(0, 60))]
        for _ in range(2000)
    ]
    calls = [[ids, 1 + place % 2, some_hotlines(dice) if place % 4 == 3 else []] for place, ids in enumerate(lists)]
    written = [codes.encode(*call) for call in calls]
    assert javascript.each("encode", calls) == written
    read = [
        {"kind": kind, "ids": sorted(set(ids)), "hotlines": list(dict.fromkeys(hotlines))}
        for ids, kind, hotlines in calls
    ]
    assert [decoded(code) for code in written] == read
    assert javascript.each("decode", [[code] for code in written]) == read


def garbage(dice):
    """Noise, and good codes with a letter changed, dropped or added, or with a right checksum on random bytes."""
    code = codes.encode(dice.sample(range(1, 300), dice.randint(0, 20)), dice.choice([1, 2]))
    at = dice.randrange(len(code))
    body = bytes([dice.choice([1, 2]), *dice.choices([0, 1, 5, 127, 128, 129, 255], k=dice.randint(0, 6))])
    signed = codes.base64.urlsafe_b64encode(body + bytes([codes._crc8(body)])).rstrip(b"=").decode()
    noise = "".join(dice.choices(ALPHABET + "=+/% あ\n𠮷", k=dice.randint(0, 30)))
    return dice.choice([code[:at] + dice.choice(ALPHABET) + code[at + 1 :], code[:at] + code[at + 1 :], signed, noise])


def test_three_thousand_garbage_strings(javascript):
    dice = random.Random(2)
    strings = [garbage(dice) for _ in range(3000)]
    read = [decoded(text) for text in strings]
    assert javascript.each("decode", [[text] for text in strings]) == read
    for text, result in zip(strings, read, strict=True):
        assert "error" in result or codes.encode(result["ids"], result["kind"], result["hotlines"]) == text
    assert sum("error" in result for result in read) > 2000


@pytest.mark.parametrize("garbled", [None, 7, b"AQEBAg", ["AQ"], "A" * 100_000])
def test_what_is_no_text_or_too_long_is_refused(garbled):
    with pytest.raises(ValueError, match="not a code"):
        codes.decode(garbled)


@pytest.mark.parametrize(
    ("ids", "kind"), [([0], 1), ([-1], 1), ([codes.HIGHEST_ID + 1], 1), ([1.5], 1), (range(1, 302), 2), ([1], 3)]
)
def test_what_a_code_cannot_carry(ids, kind, javascript):
    with pytest.raises(ValueError, match=r"Ids are|at most 300|unknown") as refusal:
        codes.encode(ids, kind)
    assert javascript.each("encode", [[list(ids), kind]]) == [{"error": str(refusal.value)}]


def test_three_hundred_of_the_highest_ids_fit(javascript):
    step = codes.HIGHEST_ID // codes.MOST_IDS
    ids = [codes.HIGHEST_ID - step * place for place in range(codes.MOST_IDS)]
    code = codes.encode(ids, 2)
    assert codes.decode(code) == (2, ids[::-1], [])
    assert javascript.call("decode", code) == {"kind": 2, "ids": ids[::-1], "hotlines": []}


def test_hotlines_keep_the_order_they_are_shown_in_and_stand_beside_programs_only(javascript):
    lines = [codes.of_hotline(key) for key in ("suicide", "110", "119")]
    code = codes.encode([3, 1], codes.PROGRAMS, lines)
    assert codes.decode(code).hotlines == lines
    assert javascript.call("decode", code)["hotlines"] == lines
    with pytest.raises(ValueError, match="kind") as refusal:
        codes.encode([1], codes.WORRIES, lines)
    assert javascript.each("encode", [[[1], codes.WORRIES, lines]]) == [{"error": str(refusal.value)}]


def test_sixteen_programs_and_four_hotlines_make_a_small_qr():
    dice = random.Random(3)
    link = "https://yoridokoro.city.example.jp/#"
    sizes = {
        segno.make(link + codes.encode(dice.sample(range(1, 300), 16), 2, range(4)), error="m", micro=False).version
        for _ in range(100)
    }
    assert max(sizes) <= 6


def test_qr_is_drawn_without_the_address_as_text_and_without_inline_style():
    drawn = codes.qr_svg("https://city.example/#AQEBAg")
    assert drawn.startswith("<svg viewBox=")
    assert "city.example" not in drawn
    assert not re.search(r"style=|<style|xlink|href|width=", drawn)

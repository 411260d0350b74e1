import io
import json
import struct
import zipfile
from dataclasses import replace

import pytest
from django.utils.translation import override

from handbook.packs import keys, pack
from handbook.packs.pack import PackRefused
from tests.handbook.sample import RELEASE

from .packing import KEY, OTHER_KEY, altered, files_of, manifest_of, packed, packed_body, signed_anew, zipped

TRUSTED = {"mihonshi": [keys.public_text(KEY)]}


def read(content: bytes) -> pack.Pack:
    return pack.read(content, lambda edition: TRUSTED.get(edition, []))


def refusal(content: bytes) -> str:
    with pytest.raises(PackRefused) as refused:
        read(content)
    return str(refused.value)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def with_facts(**facts) -> bytes:
    """A manifest that its makers signed, with other facts in it."""
    manifest = json.loads(manifest_of(RELEASE).to_json()) | facts
    return altered(packed(RELEASE), **signed_anew(json.dumps(manifest).encode()))


def data(**changes) -> bytes:
    """The sample's Release with something else in it, in the one spelling."""
    spelled = json.loads(RELEASE.to_json()) | changes
    return json.dumps(spelled, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_pack_holds_what_was_put_in_and_is_the_same_every_time():
    content = packed(RELEASE, replace(RELEASE, language="en"))
    assert content == packed(RELEASE, replace(RELEASE, language="en"))
    assert list(files_of(content)) == ["manifest.json", "manifest.sig", "release.ja.json", "release.en.json"]
    found = read(content)
    assert found.releases == (RELEASE, replace(RELEASE, language="en"))
    assert (found.manifest.edition, found.manifest.parts[0].number) == ("mihonshi", 7)


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.99])
def test_cut_off_pack_is_refused(share):
    content = packed(RELEASE)
    assert "cut off" in refusal(content[: int(len(content) * share)])


def test_every_altered_byte_is_noticed():
    """Or makes no difference: the names and times of a zip stand in it twice."""
    content = packed(replace(RELEASE, programs=(), matches=(), desks=(), hotlines=(), categories=()))
    for place in range(0, len(content), 7):
        changed = bytearray(content)
        changed[place] ^= 0xFF
        try:
            found = read(bytes(changed))
        except PackRefused:
            continue
        assert found == read(content), place


def test_altered_body_is_refused_also_where_the_zip_is_sound():
    body = RELEASE.to_json().replace("家賃を支えます".encode(), "家賃を奪います".encode())
    assert "was altered" in refusal(altered(packed(RELEASE), body=body))


def test_altered_list_is_refused():
    listed = files_of(packed(RELEASE))["manifest.json"].replace(b"2026-11-20", b"2026-11-21")
    assert "signature is wrong" in refusal(altered(packed(RELEASE), manifest=listed))


def test_key_that_was_not_given_is_refused():
    manifest = manifest_of(RELEASE, key=keys.public_text(OTHER_KEY))
    assert "not given for it" in refusal(pack.write(manifest, [RELEASE.to_json()], OTHER_KEY))


def test_name_of_a_trusted_key_is_not_enough():
    assert "signature is wrong" in refusal(packed(RELEASE, signer=OTHER_KEY))


def test_edition_that_nobody_subscribed_to_is_refused():
    other = replace(RELEASE, edition=replace(RELEASE.edition, key="elsewhere"))
    assert "not subscribed" in refusal(packed(other))


def test_other_versions_are_refused():
    assert "has schema 3" in refusal(with_facts(schema=3))
    assert "has format 2" in refusal(with_facts(format=2))


def test_body_of_another_edition_or_language_is_refused():
    other = replace(RELEASE, edition=replace(RELEASE.edition, key="elsewhere"))
    assert "another edition" in refusal(packed_body(other.to_json()))
    assert "another edition" in refusal(packed_body(replace(RELEASE, language="en").to_json()))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        data(schema=99),
        data(programs=[{"id": 1}]),
        data(programs="all"),
        data(unknown=1),
        data(desks=[{"key": "d1", "name": 5}]),
        data(tombstones={"worries": {"x": None}, "programs": {}}),
        data(matches=[{"worry": 999, "program": 10, "effect": "match", "weight": 2, "reason": "", "lang": "ja"}]),
        json.dumps(json.loads(RELEASE.to_json())).encode(),
    ],
    ids=lambda body: body[:30].decode(),
)
def test_body_that_is_no_release_is_refused_although_it_is_signed(body):
    assert "no Release" in refusal(packed_body(body))


@pytest.mark.parametrize(
    "facts",
    [
        {"parts": []},
        {"parts": [1]},
        {"parts": None},
        {"edition": 5},
        {"edition": ""},
        {"numbers_below": "many"},
        {"made_at": None},
        {"more": 1},
    ],
    ids=str,
)
def test_list_that_is_none_is_refused(facts):
    assert refusal(with_facts(**facts))


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/tmp/x", "release.ja.json/../x", "more.txt"])
def test_file_that_is_not_on_the_list_is_refused(name):
    assert "other files" in refusal(altered(packed(RELEASE), **{name: b"x"}))


def test_name_that_leads_elsewhere_stays_a_name():
    """Nothing is ever unpacked to disk, so a path on the list is no more than a file that is missing."""
    part = {"language": "../../x", "number": 1, "hash": "0" * 64, "size": 3}
    assert refusal(with_facts(parts=[part]))


def test_missing_file_is_refused():
    assert "other files" in refusal(altered(packed(RELEASE), body=None))
    assert "no pack" in refusal(zipped({"a.txt": b"x"}))


def test_file_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(pack, "MOST_PACKED", 1000)
    assert "larger" in refusal(b"x" * 1001)


def test_body_that_is_announced_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(pack, "MOST_BODY", 1000)
    assert "larger" in refusal(packed(RELEASE))


def test_bomb_is_never_unpacked_beyond_what_was_announced():
    bomb = altered(packed(RELEASE), body=b" " * 50_000_000)
    assert len(bomb) < 100_000
    assert "larger than it may be" in refusal(bomb)
    assert "larger than it may be" in refusal(altered(packed(RELEASE), manifest=b" " * 50_000_000))


def test_zip_that_lies_about_sizes_is_refused():
    content = bytearray(packed(RELEASE))
    place = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, place + 24, 5)
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        assert archive.infolist()[-1].file_size == 5
    assert refusal(bytes(content))

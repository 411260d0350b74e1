import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from handbook.models import StoredRelease, Subscription
from handbook.packs import exporting, importing, keys, pack
from handbook.packs.pack import PackRefused
from handbook.release import publish, store
from tests.handbook.sample import RELEASE

from .packing import KEY, OTHER_KEY, packed, packed_body

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings, tmp_path):
    settings.HANDBOOK_PACK_KEY = tmp_path / "keys" / "pack_key.pem"
    with override("en"):
        yield


@pytest.fixture
def subscription(monkeypatch):
    """The sample is no more than its form, so it becomes no pages; test_mirror.py is about those."""
    monkeypatch.setattr(importing.editorial, "bring_to", lambda releases, numbers_below: None)
    return Subscription.objects.create(edition="mihonshi", public_keys=keys.public_text(KEY))


@pytest.fixture
def run(capsys):
    def run(*command) -> str:
        call_command(*map(str, command))
        return capsys.readouterr().out

    return run


def titled(title: str):
    first, *others = RELEASE.programs
    return replace(RELEASE, programs=(replace(first, title=title), *others))


def changed(release):
    """Without the third program, with another one, and with a new title for the first."""
    new = replace(RELEASE.programs[1], id=50, key="p50", title="新しい給付")
    kept = tuple(program for program in release.programs if program.id != 30)
    matches = tuple(match for match in release.matches if match.program != 30)
    return replace(release, programs=(*kept, new), matches=matches)


def test_pack_of_one_installation_is_read_by_another(small_handbook, run, tmp_path):
    publish.compose_now()
    file = tmp_path / "zenkoku.pack"
    assert "KB" in run("export_pack", "zenkoku", file)
    public = run("pack_key").strip()
    assert (tmp_path / "keys" / "pack_key.pem").stat().st_mode & 0o777 == 0o600
    found = pack.read(file.read_bytes(), lambda edition: [public])
    assert found.manifest.edition == "zenkoku"
    assert found.manifest.numbers_below == 10_000
    assert found.releases[0].hash == StoredRelease.objects.get().hash
    assert exporting.make("zenkoku") == file.read_bytes()


def test_edition_that_is_not_published_cannot_be_exported(run, tmp_path):
    with pytest.raises(CommandError, match="No edition"):
        run("export_pack", "nowhere", tmp_path / "x")


def test_pack_of_the_schema_before_is_read(subscription):
    """As version 1 of the schema wrote it: what it had no names for is empty, and the next pack is compared with it."""
    body = (Path(__file__).parent / "version-1.json").read_bytes()
    assert importing.take(packed_body(body, schema=1)).releases[0].schema == 1
    release = store.stored(StoredRelease.objects.get().pk)
    assert [program.title for program in release.programs] == [program.title for program in RELEASE.programs]
    assert (release.readings, release.worries[4].hotline_ranks) == ((), ())
    looked = importing.look(packed(RELEASE, made_at="2026-11-21T09:00:00+09:00"))
    assert not looked.is_known
    assert not [d for d in looked.differences if d.what != "changed"]


def test_pack_of_makers_whose_version_has_fewer_names_is_read(subscription):
    """A name with a default may come in without a new schema, and both are not brought to it on one day."""
    fewer = json.loads(RELEASE.to_json())
    del fewer["readings"], fewer["edition"]["wards"]
    body = json.dumps(fewer, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert importing.take(packed_body(body)).releases[0] == RELEASE
    assert importing.look(packed_body(body)).is_known
    with pytest.raises(PackRefused, match="no Release as this installation knows it"):
        importing.take(packed_body(json.dumps(fewer).encode()))


def test_schema_of_the_future_is_refused_with_a_word_on_what_to_do(subscription):
    with pytest.raises(PackRefused, match=r"has schema 3, this installation reads 2. Bring both to the same version"):
        importing.take(packed_body(RELEASE.to_json(), schema=3))
    assert not StoredRelease.objects.exists()


def test_dry_run_lists_by_title_and_changes_nothing(run, tmp_path, subscription):
    file = tmp_path / "a.pack"
    importing.take(packed(RELEASE))
    before = Subscription.objects.values().get()
    file.write_bytes(packed(changed(titled("くらし相談")), made_at="2026-11-21T09:00:00+09:00"))
    said = run("import_pack", file, "--dry-run")
    assert "Programs added: 1\n  新しい給付\n" in said
    assert "Programs changed: 1\n  くらし相談\n" in said
    assert "Programs removed: 1\n  貸付" in said
    assert "Desks" not in said
    assert "dry run" in said
    assert Subscription.objects.values().get() == before
    assert StoredRelease.objects.count() == 1


def test_what_is_taken_over_keeps_its_number_and_its_bytes(subscription):
    importing.take(packed(RELEASE))
    row = StoredRelease.objects.get()
    assert (row.edition, row.language, row.number, row.hash) == ("mihonshi", "ja", 7, RELEASE.hash)
    assert importing.look(packed(RELEASE)).is_known


def test_older_pack_is_refused_unless_it_is_wanted(subscription):
    importing.take(packed(RELEASE))
    older = packed(titled("前の名前"), made_at="2026-11-19T09:00:00+09:00")
    with pytest.raises(PackRefused, match="what is here is newer"):
        importing.take(older)
    assert importing.take(older, older=True).differences[0].title == "前の名前"


def test_pack_from_the_future_is_refused(subscription):
    with pytest.raises(PackRefused, match="future"):
        importing.take(packed(RELEASE, made_at="2099-01-01T00:00:00+09:00"))


@pytest.mark.parametrize("made_at", ["yesterday", "2026-11-20"])
def test_day_without_hour_and_place_is_refused(subscription, made_at):
    with pytest.raises(PackRefused, match="cannot be read"):
        importing.take(packed(RELEASE, made_at=made_at))


def test_other_edition_than_the_expected_one_is_refused(subscription):
    with pytest.raises(PackRefused, match="expected was “zenkoku”"):
        importing.look(packed(RELEASE), edition="zenkoku")


def test_language_that_this_installation_does_not_know_is_left_out(subscription):
    importing.take(packed(RELEASE, replace(RELEASE, language="xx")))
    assert set(StoredRelease.objects.values_list("language", flat=True)) == {"ja"}


def test_key_of_another_edition_opens_nothing(subscription):
    Subscription.objects.create(edition="zenkoku", public_keys=keys.public_text(OTHER_KEY))
    with pytest.raises(PackRefused, match="not given for it"):
        importing.take(packed(RELEASE, signer=OTHER_KEY, key=keys.public_text(OTHER_KEY)))


def test_refused_file_changes_nothing(run, tmp_path, subscription):
    file = tmp_path / "a.pack"
    file.write_bytes(packed(RELEASE)[:-40])
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("import_pack", file)
    assert not StoredRelease.objects.exists()
    with pytest.raises(CommandError):
        run("import_pack", tmp_path / "missing")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--key", "abc"], "no public key"),
        (["--key", keys.public_text(KEY), "--url", "http://handbook.example"], "https://"),
        (["--key", keys.public_text(KEY), "--url", "https://user@handbook.example"], "without a user"),
        (["--key", keys.public_text(KEY), "--url", "https://handbook.example/?a=1"], "without"),
    ],
)
def test_subscription_that_cannot_work_is_refused(run, options, hint):
    with pytest.raises(CommandError, match=hint):
        run("subscribe", "zenkoku", *options)


def test_subscription_is_made_and_changed(run):
    public = keys.public_text(KEY)
    run("subscribe", "zenkoku", "--key", keys.public_text(OTHER_KEY))
    run("subscribe", "zenkoku", "--key", public, "--url", "https://handbook.example")
    assert list(Subscription.objects.values_list("public_keys", "url")) == [(public, "https://handbook.example")]

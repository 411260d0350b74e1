import gzip
import json
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from cms.models import ProgramPage
from handbook.models import CurrentRelease, StoredRelease
from handbook.release import disk, publish, store, switch
from tests import factories as make


@pytest.fixture
def released(small_handbook):
    make.make_site(small_handbook.edition, "handbook.example")
    publish.compose_now()
    store.refresh()  # inside a test's transaction nothing is committed, so nothing tells the store
    return small_handbook


@pytest.fixture
def database_away(db):
    calls = []

    def refuse(execute, sql, params, many, context):
        calls.append(sql)
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(refuse):
        yield calls


def forget_memory(monkeypatch) -> None:
    """As a process that has just started."""
    monkeypatch.setattr(store, "_signpost", store._Signpost())
    monkeypatch.setattr(store, "_shelf", store._Shelf(store.KEPT))


def change(handbook, summary: str) -> None:
    ProgramPage.objects.filter(pk=handbook.benefit.pk).update(summary=summary)
    publish.compose_now()


def test_stored_body_is_the_canonical_release(released):
    stored = StoredRelease.objects.get()
    release = store.current("zenkoku", "ja")
    assert gzip.decompress(stored.body) == release.to_json() == store.by_hash("zenkoku", "ja", stored.hash)
    assert disk.read_body("zenkoku", "ja", stored.hash) == release.to_json()


def test_unknown_things_are_none(released):
    assert store.current("zenkoku", "en") is None
    assert store.current("atlantis", "ja") is None
    assert store.by_hash("zenkoku", "ja", "0" * 64) is None
    assert store.by_hash("../..", "ja", "0" * 64) is None
    assert store.by_hash("zenkoku", "ja", "../../etc/passwd") is None


def test_database_is_asked_at_most_once_a_second(released, looked_once, django_assert_num_queries, monkeypatch):
    for _ in range(3):
        store.current("zenkoku", "ja")
    with django_assert_num_queries(0):
        for _ in range(100):
            store.current("zenkoku", "ja")
            store.edition_for("handbook.example")
    monkeypatch.setattr(store._signpost, "look_at", time.monotonic() - 0.01)
    with django_assert_num_queries(1):
        for _ in range(100):
            store.current("zenkoku", "ja")


def test_other_process_sees_the_switch_after_a_second(released, monkeypatch):
    change(released, "新しい説明です。")
    assert store.current("zenkoku", "ja").programs[0].summary == "暮らしを支えるお金が出ます。"
    monkeypatch.setattr(store._signpost, "look_at", time.monotonic() - 0.01)
    assert store.current("zenkoku", "ja").programs[0].summary == "新しい説明です。"
    assert {pointer.number for pointer in disk.read_pointers()} == {2}


def test_reading_goes_on_without_the_database(released, database_away):
    hash = store.current("zenkoku", "ja").hash
    store.refresh()
    assert store.current("zenkoku", "ja").hash == hash
    assert store.by_hash("zenkoku", "ja", hash) is not None


def test_process_that_starts_without_the_database_reads_from_disk(released, database_away, monkeypatch):
    hash = store.current("zenkoku", "ja").hash
    forget_memory(monkeypatch)
    assert store.current("zenkoku", "ja").hash == hash
    assert store.edition_for("handbook.example") == "zenkoku"
    for _ in range(50):
        store.current("zenkoku", "ja")
    assert len(database_away) == 1  # and leaves the database alone for a while
    monkeypatch.setattr(store._signpost, "look_at", time.monotonic() - 0.01)
    store.current("zenkoku", "ja")
    assert len(database_away) == 2


def test_real_process_with_a_server_that_is_not_there(released, tmp_path):
    """Nothing but the disk: the settings name a port where nobody listens."""
    hash = store.current("zenkoku", "ja").hash
    script = (
        "import django; django.setup()\n"
        "from handbook.release import store\n"
        "print(store.current('zenkoku', 'ja').hash, store.edition_for('x'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "HANDBOOK_VAR": str(tmp_path),
            "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing",
        },
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1].split() == [hash, "zenkoku"], done.stderr


def test_empty_disk_and_no_database_is_no_error(database_away):
    assert store.current("zenkoku", "ja") is None
    assert store.editions() == []


def test_disk_that_cannot_be_written_is_no_error(released, tmp_path, monkeypatch, settings):
    (tmp_path / "file").touch()
    settings.HANDBOOK_RELEASE_DIR = tmp_path / "file"
    forget_memory(monkeypatch)
    assert store.current("zenkoku", "ja") is not None


def test_torn_pointer_file_is_no_error(released, database_away, monkeypatch):
    disk._pointer_file("zenkoku").write_text('[{"edition"')
    forget_memory(monkeypatch)
    assert store.editions() == []


def test_release_of_another_schema_is_left_aside(released, monkeypatch):
    row = StoredRelease.objects.get()
    body = json.loads(gzip.decompress(row.body)) | {"schema": 99}
    file = disk._body_file("zenkoku", "ja", row.hash)
    file.write_text(json.dumps(body))
    forget_memory(monkeypatch)
    assert store.current("zenkoku", "ja") is None


def test_old_bodies_leave_the_disk_and_stay_in_the_database(released, monkeypatch):
    monkeypatch.setattr(disk, "KEPT_BODIES", 2)
    first = store.current("zenkoku", "ja").hash
    for number in range(5):
        change(released, f"説明{number}です。")
        store.refresh()
    assert (
        len(list(disk._body_file("zenkoku", "ja", first).parent.glob("*.json"))) == 4
    )  # these, the newest and the one before
    assert store.by_hash("zenkoku", "ja", first) is not None


def test_memory_is_bounded():
    shelf = store._Shelf(2)
    for name in "abcb":
        shelf.get(name, lambda: object())
    assert list(shelf.releases) == ["c", "b"]


@pytest.mark.django_db(transaction=True)
def test_readers_see_all_languages_of_one_moment(monkeypatch):
    """While Releases are switched, no reader ever meets Japanese of one number and English of another."""
    monkeypatch.setattr(store, "LOOK_AGAIN", 0)
    handbook = make.small_handbook()
    make.make_edition_language(handbook.edition, "en")
    publish.compose_now()
    seen, done = set(), threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(tuple(sorted((pointer.language, pointer.number) for pointer in store._signpost.read().pointers)))
        connection.close()

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(4):
        change(handbook, f"説明{number}です。")
    done.set()
    for reader in readers:
        reader.join()
    assert {len({number for _, number in pair}) for pair in seen} == {1}
    assert {row.release.number for row in CurrentRelease.objects.all()} == {5}


@pytest.mark.django_db(transaction=True)
def test_composing_waits_for_the_one_that_is_at_it():
    """Else the slower of two could put an older state in the place of a newer one."""
    handbook = make.small_handbook()
    publish.compose_now()

    def compose() -> None:
        change(handbook, "新しい説明です。")
        connection.close()

    other = threading.Thread(target=compose)
    with switch.alone():
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive()
        assert StoredRelease.objects.count() == 1
    other.join()
    assert StoredRelease.objects.count() == 2

"""An edition of another installation as the base of an own one."""

import functools
import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.translation import override

from cms.models import BaseConfirmation, EditionPage, ProgramNumber, ProgramPage, User, WorryNumber
from cms.models.desks import DeskException, DeskHours, DeskKind, DeskOfKind
from handbook.models import CurrentRelease, Subscription
from handbook.packs import exporting, importing, keys, pack
from handbook.packs.pack import PackRefused
from handbook.release import compose, publish, store
from handbook.release.schema import Release
from tests import factories as make
from tests.handbook.release.acts import current, edit

from .packing import files_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings, tmp_path):
    settings.HANDBOOK_PACK_KEY = tmp_path / "pack_key.pem"
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def _numbers_from_one(db):
    """PostgreSQL does not roll its sequences back, and a test would begin with the numbers of the one before."""
    tables = [{"table": model._meta.db_table, "column": "id"} for model in (ProgramNumber, WorryNumber)]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), tables):
            cursor.execute(statement)


@contextmanager
def elsewhere():
    """What is made inside is gone afterwards: the other installation's database is not ours."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def give_every_row(desk, program) -> None:
    kind = DeskKind.objects.create(key="seikatsu", name="生活の窓口")
    spans = {"opens": time(8, 30), "closes": time(0)}
    desk.weekly_hours = [DeskHours(weekday=1, **spans)]
    desk.exceptions = [DeskException(date=date(2026, 12, 28), note="大掃除")]
    desk.kinds = [DeskOfKind(kind=kind)]
    desk.save()
    program.desk_kind = kind
    program.save()


@functools.cache
def made_elsewhere() -> tuple[bytes, bytes, bytes]:
    """Two packs of the nation: as it is, and with a text changed, an entry withdrawn and a worry added; and the key of
    its makers. They are the same for every test, so the first one makes them.
    """
    with elsewhere():
        handbook = make.small_handbook()
        give_every_row(handbook.desk, handbook.benefit)
        make.make_program(handbook.department, "古い制度", matches={handbook.benefit.matches.first().worry: 1})
        publish.compose_now()
        first = exporting.make("zenkoku")
        edit(handbook.benefit, summary="金額が変わりました。")
        old = ProgramPage.objects.get(title="古い制度")
        number = old.number
        old.delete()
        number.retire(handbook.benefit.number)
        worry = make.make_question(handbook.category, "新しい困りごと", title="増えたページ").numbers[0]
        make.make_program(handbook.department, "新しい制度", matches={worry: 3})
        publish.compose_now()
        second = exporting.make("zenkoku")
    return first, second, settings.HANDBOOK_PACK_KEY.read_bytes()


@pytest.fixture
def packs(settings):
    first, second, key = made_elsewhere()
    settings.HANDBOOK_PACK_KEY.write_bytes(key)
    Subscription.objects.create(edition="zenkoku", public_keys=keys.public_text(keys.own()))
    return first, second


@pytest.fixture
def nation(packs):
    importing.take(packs[0])
    publish.compose_now(["zenkoku"])
    return EditionPage.objects.get(slug="zenkoku")


def test_mirror_says_byte_for_byte_what_its_makers_published(packs, nation):
    imported = Subscription.objects.get().hashes["ja"]
    assert compose.compose("zenkoku", "ja").hash == current().hash == imported
    importing.take(packs[1])
    assert compose.compose("zenkoku", "ja").hash == Subscription.objects.get().hashes["ja"] != imported


def test_residents_read_what_no_page_of_the_mirror_knows(django_capture_on_commit_callbacks):
    """A reading marked in a text of the makers leaves the text; the Release alone still says it."""
    with elsewhere():
        handbook = make.small_handbook()
        edit(handbook.benefit, summary="{市場|いちば}の近くで相談できます。")
        publish.compose_now()
        made, content, public = current().hash, exporting.make("zenkoku"), keys.public_text(keys.own())
    Subscription.objects.create(edition="zenkoku", public_keys=public)
    with django_capture_on_commit_callbacks(execute=True):
        importing.take(content)
    assert compose.compose("zenkoku", "ja").hash != made
    assert current().hash == made
    assert [said for _word, said in store.standing("zenkoku", "ja").readings] == ["いちば|ちか|そうだん"]
    publish.compose_now(["zenkoku"])
    assert current().hash == made


def test_translations_come_along():
    with elsewhere():
        handbook = make.small_handbook()
        make.make_edition_language(handbook.edition, "en")
        rows = {row.reason: "It helps" for row in handbook.benefit.matches.all()}
        make.translate(handbook.edition, "en", title="Handbook")
        make.translate(handbook.benefit, "en", rows=rows, title="Benefit", summary="Money.")
        publish.compose_now()
        content, public = exporting.make("zenkoku"), keys.public_text(keys.own())
    Subscription.objects.create(edition="zenkoku", public_keys=public)
    importing.take(content)
    publish.compose_now(["zenkoku"])
    release = store.standing("zenkoku", "en")
    city = make.make_city(EditionPage.objects.get(slug="zenkoku"))
    make.make_edition_language(city.edition, "en")
    assert "Benefit" in {program.title for program in compose.compose("mihonshi", "en").programs}
    assert "Benefit" in {program.title for program in release.programs}
    assert "It helps" in {match.reason for match in release.matches}
    assert release.hash == Subscription.objects.get().hashes["en"]


def test_same_pack_again_writes_nothing(packs, nation, django_assert_max_num_queries):
    before = list(ProgramPage.objects.values_list("pk", "last_published_at"))
    with django_assert_max_num_queries(120):
        importing.take(packs[0])
    assert list(ProgramPage.objects.values_list("pk", "last_published_at")) == before


def test_own_entries_get_numbers_above_those_of_the_makers(packs, nation):
    theirs = json.loads(files_of(packs[0])["manifest.json"])["numbers_below"]
    city = make.make_city(nation)
    worry = make.make_question(make.make_category(city.department), "市の困りごと").numbers[0]
    program = make.make_program(city.department, "市の制度", matches={worry: 3})
    assert program.number_id >= theirs
    assert worry.pk >= theirs
    publish.compose_now(["mihonshi"])
    ours = json.loads(files_of(exporting.make("mihonshi"))["manifest.json"])["numbers_below"]
    assert ours == theirs + 10_000


@pytest.mark.parametrize("model", [ProgramNumber, WorryNumber])
def test_number_that_is_used_here_refuses_the_pack_whole(packs, model):
    model.objects.create(label="自分の番号")
    with pytest.raises(PackRefused, match="自分の番号"):
        importing.take(packs[0])
    assert not EditionPage.objects.exists()
    assert Subscription.objects.get().imported_at is None


def test_own_edition_under_the_same_address_is_never_overwritten(packs):
    make.make_edition("zenkoku")
    with pytest.raises(PackRefused, match="edition of your own"):
        importing.take(packs[0])


def test_newer_base_asks_the_owner_of_an_adaptation_and_reaches_residents(
    packs, nation, django_capture_on_commit_callbacks
):
    city = make.make_city(nation)
    base = ProgramPage.objects.get(title="生活保護")
    page = make.make_program(city.department, base.title, base=base, change="adapt", summary="市の説明です。")
    page.save_revision().publish()
    publish.compose_now(["mihonshi"])
    with django_capture_on_commit_callbacks(execute=True):
        importing.take(packs[1])
    assert BaseConfirmation.objects.get(page=page, answered_at=None).outdated_since
    titles = {program.title for program in compose.compose("mihonshi", "ja").programs}
    assert "新しい制度" in titles
    assert "古い制度" not in titles


def test_withdrawn_entry_becomes_a_tombstone_that_leads_to_its_successor(packs, nation):
    old = ProgramPage.objects.get(title="古い制度")
    importing.take(packs[1])
    old.refresh_from_db()
    assert not old.live
    successor = compose.compose("zenkoku", "ja").tombstones.programs[str(old.number_id)]
    assert successor == ProgramNumber.objects.get(pk=old.number_id).replaced_by_id is not None


def test_older_pack_brings_the_entry_back(packs, nation):
    importing.take(packs[1])
    importing.take(packs[0], older=True)
    assert ProgramPage.objects.get(title="古い制度").live
    assert compose.compose("zenkoku", "ja").hash == Subscription.objects.get().hashes["ja"]


def test_nobody_edits_a_mirrored_page(nation):
    root = User.objects.create_superuser("root", password="x")
    pages = [nation, *nation.get_descendants().specific()]
    for page in pages:
        may = page.permissions_for_user(root)
        acts = ("edit", "publish", "unpublish", "add_subpage", "move", "lock", "publish_subpage", "reorder_children")
        assert not any(getattr(may, f"can_{act}")() for act in acts), page
        assert may.can_delete() == (page.pk == nation.pk)
    own = make.make_city(nation).department
    root = User.objects.get(pk=root.pk)
    assert own.permissions_for_user(root).can_edit()
    assert not own.permissions_for_user(AnonymousUser()).can_edit()


def test_text_that_the_models_refuse_changes_nothing(packs):
    body = json.loads(files_of(packs[0])["release.ja.json"])
    body["programs"][0]["url"] = "javascript:alert(1)"
    release = Release.from_json(json.dumps(body).encode())
    manifest = pack.read(packs[0], importing.trusted_keys).manifest
    part = replace(manifest.parts[0], hash=release.hash, size=len(release.to_json()))
    harmful = pack.write(replace(manifest, parts=(part,)), [release.to_json()], keys.own())
    with pytest.raises(PackRefused, match=body["programs"][0]["title"]):
        importing.take(harmful)
    assert not EditionPage.objects.exists()
    assert not CurrentRelease.objects.exists()

"""The edit screen of an adaptation: what is empty inherits, what is decided elsewhere cannot be posted."""

import pytest
from django.urls import reverse

from cms.models import ProgramPage
from handbook.release.compose import compose
from tests import factories as make
from tests.cms.forms import edit, edit_url


@pytest.fixture
def adaptation(world):
    return make.make_adaptation(world.housing, world.nation.benefit, summary="市の文です。")


def draft(page):
    return ProgramPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_clearing_is_the_undo(world, adaptation, client):
    client.force_login(world.clerk)
    edit(client, adaptation, summary="", target="市に住む人")
    draft(adaptation).get_parent()
    adaptation.refresh_from_db()
    adaptation.get_latest_revision().publish()
    program = compose("mihonshi", "ja").program_by_id[world.number]
    assert (program.summary, program.target) == (world.nation.benefit.summary, "市に住む人")


def test_department_cannot_post_what_the_welfare_division_decides(world, adaptation, client):
    client.force_login(world.clerk)
    edit(client, adaptation, change="hide", base=str(world.nation.consultation.pk))
    assert (draft(adaptation).change, draft(adaptation).base) == ("adapt", world.nation.benefit)
    own = make.make_program(world.housing, "市の制度", matches={world.nation.money: 1})
    edit(client, own, change="hide", base=str(world.nation.consultation.pk))
    assert (draft(own).change, draft(own).base) == ("own", None)
    client.force_login(world.welfare)
    edit(client, adaptation, change="hide")
    assert draft(adaptation).change == "hide"


def test_one_word_on_one_entry(world, adaptation, client):
    client.force_login(world.welfare)
    own = make.make_program(world.welfare_folder, "市の制度", matches={world.nation.money: 1})
    html = edit(client, own, change="adapt", base=str(world.nation.benefit.pk)).content.decode()
    assert "住宅課" in html
    assert draft(own).change == "own"


def test_inherited_rows_stand_beside_the_own_ones(world, adaptation, client):
    client.force_login(world.clerk)
    html = client.get(edit_url(adaptation)).content.decode()
    rows = html.split("cms-inherited-rows")
    assert "くらし相談窓口" in rows[1].split("</ul>")[0]
    assert "手持ちのお金がほとんどない — 強い — 生活費が足りないときに使えます" in rows[2].split("</ul>")[0]
    assert html.count('data-state="replaced"') == 1
    own = make.make_program(world.housing, "市の制度", matches={world.nation.money: 1})
    assert "cms-inherited-rows" not in client.get(edit_url(own)).content.decode()


def test_confirming_shows_what_residents_read(world, adaptation, client):
    make.make_desk(world.housing, "住宅の窓口")
    client.force_login(world.clerk)
    html = client.get(reverse("cms_confirm", args=[adaptation.pk])).content.decode()
    assert "市の文です。" in html
    assert "くらし相談窓口" in html
    assert world.nation.benefit.summary not in html

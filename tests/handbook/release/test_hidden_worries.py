"""A city that does not show a line of the national checklist."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import EditionHiddenWorry, Worry
from handbook.release.compose import compose
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation(small_handbook):
    return small_handbook


def test_hidden_worry_and_what_leads_from_it_is_left_out(nation):
    extra = make.make_question(nation.category, "庭のこと").numbers[0]
    program = make.make_program(nation.department, "庭の相談", matches={extra: 2, nation.money: 1})
    city = make.make_city(nation.edition)
    EditionHiddenWorry.objects.create(edition=city.edition, worry=extra)
    release, base = compose("mihonshi", "ja"), compose("zenkoku", "ja")
    assert extra.pk in base.worries
    assert extra.pk not in release.worries
    assert {match.worry for match in release.matches if match.program == program.number_id} == {nation.money.pk}


def test_emergency_cannot_be_hidden(nation):
    city = make.make_city(nation.edition)
    row = EditionHiddenWorry(edition=city.edition, worry=nation.danger)
    with pytest.raises(ValidationError):
        row.full_clean()
    row.worry = nation.money
    row.full_clean()
    row.save()
    Worry.objects.filter(number=nation.money).update(urgency="emergency")  # later than the decision
    make.make_hotline(nation.department, "あとから", worries=(nation.money,))
    assert nation.money.pk in compose("mihonshi", "ja").worries

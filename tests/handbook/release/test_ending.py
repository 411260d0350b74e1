"""掲載をやめる: a decided end goes out with a Release, in all languages, and can be gone back on."""

import pytest
from wagtail.models import Page

from cms.models import Proposal, ProposalItem, Role
from cms.models.proposals import State
from handbook.models import StoredRelease
from handbook.release import batches, compose, drafts, store, switch
from handbook.release.candidate import Candidate
from tests import factories as make
from tests.handbook.release.acts import current

pytestmark = pytest.mark.django_db


@pytest.fixture
def ending(released, django_user_model):
    """The department has decided that the benefit is to be shown no longer."""
    head = django_user_model.objects.create_user("kacho", password="x")
    make.seat(head, released.department, Role.HEAD)
    revision = released.benefit.save_revision()
    proposal = Proposal.objects.create(
        edition=released.edition, department=released.department, subject="廃止", state=State.DECIDED, number="R8-0001"
    )
    ProposalItem.objects.create(
        proposal=proposal, page=released.benefit, title="生活保護", revision=revision, ends=True
    )
    return revision.pk


def test_end_is_offered_and_looked_at_first(released, ending):
    [change] = compose.pending("zenkoku")
    assert (change.revision, change.ends, str(change.kind_label)) == (ending, True, "掲載をやめる")
    after = Candidate("zenkoku", "ja", [ending]).assembled().release
    assert released.benefit.number_id not in after.program_by_id
    draft = drafts.make("zenkoku", [ending], None, days=1)
    assert released.benefit.number_id not in drafts.release_of(draft).program_by_id


def test_end_goes_out_leaves_a_tombstone_and_can_be_gone_back_on(released, ending, django_user_model):
    number = released.benefit.number_id
    make.translate(released.benefit, "en", title="Public assistance")
    user = django_user_model.objects.create_user("fukushi", password="x")
    assert batches.release(batches.choose("zenkoku", [ending], user)) == []
    release = store.stored(current().pk)
    assert number not in release.program_by_id
    assert release.tombstones.programs == {str(number): None}
    assert not Page.objects.filter(translation_key=released.benefit.translation_key, live=True).exists()
    assert Proposal.objects.get().state == State.RELEASED
    assert released.benefit.pk not in {change.page for change in compose.pending("zenkoku")}
    switch.roll_back(StoredRelease.objects.get(number=1))
    assert number in store.stored(current().pk).program_by_id


def test_end_that_leaves_a_worry_without_help_is_refused_and_nothing_is_withdrawn(released, ending, django_user_model):
    Page.objects.get(pk=released.consultation.pk).specific.unpublish()
    user = django_user_model.objects.create_user("fukushi", password="x")
    [problem, *_] = batches.release(batches.choose("zenkoku", [ending], user))
    assert problem["blame"] == [released.benefit.pk]
    assert Page.objects.get(pk=released.benefit.pk).live

"""The staff's day with translations: see how far they are, write, let somebody else check."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import Event, ProgramPage, TranslationVersion
from cms.translating import listing
from handbook.release.compose import compose
from tests import factories as make


@pytest.fixture
def handbook(db):
    handbook = make.small_handbook()
    for language in ("en", "vi"):
        make.make_edition_language(handbook.edition, language)
    handbook.benefit.deadline = "いつでも"
    handbook.benefit.save_revision().publish()
    return handbook


@pytest.fixture
def people(handbook, django_user_model):
    """A clerk who writes, and a chief who checks."""
    found = {}
    for name, role in (("clerk", "drafter"), ("chief", "checker"), ("stranger", "")):
        found[name] = django_user_model.objects.create_user(name, first_name=name)
        if role:
            make.seat(found[name], handbook.department, role)
    return found


def address(page, language: str = "en", name: str = "cms_translate") -> str:
    return reverse(name, args=[page.pk, language])


def counts(handbook, language: str = "en") -> dict[str, int]:
    return {state: number for state, number in listing.counts(handbook.edition)[language].items() if number}


LINES = {"title": "Assistance", "summary": "Money for living.", "deadline": "Any time"}


def written(handbook, people, client, **more):
    client.force_login(people["clerk"])
    response = client.post(address(handbook.benefit), LINES | more)
    assert response.status_code == 302
    return ProgramPage.objects.get(translation_key=handbook.benefit.translation_key, locale__language_code="en")


def seen(page) -> dict:
    return {"seen": TranslationVersion.objects.get(revision=page.latest_revision_id).pk}


def test_whole_way_from_missing_to_checked_and_read(handbook, people, client):
    assert counts(handbook) == {"missing": 7}
    page = written(handbook, people, client)
    assert counts(handbook) == {"missing": 6, "draft": 1}
    check = address(handbook.benefit, name="cms_check_translation")
    client.post(check, seen(page))  # by the clerk who wrote it
    assert counts(handbook)["draft"] == 1
    page.get_latest_revision().publish()
    card = next(p for p in compose("zenkoku", "en").programs if p.lang == "en")
    assert (card.title, card.summary, card.unchecked) == ("Assistance", "Money for living.", True)
    client.force_login(people["chief"])
    client.post(check, {"seen": 0})  # somebody has changed it since
    assert counts(handbook)["draft"] == 1
    client.post(check, seen(page))
    assert counts(handbook) == {"missing": 6, "approved": 1}
    assert not any(program.unchecked for program in compose("zenkoku", "en").programs)
    event = Event.objects.get(act="check_translation")
    assert (event.subject, event.person) == ("生活保護（English）", "chief")
    assert event.versions == [[page.pk, page.latest_revision_id]]


def test_one_who_wrote_any_line_since_the_last_check_does_not_check(handbook, people, client):
    page = written(handbook, people, client)
    client.force_login(people["chief"])
    client.post(address(handbook.benefit), LINES | {"deadline": "Always"})
    page.refresh_from_db()
    client.post(address(handbook.benefit, name="cms_check_translation"), seen(page))
    assert counts(handbook)["draft"] == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [({"title": "Assistance"}, "ないと、訳を始められません"), ({**LINES, "title": "A" * 161}, "160字")],
)
def test_what_cannot_be_kept_is_told_and_the_text_stays(handbook, people, client, lines, told):
    client.force_login(people["clerk"])
    response = client.post(address(handbook.benefit), lines)
    assert response.status_code == 409
    assert told in response.content.decode()
    assert lines["title"] in response.content.decode()
    assert counts(handbook) == {"missing": 7}


def test_line_that_still_fits_is_no_longer_outdated(handbook, people, client):
    page = written(handbook, people, client)
    original = ProgramPage.objects.get(pk=handbook.benefit.pk)
    original.deadline = "いつでもできます"
    original.save_revision().publish()
    assert counts(handbook)["outdated"] == 1
    assert "元の文が変わった" in client.get(address(handbook.benefit)).content.decode()
    client.post(address(handbook.benefit), LINES | {"fits-deadline": "on"})
    page.refresh_from_db()
    assert TranslationVersion.objects.get(revision=page.latest_revision_id).state == "draft"


def test_rows_are_translated_by_their_key(handbook, people, client):
    client.force_login(people["chief"])
    worry = handbook.question.worries.first()
    make.seat(people["chief"], handbook.department, "welfare")
    texts = {"title": "Now", f"worries.{worry.translation_key}.text": "I have no money"}
    assert client.post(address(handbook.question), texts).status_code == 302
    page = type(handbook.question).objects.get(locale__language_code="en")
    page.get_latest_revision().publish()
    [row] = type(handbook.question).objects.get(pk=page.pk).worries.all()
    assert (row.text, row.translation_key, row.number_id) == ("I have no money", worry.translation_key, worry.number_id)


def test_strangers_see_nothing(handbook, people, client):
    client.force_login(people["stranger"])
    assert client.get(address(handbook.benefit)).status_code in {302, 403}
    assert client.get(reverse("cms_translations")).status_code in {302, 403}


def test_list_narrows_down_and_its_queries_stay(looked_once, handbook, people, client, django_assert_max_num_queries):
    written(handbook, people, client)
    client.force_login(people["chief"])

    def look(**chosen) -> str:
        return client.get(reverse("cms_translations"), chosen).content.decode()

    assert "生活保護" in look(state="draft")
    assert "くらしの相談</b>" not in look(state="draft")
    assert "くらしの相談</b>" in look(state="missing", q="相談")
    with django_assert_max_num_queries(200) as few:
        look()
    number = len(few)
    make.fill(handbook, 6)
    look()  # new pages make Wagtail forget where its sites are
    with django_assert_max_num_queries(number):
        look()


def test_desk_tells_what_waits(handbook, people, client):
    written(handbook, people, client)
    client.force_login(people["chief"])
    assert "確認を待つ訳：1件" in client.get("/admin/").content.decode()
    TranslationVersion.objects.update(checked_at=timezone.now(), state="approved")
    assert "確認を待つ訳" not in client.get("/admin/").content.decode()


def test_edit_screen_shows_the_states_and_leads_to_them(handbook, people, client):
    written(handbook, people, client)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[handbook.benefit.pk])).content.decode()
    assert [address(handbook.benefit, code) in page for code in ("en", "vi", "ko")] == [True, True, False]
    assert "English</span>　訳の途中" in page
    assert "Tiếng Việt</span>　訳がない" in page

"""The staff's day with translations: see how far they are, write, let somebody else check."""

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from cms.models import Event, ProgramPage, TranslationVersion
from cms.translating import checking, hooks, listing
from cms.translating.writing import write
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
    assert keep(client, handbook.benefit, LINES | more).status_code == 302
    return ProgramPage.objects.get(translation_key=handbook.benefit.translation_key, locale__language_code="en")


def seen(page, language: str = "en") -> dict:
    """What the screen of an entry would send back at this moment."""
    original = type(page).objects.get(pk=page.pk)
    version = TranslationVersion.objects.filter(
        page__translation_key=page.translation_key,
        page__locale__language_code=language,
        revision=F("page__latest_revision"),
    )
    return {"seen": checking.seen(original, version.first())}


def keep(client, page, lines: dict):
    return client.post(address(page), lines | seen(page))


def test_whole_way_from_missing_to_checked_and_read(handbook, people, client):
    assert counts(handbook) == {"missing": 7}
    page = written(handbook, people, client)
    assert counts(handbook) == {"missing": 6, "draft": 1}
    check = address(handbook.benefit, name="cms_check_translation")
    client.post(check, seen(handbook.benefit))  # by the clerk who wrote it
    assert counts(handbook)["draft"] == 1
    page.get_latest_revision().publish()
    card = next(p for p in compose("zenkoku", "en").programs if p.lang == "en")
    assert (card.title, card.summary, card.unchecked) == ("Assistance", "Money for living.", True)
    client.force_login(people["chief"])
    client.post(check, {"seen": 0})  # somebody has changed it since
    assert counts(handbook)["draft"] == 1
    client.post(check, seen(handbook.benefit))
    assert counts(handbook) == {"missing": 6, "approved": 1}
    assert not any(program.unchecked for program in compose("zenkoku", "en").programs)
    event = Event.objects.get(act="check_translation")
    assert (event.subject, event.person) == ("生活保護（English）", "chief")
    assert event.versions == [[page.pk, page.latest_revision_id]]


def test_one_who_wrote_any_line_since_the_last_check_does_not_check(handbook, people, client):
    written(handbook, people, client)
    client.force_login(people["chief"])
    keep(client, handbook.benefit, LINES | {"deadline": "Always"})
    client.post(address(handbook.benefit, name="cms_check_translation"), seen(handbook.benefit))
    assert counts(handbook)["draft"] == 1


def publish(page, **texts) -> None:
    page = type(page).objects.get(pk=page.pk)
    for name, text in texts.items():
        setattr(page, name, text)
    page.save_revision().publish()


def test_one_who_wrote_it_does_not_check_it_after_the_japanese_has_changed(handbook, people, client):
    page = written(handbook, people, client)
    make.seat(people["clerk"], handbook.department, "checker")
    TranslationVersion.objects.filter(page=page).update(checked_at=timezone.now(), state="approved")
    publish(handbook.benefit, deadline="いつでもできます")
    client.post(address(handbook.benefit, name="cms_check_translation"), seen(handbook.benefit))
    assert counts(handbook)["outdated"] == 1
    client.force_login(people["chief"])
    client.post(address(handbook.benefit, name="cms_check_translation"), seen(handbook.benefit))
    assert counts(handbook)["approved"] == 1


def test_japanese_that_nobody_has_read_is_not_checked(handbook, people, client):
    written(handbook, people, client)
    client.force_login(people["chief"])
    before = seen(handbook.benefit)
    publish(handbook.benefit, deadline="いつでもできます")
    client.post(address(handbook.benefit, name="cms_check_translation"), before)
    assert counts(handbook)["outdated"] == 1


def test_second_of_two_clicks_is_answered_with_what_the_first_has_kept(handbook, people, client):
    before = seen(handbook.benefit)
    page = written(handbook, people, client)
    kept = page.latest_revision_id
    again = client.post(address(handbook.benefit), LINES | before)
    page.refresh_from_db()
    assert (again.status_code, again.url, page.latest_revision_id) == (302, address(handbook.benefit), kept)
    client.force_login(people["chief"])
    had = seen(handbook.benefit)
    for _click in range(2):
        answer = client.post(address(handbook.benefit, name="cms_check_translation"), had, follow=True)
    assert "もう確認済みです" not in "".join(str(told) for told in answer.context["messages"])
    assert Event.objects.filter(act="check_translation").count() == 1


def test_second_click_that_says_that_a_line_still_fits_is_no_third_voice(handbook, people, client):
    written(handbook, people, client)
    publish(handbook.benefit, deadline="いつでもできます")
    sent = LINES | {"fits-deadline": "on"} | seen(handbook.benefit)
    publish(handbook.benefit, deadline="水曜だけです")
    assert client.post(address(handbook.benefit), sent).status_code == 409  # it fitted another text


def test_form_opened_before_somebody_else_wrote_is_refused_and_shows_both_texts(handbook, people, client):
    page = written(handbook, people, client)
    before = seen(handbook.benefit)
    keep(client, handbook.benefit, LINES | {"summary": "Money to live on."})
    response = client.post(address(handbook.benefit), LINES | {"deadline": "Always"} | before)
    assert response.status_code == 409
    told, page_says = (
        ("そのあいだに訳が直されました", "いまの訳：Money to live on.", "Always"),
        response.content.decode(),
    )
    assert [text for text in told if text not in page_says] == []
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Money to live on."


@pytest.mark.parametrize(
    ("lines", "told"),
    [({"title": "Assistance"}, "訳に欠かせない行です"), ({**LINES, "title": "A" * 161}, "160字")],
)
def test_what_cannot_be_kept_is_told_and_the_text_stays(handbook, people, client, lines, told):
    client.force_login(people["clerk"])
    response = keep(client, handbook.benefit, lines)
    assert response.status_code == 409
    assert told in response.content.decode()
    assert lines["title"] in response.content.decode()
    assert counts(handbook) == {"missing": 7}


def test_title_of_a_translation_is_not_emptied(handbook, people, client):
    written(handbook, people, client)
    assert keep(client, handbook.benefit, LINES | {"title": " "}).status_code == 409


def test_line_that_still_fits_is_no_longer_outdated(handbook, people, client):
    page = written(handbook, people, client)
    publish(handbook.benefit, deadline="いつでもできます")
    assert counts(handbook)["outdated"] == 1
    assert "元の文が変わった" in client.get(address(handbook.benefit)).content.decode()
    keep(client, handbook.benefit, LINES | {"fits-deadline": "on"})
    page.refresh_from_db()
    assert TranslationVersion.objects.get(revision=page.latest_revision_id).state == "draft"


def test_rows_are_translated_by_their_key(handbook, people, client):
    client.force_login(people["chief"])
    worry = handbook.question.worries.first()
    make.seat(people["chief"], handbook.department, "welfare")
    place = f"worries.{worry.translation_key}.text"
    texts = {"title": "Now", place: "I have no money"}
    assert keep(client, handbook.question, texts).status_code == 302
    page = type(handbook.question).objects.get(locale__language_code="en")
    page.get_latest_revision().publish()
    [row] = type(handbook.question).objects.get(pk=page.pk).worries.all()
    assert (row.text, row.translation_key, row.number_id) == ("I have no money", worry.translation_key, worry.number_id)
    keep(client, handbook.question, texts | {place: ""})
    page.refresh_from_db()
    assert list(page.get_latest_revision_as_object().worries.all()) == []


def test_row_that_says_nothing_answers_to_nothing(handbook, people):
    english = make.locale("en")
    write(handbook.question, english, {"title": "Now"}, people["clerk"])
    worry = handbook.question.worries.first()
    worry.text = "手持ちのお金がまったくない"
    worry.save()
    question = type(handbook.question).objects.get(pk=handbook.question.pk)
    place = f"worries.{worry.translation_key}.text"
    write(question, english, {place: ""}, people["clerk"])
    assert TranslationVersion.objects.latest("pk").changed == [place]


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
    desk = client.get("/admin/").content.decode()
    assert "確認を待つ訳：1件" in desk
    assert "edition=zenkoku&amp;language=en&amp;state=draft" in desk
    make.seat(people["clerk"], handbook.department, "checker")
    assert listing.to_do(people["clerk"]) == []  # they wrote it
    TranslationVersion.objects.update(checked_at=timezone.now(), state="approved")
    assert "確認を待つ訳" not in client.get("/admin/").content.decode()


def test_desk_counts_many_languages_in_one_row_with_the_way_to_each(handbook, people, client):
    make.make_edition_language(handbook.edition, "ko")
    for code in ("en", "vi", "ko"):
        write(handbook.benefit, make.locale(code), {"title": "X", "summary": "Y"}, people["clerk"])
    write(handbook.consultation, make.locale("vi"), {"title": "X", "summary": "Y"}, people["clerk"])
    client.force_login(people["chief"])
    [row] = hooks.translations_waiting(people["chief"])
    assert row["title"] == "確認を待つ訳：4件"
    numbers = {text: client.get(url).context["rows"].paginator.count for text, url in row["links"]}
    assert numbers == {"English　1": 1, "Tiếng Việt　2": 2, "한국어　1": 1}
    desk = client.get("/admin/").content.decode()
    assert [text for text in numbers if text not in desk] == []


def test_desk_of_a_department_counts_and_links_its_own_entries(handbook, people, client):
    written(handbook, people, client)
    children = make.make_department(handbook.edition, "こども課")
    entry = make.make_program(children, "児童手当")
    write(entry, make.locale("en"), {"title": "Allowance", "summary": "Money for children."}, people["clerk"])
    make.seat(people["stranger"], children, "head")
    [found] = listing.to_do(people["stranger"])
    chosen = {"edition": "zenkoku", "language": "en", "state": "draft", "department": str(children.pk)}
    assert (found.number, found.chosen) == (1, chosen)


def test_edit_screen_shows_the_states_and_leads_to_them(handbook, people, client):
    written(handbook, people, client)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[handbook.benefit.pk])).content.decode()
    assert [address(handbook.benefit, code) in page for code in ("en", "vi", "ko")] == [True, True, False]
    assert "English</span>　訳の途中" in page
    assert "Tiếng Việt</span>　訳がない" in page

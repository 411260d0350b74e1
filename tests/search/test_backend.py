"""Finding in the admin, through the doors that Wagtail itself uses."""

import pytest
from django.urls import reverse
from modelsearch.backends import get_search_backend
from wagtail.models import Page

from cms.models import DeskPage, ProgramPage, QuestionPage
from search.backend import SearchBackend
from search.models import SearchText
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def handbook(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        handbook = make.small_handbook()
        make.make_program(
            handbook.department, "児童扶養手当", summary="ひとり親の家庭に出ます。", search_words="母子手当"
        )
        make.make_program(
            handbook.department, "住居確保給付金", reading="じゅうきょかくほきゅうふきん", alternate_name="家賃の補助"
        )
        make.make_desk(handbook.department, "デイサービスの窓口", phone="093-000-0001")
        make.make_program(handbook.department, "まだ下書きの手当").unpublish()
    for page in (*DeskPage.objects.all(), *QuestionPage.objects.all()):
        page.save()  # here the index looks at once, elsewhere when all rows are written
    return handbook


def titles(query: str, pages=None) -> list[str]:
    return [page.title for page in (pages if pages is not None else Page.objects.all()).search(query)]


FOUND = {
    "手当": "児童扶養手当",
    "扶養": "児童扶養手当",
    "児童 手当": "児童扶養手当",
    "母子手当": "児童扶養手当",
    "ひとり親": "児童扶養手当",
    "家賃": "住居確保給付金",
    "住居確": "住居確保給付金",
    "住": "住居確保給付金",
    "じゅうきょ": "住居確保給付金",
    "ジュウキョ": "住居確保給付金",
    "ﾃﾞｲｻｰﾋﾞｽ": "デイサービスの窓口",
    "000-0001": "デイサービスの窓口",
    "危ない": "いまの気持ち",
}
HOSTILE = ["児童 年金", "!!!", "\x00", "'", '"', "%", "_", "\ud800", "あ" * 5000, "(.*)*$", " "]


def test_parts_readings_and_other_spellings(handbook):
    for query, title in FOUND.items():
        assert title in titles(query), query
        assert title in [page.title for page in Page.objects.autocomplete(query)], query


def test_hostile_input_gets_an_answer(handbook):
    assert {query: titles(query) for query in HOSTILE} == {query: [] for query in HOSTILE}


def test_titles_stand_before_what_only_speaks_of_it(handbook):
    make.make_program(handbook.department, "あいさつ", summary="児童扶養手当ではありません。")
    Page.objects.filter(title="あいさつ").update(path="0" * 8)
    assert titles("児童扶養手当")[0] == "児童扶養手当"


def test_only_live_pages_where_only_those_are_wanted(handbook):
    assert "まだ下書きの手当" in titles("下書き")
    assert titles("下書き", Page.objects.live()) == []
    assert titles("手当", ProgramPage.objects.live().filter(kind="benefit")) == ["児童扶養手当"]
    assert titles("手当", DeskPage.objects.all()) == []


def test_follows_what_staff_do(handbook, django_capture_on_commit_callbacks):
    page = ProgramPage.objects.get(title="児童扶養手当")
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "新しい名前"
        page.save_revision()
    assert page.pk in [found.pk for found in Page.objects.search("新しい名前")]  # a draft has its name already
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert titles("児童扶養") == []
    assert not SearchText.objects.filter(object_id=page.pk).exists()


def test_is_the_backend_of_the_admin(handbook, admin_client):
    assert isinstance(get_search_backend(), SearchBackend)
    pages = {
        reverse("wagtailadmin_explore", args=[handbook.department.pk]): {"q": "手当"},
        reverse("wagtailadmin_pages:search"): {"q": "手当"},
        reverse("wagtailadmin_choose_page_search"): {"q": "手当", "page_type": "cms.ProgramPage"},
        reverse("programs:index"): {"q": "手当", "confirmed": "never", "kind": "benefit"},
    }
    for address, query in pages.items():
        answer = admin_client.get(address, query)
        assert answer.status_code == 200
        assert "児童扶養手当" in answer.content.decode(), address


def test_rebuilding_finds_what_was_written_past_the_signals(handbook):
    from django.core.management import call_command

    QuestionPage.objects.filter(pk=handbook.question.pk).update(title="べつの名前")
    call_command("update_index", verbosity=0)
    assert titles("べつの名前") == ["べつの名前"]

"""The loader: what it builds, what it refuses, what it leaves alone."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageLogEntry, Revision, Site

from cms.models import (
    CategoryPage,
    DepartmentPage,
    DeskPage,
    EditionPage,
    HotlinePage,
    ProgramNumber,
    ProgramPage,
    QuestionPage,
    User,
    Worry,
    WorryNumber,
)
from cms.starter.loading import DATA, load, plan
from cms.starter.tables import BrokenData, read

CASES = Path(__file__).parent / "starter_cases"
WHOLE = CASES / "whole"
REFUSED = {
    "categories--bad-key": (2, "key"),
    "categories--unknown-icon": (2, "icon"),
    "city_desks--overlapping-hours": (2, "weekly_hours"),
    "city_desks--unknown-kind": (2, "kinds"),
    "city_desks--unknown-ward": (2, "wards"),
    "city_desks--unreadable-hours": (2, "weekly_hours"),
    "city_programs--adapts-twice": (3, "adapts"),
    "city_programs--adapts-unknown": (2, "adapts"),
    "city_programs--unknown-department": (2, "department"),
    "city_wards--bad-code": (2, "code"),
    "city_wards--same-name": (3, "name"),
    "desk_kinds--unknown-program": (2, "programs"),
    "desks--no-number": (2, "number"),
    "desks--ragged-row": (3, "–"),
    "hotlines--no-number-no-address": (2, "number"),
    "matches--no-reason": (2, "reason"),
    "matches--twice": (3, "program_key"),
    "matches--unknown-effect": (2, "effect"),
    "matches--unknown-program": (2, "program_key"),
    "matches--weight-out-of-range": (2, "weight"),
    "programs--ages-reversed": (2, "age_max"),
    "programs--bad-address": (2, "url"),
    "programs--bad-age": (2, "age_min"),
    "programs--bad-date": (2, "last_checked"),
    "programs--half-width-kana": (2, "summary"),
    "programs--no-summary": (3, "summary"),
    "programs--platform-dependent": (2, "target"),
    "programs--summary-too-long": (2, "summary"),
    "programs--title-too-long": (2, "title"),
    "programs--unknown-desk": (2, "desks"),
    "programs--unknown-kind": (2, "kind"),
    "worries--bad-audience": (2, "audience"),
    "worries--bad-flag": (4, "sensitive"),
    "worries--bad-urgency": (2, "urgency"),
    "worries--duplicate-key": (3, "key"),
    "worries--duplicate-text": (3, "text"),
    "worries--missing-column": (1, "urgency"),
    "worries--text-too-long": (2, "text"),
    "worries--unknown-category": (3, "category"),
    "worry_hotlines--unknown-hotline": (2, "hotline_key"),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the whole set that a test may change."""
    return Path(shutil.copytree(WHOLE, tmp_path / "data"))


def rewrite(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text()
    assert before in text
    (folder / file).write_text(text.replace(before, after))


def test_every_case_is_expected():
    assert {path.stem for path in CASES.glob("*.csv")} == set(REFUSED)


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_broken_cell_is_refused_by_file_row_and_column(case, folder):
    table = case.partition("--")[0]
    shutil.copy(CASES / f"{case}.csv", folder / f"{table}.csv")
    pages = Page.objects.count()
    with pytest.raises(BrokenData) as refused:
        load(folder)
    row, column = REFUSED[case]
    assert (f"{table}.csv", row, column) in {(p.file, p.row, p.column) for p in refused.value.problems}
    assert Page.objects.count() == pages
    assert not WorryNumber.objects.exists()


def test_missing_file_is_refused(folder):
    (folder / "matches.csv").unlink()
    with pytest.raises(BrokenData, match=r"matches\.csv"):
        read(folder)


def test_data_of_the_product_has_no_broken_cell():
    _tables, pages, _said = plan(DATA)
    assert len(pages) > 400


def test_command_prints_what_to_correct(folder):
    rewrite(folder, "worries.csv", ",soon,", ",asap,")
    with pytest.raises(CommandError, match=r"worries\.csv.*2.*urgency.*none, soon, emergency"):
        call_command("load_starter", folder=folder)


def test_tree_of_the_editions():
    load(WHOLE)
    nation, city = EditionPage.objects.get(slug="zenkoku"), EditionPage.objects.get(slug="mihonshi")
    assert city.base == nation
    assert Site.objects.get(is_default_site=True).root_page_id == city.pk
    assert [page.title for page in CategoryPage.objects.descendant_of(nation)] == ["お金", "こころ"]
    worries = QuestionPage.objects.get(title="お金").worries.all()
    assert [worry.text for worry in worries] == ["お金がほとんどない", "家賃が払えない"]
    assert [worry.number.key for worry in worries] == ["okane-nai", "okane-yachin"]
    assert HotlinePage.objects.get(number="110").on_top_page
    assert HotlinePage.objects.get(title="いのちの電話").program.key == "inochi-sodan"
    assert [page.slug for page in DepartmentPage.objects.child_of(city)] == ["fukushi", "jutaku"]
    assert not any(Page.find_problems())


def test_adaptation_has_city_text_and_its_base_entrys_number():
    load(WHOLE)
    base, own = ProgramPage.objects.get(slug="jukyo"), ProgramPage.objects.get(slug="mihonshi-yachin")
    assert (own.base, own.number, own.change, own.inherit_title) == (base, base.number, "adapt", False)
    assert [row.desk.title for row in own.desks.all()] == ["見本市 住宅課"]
    assert own.matches.count() == 0  # the base entry's matches cover both worries


def test_related_national_program_only_gets_the_citys_desk():
    load(WHOLE)
    page = ProgramPage.objects.get(slug="shi-inochi-sodan")
    assert (page.change, page.inherit_title, page.summary) == ("adapt", True, "")
    assert [row.desk.title for row in page.desks.all()] == ["見本市 住宅課"]


def test_citys_own_program_has_its_own_number_and_matches():
    load(WHOLE)
    page = ProgramPage.objects.get(slug="mihonshi-ouen")
    assert page.number.key == "mihonshi-ouen"
    assert [(row.worry.key, row.reason) for row in page.matches.all()] == [("okane-yachin", "家賃が軽くなる")]


def test_pages_are_live_with_history():
    load(WHOLE)
    page = ProgramPage.objects.get(slug="jukyo")
    assert page.live
    assert page.live_revision == page.latest_revision
    assert not page.has_unpublished_changes
    assert page.latest_revision.as_object().summary == page.summary
    actions = PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)
    assert set(actions) == {"wagtail.create", "wagtail.publish"}


def test_loaded_pages_are_found_by_the_admins_search():
    load(WHOLE)
    assert list(Page.objects.search("110番")) != []


def test_stock_page_groups_and_workflow_are_gone():
    from django.contrib.auth.models import Group
    from wagtail.models import Workflow

    load(WHOLE)
    assert not Page.objects.filter(slug="home").exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert not Workflow.objects.exists()


def test_second_run_changes_and_prints_nothing(capsys):
    call_command("load_starter", folder=WHOLE)
    assert "19" in capsys.readouterr().out
    before = Revision.objects.count(), PageLogEntry.objects.count(), WorryNumber.objects.count()
    call_command("load_starter", folder=WHOLE)
    assert capsys.readouterr().out == ""
    assert (Revision.objects.count(), PageLogEntry.objects.count(), WorryNumber.objects.count()) == before


def test_changed_row_is_published_once(folder):
    load(folder)
    rewrite(folder, "programs.csv", "家賃を自治体が大家さんに払います。", "家賃を市が払います。")
    before = Revision.objects.count()
    assert load(folder).updated == ["住居確保給付金 (jukyo)"]
    page = ProgramPage.objects.get(slug="jukyo")
    assert (page.live, page.summary, page.has_unpublished_changes) == (True, "家賃を市が払います。", False)
    assert Revision.objects.count() == before + 1
    assert not load(folder).updated


def test_new_row_keeps_the_numbers_of_the_old_ones(folder):
    load(folder)
    before = dict(WorryNumber.objects.values_list("key", "pk"))
    rewrite(folder, "worries.csv", "okane-yachin,", "okane-zei,okane,税金が払えない,,none,,self,15\nokane-yachin,")
    load(folder)
    after = dict(WorryNumber.objects.values_list("key", "pk"))
    assert after.items() > before.items()
    worries = QuestionPage.objects.get(title="お金").worries.all()
    assert [worry.number.key for worry in worries] == ["okane-nai", "okane-zei", "okane-yachin"]


def test_what_staff_edited_is_left_and_reported(folder, django_user_model):
    load(folder)
    clerk = django_user_model.objects.create_user("clerk")
    page = ProgramPage.objects.get(slug="jukyo")
    page.summary = "市の言葉に直しました。"
    page.save_revision(user=clerk).publish()
    rewrite(folder, "programs.csv", "家賃を自治体が大家さんに払います。", "家賃を市が払います。")
    report = load(folder)
    assert (report.updated, report.kept) == ([], ["住居確保給付金 (jukyo)"])
    assert ProgramPage.objects.get(slug="jukyo").summary == "市の言葉に直しました。"


def test_what_staff_deleted_stays_deleted(folder):
    load(folder)
    ProgramPage.objects.get(slug="mihonshi-ouen").delete()
    assert load(folder).kept == ["見本市 住まい応援金 (mihonshi-ouen)"]
    assert not ProgramPage.objects.filter(slug="mihonshi-ouen").exists()
    assert ProgramNumber.objects.get(key="mihonshi-ouen").retired_at


def test_page_is_found_where_staff_moved_it(folder):
    load(folder)
    page = DeskPage.objects.get(slug="desk-mihonshi-jutaku")
    page.move(DepartmentPage.objects.get(slug="fukushi"), pos="last-child")
    assert load(folder).created == 0


@pytest.fixture
def in_english(folder) -> Path:
    (folder / "en").mkdir()
    (folder / "en" / "editions.csv").write_text("key,title,organisation,scope_label\nzenkoku,Handbook,Japan,Japan\n")
    (folder / "en" / "categories.csv").write_text("key,title,lead\nokane,Money,Everyday money.\n")
    (folder / "en" / "worries.csv").write_text("key,text,help_text\nokane-nai,I have almost no money,\n")
    return folder


def test_language_folder_becomes_translations_that_nobody_has_checked(in_english):
    load(in_english)
    original = QuestionPage.objects.get(slug="shitsumon-okane", locale__language_code="ja")
    english = QuestionPage.objects.get(translation_key=original.translation_key, locale__language_code="en")
    assert (english.alias_of, english.live, english.live_revision.translation.state) == (None, True, "draft")
    rows = {row.number.key: row for row in original.worries.all()}
    [worry] = english.worries.all()
    assert (worry.text, worry.translation_key) == ("I have almost no money", rows["okane-nai"].translation_key)


def test_translations_are_loaded_again_and_staff_have_the_last_word(in_english):
    load(in_english)
    page = CategoryPage.objects.get(locale__language_code="en")
    page.lead = "Ours."
    page.save_revision(user=User.objects.create_user("staff")).publish()
    rewrite(in_english, "en/categories.csv", "Everyday money.", "Theirs.")
    rewrite(in_english, "en/worries.csv", "almost no money", "no money")
    report = load(in_english)
    assert (len(report.updated), len(report.kept), report.created) == (1, 1, 0)
    assert Worry.objects.get(locale__language_code="en").text == "I have no money"


@pytest.mark.parametrize(("key", "to"), [("okane-nai", "kokoro"), ("kokoro-kietai", "okane")])
def test_worry_that_moves_to_another_theme_keeps_its_number_in_all_languages(in_english, key, to):
    rewrite(in_english, "en/categories.csv", "money.\n", "money.\nkokoro,Mind,How you feel.\n")
    rewrite(in_english, "en/worries.csv", "no money,\n", "no money,\nkokoro-kietai,I want to disappear,\n")
    load(in_english)
    before = set(Worry.objects.values_list("locale", "number__key", "number", "translation_key"))
    lines = (in_english / "worries.csv").read_text(encoding="utf-8").splitlines()
    moved = [",".join([key, to, *line.split(",")[2:]]) if line.startswith(f"{key},") else line for line in lines]
    (in_english / "worries.csv").write_text("\n".join(moved) + "\n", encoding="utf-8")
    load(in_english)
    assert set(Worry.objects.values_list("locale", "number__key", "number", "translation_key")) == before
    places = Worry.objects.filter(number__key=key).values_list("page__slug", flat=True)
    assert list(places) == [f"shitsumon-{to}"] * 2
    assert not WorryNumber.objects.retired().exists()


def test_translation_of_what_is_not_there_is_refused(in_english):
    rewrite(in_english, "en/worries.csv", "okane-nai", "okane-nashi")
    with pytest.raises(BrokenData) as refused:
        load(in_english)
    assert [(problem.file, problem.row) for problem in refused.value.problems] == [("en/worries.csv", 2)]

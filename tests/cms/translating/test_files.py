"""A translation office's round trip: out as PO or XLSX, through other programs, back; all of it or nothing."""

import re
import zipfile
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import openpyxl
import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from cms.models import ProgramPage, TranslationVersion
from cms.translating import brought, listing, machine, po, sheets
from cms.translating.file_screens import KEPT
from cms.translating.lines import Line
from tests import factories as make

FILES = Path(__file__).parent / "files"
SUMMARY = "月に8万円まで、0120-000-001で相談できます。"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
GOOD = {"title": "Assistance", "summary": "Up to 80,000 yen a month. Ask on 0120-000-001."}


@pytest.fixture
def handbook(db):
    handbook = make.small_handbook()
    make.make_edition_language(handbook.edition, "en")
    handbook.benefit.summary = SUMMARY
    handbook.benefit.save_revision().publish()
    return handbook


@pytest.fixture
def office(handbook, client, django_user_model):
    user = django_user_model.objects.create_user("福祉")
    make.seat(user, handbook.department, "welfare")
    client.force_login(user)
    return Office(handbook, client)


class Office:
    def __init__(self, handbook, client):
        self.handbook, self.client = handbook, client

    def out(self, name: str = "xlsx", **chosen) -> bytes:
        chosen = {"language": "en", "format": name, "entry": self.handbook.benefit.pk} | chosen
        return self.client.get(reverse("cms_translations_out"), chosen).content

    def back(self, content: bytes, name: str) -> str:
        """What the screen says; a file that can be taken over is."""
        file = SimpleUploadedFile(name, content)
        sent = {"language": "en", "file": file}
        page = self.client.post(reverse("cms_translations_in"), sent, follow=True).content.decode()
        assert self.english() is None or self.version().written_by_id is None  # looking changes nothing
        if "の訳を取り込む" in page:
            self.client.post(reverse("cms_translations_brought"))
        return page

    def po(self, name: str) -> bytes:
        return (FILES / f"{name}.txt").read_text(encoding="utf-8").replace("@", str(self.handbook.benefit.pk)).encode()

    def english(self) -> ProgramPage | None:
        found = ProgramPage.objects.filter(locale__language_code="en").first()
        return found and found.get_latest_revision_as_object()

    def version(self) -> TranslationVersion:
        return TranslationVersion.objects.get(revision=self.english().latest_revision_id)

    def said(self) -> dict:
        page = self.english()
        return {"title": page.title, "summary": page.summary}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data,
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
    ],
    ids=["as Poedit writes it", "with a mark at the beginning", "with the line ends of Windows"],
)
def test_po_survives_other_programs(office, change):
    page = office.back(change(office.po("poedit.po")), "en.po")
    assert "昔の文" not in page
    assert (office.said(), office.version().state) == (GOOD, "draft")


def workbook(office) -> openpyxl.Workbook:
    book = openpyxl.load_workbook(BytesIO(office.out()))
    for row in list(book.active.rows)[1:]:
        place = str(row[0].value).partition(".")[2]
        if place in GOOD:
            row[3].value = GOOD[place]
    return book


def as_bytes(book: openpyxl.Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def columns_moved(book):
    page = book.active
    for row in list(page.rows):
        row[0].value, row[3].value = row[3].value, row[0].value
    page.insert_cols(2)
    return as_bytes(book)


def rows_added(book):
    book.active.insert_rows(1, 2)
    book.active["A1"] = "翻訳のお願い"
    book.active.insert_rows(4)
    book.active.append([])
    return as_bytes(book)


def hidden_sheet(book):
    hidden = book.create_sheet("秘", 0)
    hidden.sheet_state = "hidden"
    hidden["A1"] = "メモ"
    return as_bytes(book)


def wide_spaces(book):
    for row in list(book.active.rows)[1:]:
        row[3].value = f"\u3000{row[3].value} " if row[3].value else None
        row[0].value = f" {row[0].value}\u3000"
        row[2].value = f"{row[2].value}\r\n"
    return as_bytes(book)


def shared_strings(book):
    """As Excel writes: texts in a table of their own; openpyxl writes them into the cells."""
    source, target = zipfile.ZipFile(BytesIO(as_bytes(book))), BytesIO()
    strings = []

    def share(match) -> str:
        strings.append(f"<si><r>{match[1]}</r></si>")
        return f't="s"><v>{len(strings) - 1}</v></c>'

    with zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                text = re.sub(r't="inlineStr"><is>(.*?)</is></c>', share, text, flags=re.S)
            if name == "[Content_Types].xml":
                text = text.replace(
                    "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/></Types>'
                )
            copy.writestr(name, text)
        assert strings
        copy.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>')
    return target.getvalue()


@pytest.mark.parametrize("change", [columns_moved, rows_added, hidden_sheet, wide_spaces, shared_strings])
def test_workbook_survives_other_programs(office, change):
    office.back(change(workbook(office)), "en.xlsx")
    assert (office.said(), office.version().state) == (GOOD, "draft")


REFUSED = {
    "number_lost.po": ["8万円", "0120-000-001"],
    "strangers.po": ["もう一度ファイルに出してください", "この番号はありません", "同じ番号の行が"],
    "japanese_left.po": ["日本語がまじっています", "このことばではない"],
    "vietnamese.po": ["ファイルのことばは「vi」です"],
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_named_and_nothing_is_taken(office, name):
    page = office.back(office.po(name), name)
    assert [text for text in REFUSED[name] if text not in page] == []
    assert office.english() is None
    assert name == "vietnamese.po" or "行目" in page


@pytest.mark.parametrize(("content", "name"), [(b"\xff\xfe\x00", "a.po"), (b"no", "a.xlsx"), (b"", "b.po")])
def test_broken_files_are_told(office, content, name):
    assert "何も取り込んでいません" in office.back(content or b" ", name)


def test_workbook_names_row_and_column(office):
    book = workbook(office)
    cell = next(row[3] for row in book.active.rows if str(row[0].value).endswith("summary"))
    cell.value = "Up to 80,000 yen."
    page = office.back(as_bytes(book), "en.xlsx")
    assert f"{cell.row}行目" in page
    assert "訳（en）" in page
    assert office.english() is None


def test_changed_line_goes_out_as_fuzzy_with_the_japanese_before_and_comes_back(office):
    office.back(office.po("poedit.po"), "en.po")
    page = ProgramPage.objects.get(pk=office.handbook.benefit.pk)
    page.summary = SUMMARY.replace("8万円", "9万円")
    page.save_revision().publish()
    book = polib.pofile(office.out("po").decode())
    [entry] = [entry for entry in book if entry.msgctxt.endswith("summary")]
    assert (entry.fuzzy, entry.previous_msgid, len(book)) == (True, SUMMARY, 2)  # and a reason that nobody translated
    assert "320字まで" in entry.comment
    TranslationVersion.objects.update(written_by=None)
    entry.msgstr, entry.flags = "Up to 90,000 yen. Ask on 0120-000-001.", []
    office.back(str(book).encode(), "en.po")
    assert (office.english().summary, office.version().state) == ("Up to 90,000 yen. Ask on 0120-000-001.", "draft")


def test_other_name_and_reasons_go_out_and_come_back(office):
    office.handbook.benefit.alternate_name = "せいほ"
    office.handbook.benefit.save_revision().publish()
    book, said = (
        polib.pofile(office.out("po").decode()),
        GOOD | {"alternate_name": "Seiho", "reason": "You have no money."},
    )
    for entry in book:
        entry.msgstr = said[entry.msgctxt.rpartition(".")[2]]
    office.back(str(book).encode(), "en.po")
    page = office.english()
    assert (page.alternate_name, [row.reason for row in page.matches.all()]) == ("Seiho", ["You have no money."])


def test_file_that_is_put_away_is_not_kept(office):
    file = SimpleUploadedFile("en.po", office.po("poedit.po"))
    office.client.post(reverse("cms_translations_in"), {"language": "en", "file": file})
    assert KEPT in office.client.session
    left = office.client.post(reverse("cms_translations_brought"), {"leave": ""})
    assert (left.url, KEPT in office.client.session) == ("/admin/translations/?edition=zenkoku&language=en", False)
    again = office.client.post(reverse("cms_translations_brought"))  # the second of two clicks
    assert again.url == reverse("cms_translations")


@pytest.mark.parametrize(("reader", "name"), [(po, "po"), (sheets, "xlsx")])
def test_longer_file_than_is_read_is_refused(reader, name, monkeypatch):
    original = ProgramPage(pk=1, title="生活保護")
    lines = [(brought.Entry(original, None, []), Line(place, place, "文")) for place in ("title", "summary", "body")]
    for limit, refused in ((4, None), (2, brought.Unreadable)):
        monkeypatch.setattr(brought, "MOST_LINES", limit)
        monkeypatch.setattr(sheets, "MOST_LINES", limit)
        with pytest.raises(refused) if refused else nullcontext():
            assert len(reader.read(BytesIO(reader.write(lines, "en")), "en")) == 3


def test_whoever_says_that_a_line_still_fits_has_to_look_after_the_entry(monkeypatch):
    monkeypatch.setattr(brought.permissions, "may_translate", lambda user, original: False)
    line = Line("summary", "要約", "新しい文", said="Old", was="古い文", is_changed=True)
    entry = brought.Entry(ProgramPage(pk=1, title="生活保護"), ProgramPage(), [line])
    plan = brought.plan([brought.Row("1.summary", "新しい文", "Old", "1行目")], [entry], "en", None)
    assert (len(plan.fits), len(plan.problems)) == (1, 1)


def test_export_asks_the_database_as_often_for_many_as_for_few(office, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as few:
        office.out(entry=[])
    number = len(few)
    make.fill(office.handbook, 5)
    office.out(entry=[])  # new pages make Wagtail forget where its sites are
    with django_assert_max_num_queries(number):
        office.out(entry=[])


class Machine(BaseMachineTranslator):
    display_name = "Test"

    def translate(self, source_locale, target_locale, strings):
        """Loses the phone number of every text that has one."""
        return {string: StringValue("Something") for string in strings}

    def can_translate(self, source_locale, target_locale):
        return target_locale.language_code == "en"


def test_machine_is_a_plug_whose_drafts_say_so(office, settings):
    address = reverse("cms_translations_machine")
    assert office.client.post(address, {"language": "en"}).status_code in {302, 403}
    assert listing.counts(office.handbook.edition)["en"]["machine"] == 0
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{__name__}.Machine"}
    office.client.post(address, {"language": "en"})
    assert listing.counts(office.handbook.edition)["en"]["machine"] == 6
    assert not ProgramPage.objects.filter(
        locale__language_code="en", translation_key=office.handbook.benefit.translation_key
    )


def test_machine_passes_by_what_belongs_to_others(office, settings, monkeypatch):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{__name__}.Machine"}
    monkeypatch.setattr(machine, "AT_ONCE", 1)
    own = office.handbook.consultation.pk
    monkeypatch.setattr(brought.permissions, "may_translate", lambda user, original: original.pk == own)
    office.client.post(reverse("cms_translations_machine"), {"language": "en"})
    assert listing.counts(office.handbook.edition)["en"]["machine"] == 1

"""The starter handbook holds together. Read as plain CSV: a broken row is found before any loader has a say."""

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "cms" / "starter" / "data"
COLUMNS = {
    "categories": "key title lead icon order",
    "worries": "key category text help_text urgency sensitive audience order",
    "desks": "key name number hours note url confidence source",
    "programs": "key title kana alternate_name kind summary description target benefit amount_fiscal_year how_to_apply "
    "deadline documents say where_to_ask desks url law ministry tags target_audience sensitive age_min age_max "
    "url_status confidence checked_source last_checked review_due status",
    "matches": "worry_key program_key effect weight reason",
    "hotlines": "key name number kind hours cost languages for_whom notes url url_status confidence checked_source "
    "program order last_checked",
    "worry_hotlines": "worry_key hotline_key order",
    "city_programs": "key title kind summary description target benefit how_to_apply documents where_to_ask desks "
    "department adapts related_programs related_worries reason scope municipality status is_fictional modelled_on",
    "city_desks": "key name number hours weekly_hours address access note kinds wards department",
    "city_wards": "key name code",
    "desk_kinds": "key name programs",
    "city_departments": "key name is_welfare phone",
    "sources": "code title url",
}
CARD = "summary 80 description 500 target 200 benefit 200 how_to_apply 200 documents 200 where_to_ask 120"
LIMITS = {
    "categories": "title 20 lead 80",
    "worries": "text 40 help_text 80",
    "desks": "name 60 hours 120",
    "programs": f"title 40 kana 80 alternate_name 40 {CARD} deadline 100 say 80 law 100 ministry 60 tags 120",
    "matches": "reason 60",
    "hotlines": "name 60 hours 120 cost 60 languages 120 for_whom 80 notes 160",
    "city_programs": f"title 40 {CARD} reason 60",
}
FILLED = {
    "worries": "text help_text",
    "programs": "title kana summary description target benefit how_to_apply documents say where_to_ask tags "
    "ministry confidence checked_source last_checked",
    "matches": "reason",
    "hotlines": "name hours cost languages for_whom confidence checked_source",
    "city_programs": "title summary description target benefit how_to_apply documents where_to_ask reason",
}
REFERENCES = """
worries.category categories | programs.desks desks | matches.worry_key worries | matches.program_key programs
hotlines.program programs | worry_hotlines.worry_key worries | worry_hotlines.hotline_key hotlines
city_desks.kinds desk_kinds | city_desks.wards city_wards | city_desks.department city_departments
desk_kinds.programs programs | city_programs.desks city_desks | city_programs.department city_departments
city_programs.adapts programs | city_programs.related_programs programs | city_programs.related_worries worries
"""
CHOICES = {
    "worries.urgency": "none soon emergency",
    "worries.sensitive": "1",
    "worries.audience": "self family supporter child",
    "programs.target_audience": "self family supporter child",
    "programs.sensitive": "1",
    "programs.kind": "給付 貸付 減免 サービス 相談 手続き",
    "programs.confidence": "high medium low",
    "programs.status": "draft",
    "matches.effect": "match caution exclude",
    "hotlines.kind": "emergency consult",
}
SAID_ONCE = "worries.text programs.title hotlines.name desks.name"
# Half-width kana, circled and Roman numerals, unit squares and abbreviations such as ㈱.
UNPRINTABLE = re.compile(r"[\uff61-\uff9f\u2116\u2121\u2160-\u217f\u2460-\u24ff\u3220-\u33ff\ue000-\uf8ff]")
MACHINE_COLUMNS = {"checked_source", "source", "url"}
NATIONAL_NUMBER = re.compile(r"1\d\d|#\d{4}|0120-[\d-]{6,8}|0570-[\d-]{6,7}|0800-\d{3}-\d{4}")

# Fear of somebody at home, and flight from them: nothing may reach that person because of us.
FLEEING = "boryoku-dv-kowai boryoku-dv-nigetai boryoku-stalker gaikoku-dv hitorioya-kakurete-kurasu"
AFRAID = """
boryoku-dv-okane boryoku-dv-otoko boryoku-iwakan boryoku-kazoku-boryoku boryoku-kodomo-gyakutai gakko-kenka
boryoku-kodomo-mokugeki gakko-oyaga-kowai hitorioya-kowakute ninshin-hitori ninshin-mukoseki shogai-boryoku
sumai-ie-detai hanzai-sei-kodomo
"""
REACHES_THE_OTHER = {"kaji-chotei", "hotei-yoikuhi", "yoikuhi-soudan"}
MAY_TELL_WHERE_ONE_LIVES = {"hinan-keikaku", "seinen-koken", "mukoseki"}
IN_DEBT_OR_DECEIVED = """
shakkin-kaesenai shakkin-kari-kaeshi shakkin-yamikin shakkin-kazoku shakkin-gyanburu shakkin-shogakukin-kaesu
shakkin-sagi shakkin-kazoku-sagi shakkin-yamibaito shakkin-homon shakkin-keiyaku sumai-loan-harenai saigai-loan-q
kokoro-izon-kazoku
"""
CANNOT_TELL_PARENTS = """
gakko-kodomo-hanasu gakko-oyaga-kowai gakko-kenka gakko-oya-byoki gakko-karada ninshin-yoki-shinai
"""
MAY_TELL_PARENTS = {"jisou", "kodomo-katei-center", "sc-ssw", "kyoiku-shien-center", "gakushu-seikatsu"}
SUICIDAL = ["kokoro-kietai", "kokoro-kizu", "kokoro-mawari-kietai"]


@cache
def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(place):
    name, header = place.split(".")
    return [row[header] for row in table(name)]


@cache
def keys(name):
    return {row["key"] for row in table(name)}


@cache
def rows_of(worry):
    return {row["program_key"]: row for row in table("matches") if row["worry_key"] == worry}


def matches_of(worry):
    return [row for row in rows_of(worry).values() if row["effect"] == "match"]


def effect(worry, program):
    return rows_of(worry).get(program, {}).get("effect")


@cache
def kinds():
    return {row["key"]: row["kind"] for row in table("programs")}


def loans():
    return {program for program, kind in kinds().items() if kind == "貸付"}


def twice(values):
    return [value for value, times in Counter(values).items() if times > 1]


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_the_contract(name):
    assert list(table(name)[0]) == COLUMNS[name].split()


@pytest.mark.parametrize("name", [name for name in COLUMNS if COLUMNS[name].startswith("key ")])
def test_keys_are_unique_and_plain(name):
    assert twice(column(f"{name}.key")) == []
    assert [key for key in keys(name) if not re.fullmatch(r"[a-z0-9-]+", key)] == []


@pytest.mark.parametrize("name", LIMITS)
def test_texts_fit(name):
    words = LIMITS[name].split()
    for header, limit in zip(words[::2], words[1::2], strict=True):
        assert [text for text in column(f"{name}.{header}") if len(text) > int(limit)] == [], header


@pytest.mark.parametrize("name", FILLED)
def test_nothing_a_resident_needs_is_empty(name):
    for header in FILLED[name].split():
        assert [row for row in table(name) if not row[header].strip()] == [], header


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "sources"])
def test_characters_print_everywhere(name):
    for row in table(name):
        for header in row.keys() - MACHINE_COLUMNS:
            text = row[header]
            assert not UNPRINTABLE.search(text), text
            assert text == text.strip()
            assert not re.search("[()]", text), text


@pytest.mark.parametrize("reference", re.split(r"[|\n]", REFERENCES.strip()))
def test_references_lead_somewhere(reference):
    place, target = reference.split()
    assert {key for cell in column(place) for key in cell.split(";") if key} - keys(target) == set()


@pytest.mark.parametrize("place", CHOICES)
def test_choices_are_known_and_used(place):
    assert {part for cell in column(place) for part in cell.split(";") if part} == set(CHOICES[place].split())


@pytest.mark.parametrize("place", SAID_ONCE.split())
def test_the_same_is_said_once(place):
    assert twice(column(place)) == []


def test_explanations_are_two_to_four_sentences():
    assert [row["key"] for row in table("programs") if not 2 <= row["description"].count("。") <= 4] == []


def test_ages_make_sense():
    for row in table("programs"):
        low, high = row["age_min"] or "0", row["age_max"] or "120"
        assert int(low) <= int(high), row["key"]


def test_what_to_say_is_plain_speech():
    assert [say for say in column("programs.say") if not say.endswith("。") or re.search("[「」『』]", say)] == []


def test_sources_are_named():
    named = {part.split(":")[0] for cell in column("programs.checked_source") for part in cell.split(" ; ")}
    assert named - set(column("sources.code")) == set()


def test_numbers_can_be_dialled():
    numbers = column("desks.number") + [number for number in column("hotlines.number") if number]
    assert [number for number in numbers if not NATIONAL_NUMBER.fullmatch(number)] == []
    assert twice(number for number in column("hotlines.number") if number) == []
    same = {row["key"]: row["number"] for row in table("hotlines")}
    assert [row["key"] for row in table("desks") if same.get(row["key"], row["number"]) != row["number"]] == []


def test_the_city_is_fictional():
    numbers = column("city_desks.number") + column("city_departments.phone")
    assert twice(numbers) == []
    assert [number for number in numbers if not number.startswith("000-000-00")] == []


def test_a_hotline_has_a_number_or_a_page():
    silent = [row for row in table("hotlines") if not row["number"]]
    assert [row["key"] for row in silent if not row["url"].startswith("https://")] == []


def test_one_row_per_worry_and_program():
    assert twice((row["worry_key"], row["program_key"]) for row in table("matches")) == []


def test_weights_go_with_effects():
    allowed = {"match": {"1", "2", "3"}, "caution": {"0"}, "exclude": {"0"}}
    assert [row for row in table("matches") if row["weight"] not in allowed[row["effect"]]] == []


def test_every_worry_leads_to_two_programs_one_of_them_strongly():
    for worry in sorted(keys("worries")):
        weights = [row["weight"] for row in matches_of(worry)]
        assert len(weights) >= 2, worry
        assert "3" in weights, worry


def test_every_program_is_reached_and_every_category_used():
    assert keys("programs") - {row["program_key"] for row in table("matches") if row["effect"] == "match"} == set()
    assert keys("categories") == set(column("worries.category"))
    assert len(keys("categories")) <= 19


def test_danger_has_one_to_three_hotlines_in_order():
    ranks = defaultdict(list)
    for row in table("worry_hotlines"):
        ranks[row["worry_key"]].append(int(row["order"]))
    assert [found for found in ranks.values() if found not in ([1], [1, 2], [1, 2, 3])] == []
    near = {"boryoku", "gakko", "kokoro", "hanzai"}
    for row in table("worries"):
        if row["urgency"] == "emergency" or (row["urgency"] == "soon" and row["category"] in near):
            assert row["key"] in ranks


def test_the_city_adapts_once_and_its_additions_are_found():
    assert column("city_departments.is_welfare").count("1") == 1
    assert twice(key for key in column("city_programs.adapts") if key) == []
    for row in table("city_programs"):
        assert row["adapts"] or len(row["related_worries"].split(";")) >= 3, row["key"]


@pytest.mark.parametrize("worry", IN_DEBT_OR_DECEIVED.split())
def test_no_loan_for_people_in_debt_or_deceived(worry):
    assert {loan for loan in loans() if effect(worry, loan) != "exclude"} == set()


def test_a_loan_never_ranks_above_relief():
    for worry in sorted(keys("worries")):
        lent = {row["weight"] for row in matches_of(worry) if row["program_key"] in loans()}
        assert lent <= {"1"}, worry
        relief = [row for row in matches_of(worry) if kinds()[row["program_key"]] not in {"貸付", "相談"}]
        assert not lent or max(row["weight"] for row in relief) > "1", f"{worry}: a loan would top the programs"


@pytest.mark.parametrize("worry", (FLEEING + AFRAID).split())
def test_nothing_reaches_unnoticed_the_person_one_fears(worry):
    assert {program for program in REACHES_THE_OTHER if effect(worry, program) not in {"exclude", "caution"}} == set()
    assert effect(worry, "seikatsuhogo") == "caution"


@pytest.mark.parametrize("worry", FLEEING.split())
def test_those_who_flee_are_never_led_back_to_the_other(worry):
    assert {effect(worry, program) for program in REACHES_THE_OTHER} == {"exclude"}
    assert {effect(worry, program) for program in MAY_TELL_WHERE_ONE_LIVES} == {"caution"}


@pytest.mark.parametrize("worry", CANNOT_TELL_PARENTS.split())
def test_a_child_learns_first_that_parents_may_hear_of_it(worry):
    for program in MAY_TELL_PARENTS:
        row = rows_of(worry)[program]
        assert row["effect"] == "caution" or re.search("先に言える|秘密", row["reason"]), program


@pytest.mark.parametrize("worry", SUICIDAL)
def test_despair_is_met_with_talk_first(worry):
    assert {kinds()[row["program_key"]] for row in matches_of(worry) if row["weight"] == "3"} == {"相談"}

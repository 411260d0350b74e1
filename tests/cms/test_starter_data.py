"""The starter handbook's tables hold together: keys, references, lengths, reach, and what must never harm a resident.

Read as plain CSV, so that a broken row is found before any loader or model has a say.
"""

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "cms" / "starter" / "data"
COLUMNS = {
    "categories": "key,title,title_easy,title_en,lead,lead_en,icon,order",
    "worries": "key,category,text,help_text,urgency,sensitive,audience,easy_ja,text_en,order",
    "desks": "key,name,number,hours,note,url,confidence,source",
    "programs": "key,title,kana,alternate_name,kind,summary,description,target,benefit,amount_fiscal_year,how_to_apply,deadline,documents,say,where_to_ask,"
    "desks,url,law,ministry,tags,target_audience,sensitive,age_min,age_max,easy_ja,title_en,summary_en,url_status,confidence,checked_source,last_checked,review_due,status",
    "matches": "worry_key,program_key,effect,weight,reason",
    "hotlines": "key,name,number,kind,hours,cost,languages,for_whom,notes,url,url_status,confidence,checked_source,program,order,last_checked",
    "worry_hotlines": "worry_key,hotline_key,order",
    "city_programs": "key,title,kind,summary,description,target,benefit,how_to_apply,documents,where_to_ask,desks,department,adapts,related_programs,related_worries,reason,"
    "scope,municipality,status,is_fictional,modelled_on",
    "city_desks": "key,name,number,hours,address,note",
    "city_departments": "key,name,is_welfare,phone",
    "sources": "code,title,url",
}
KEYED = [name for name, columns in COLUMNS.items() if columns.startswith("key,")]
KINDS = {"給付", "貸付", "減免", "サービス", "相談", "手続き"}
AUDIENCES = {"self", "family", "supporter", "child"}
LIMITS = {
    "categories": {"title": 20, "lead": 80},
    "worries": {"text": 40, "help_text": 80},
    "desks": {"name": 60, "hours": 120},
    "programs": {"title": 40, "kana": 80, "alternate_name": 40, "summary": 80, "description": 500, "target": 200, "benefit": 200, "how_to_apply": 200, "deadline": 100,
                 "documents": 200, "say": 80, "where_to_ask": 120, "law": 100, "ministry": 60, "tags": 120},
    "matches": {"reason": 60},
    "hotlines": {"name": 60, "hours": 120, "cost": 60, "languages": 120, "for_whom": 80, "notes": 160},
    "city_programs": {"title": 40, "summary": 80, "description": 500, "target": 200, "benefit": 200, "how_to_apply": 200, "documents": 200, "where_to_ask": 120, "reason": 60},
}
FILLED = {
    "worries": "text help_text easy_ja text_en",
    "programs": "title kana summary description target benefit how_to_apply documents say where_to_ask tags easy_ja title_en summary_en ministry confidence checked_source last_checked",
    "matches": "reason",
    "hotlines": "name hours cost languages for_whom confidence checked_source",
    "city_programs": "title summary description target benefit how_to_apply documents where_to_ask reason",
}
# Half-width kana, circled and Roman numerals, unit squares and abbreviations such as ㈱.
UNPRINTABLE = re.compile(r"[\uff61-\uff9f\u2116\u2121\u2160-\u217f\u2460-\u24ff\u3220-\u33ff\ue000-\uf8ff]")
JAPANESE = re.compile(r"[ぁ-んァ-ン一-龥]")
ENGLISH_COLUMNS = {"title_en", "lead_en", "text_en", "summary_en"}
MACHINE_COLUMNS = {"checked_source", "source", "url"}

# Fear of somebody at home, and flight from them: nothing may reach that person because of us.
FLEEING = {"boryoku-dv-kowai", "boryoku-dv-nigetai", "boryoku-stalker", "gaikoku-dv", "hitorioya-kakurete-kurasu"}
AFRAID = FLEEING | {"boryoku-dv-okane", "boryoku-dv-otoko", "boryoku-iwakan", "boryoku-kazoku-boryoku", "boryoku-kodomo-gyakutai", "boryoku-kodomo-mokugeki", "gakko-kenka",
                    "gakko-oyaga-kowai", "hitorioya-kowakute", "ninshin-hitori", "ninshin-mukoseki", "shogai-boryoku", "sumai-ie-detai", "hanzai-sei-kodomo"}
REACHES_THE_OTHER = {"kaji-chotei", "hotei-yoikuhi", "yoikuhi-soudan"}
IN_DEBT_OR_DECEIVED = {"shakkin-kaesenai", "shakkin-kari-kaeshi", "shakkin-yamikin", "shakkin-kazoku", "shakkin-gyanburu", "shakkin-shogakukin-kaesu", "shakkin-sagi",
                       "shakkin-kazoku-sagi", "shakkin-yamibaito", "shakkin-homon", "shakkin-keiyaku", "sumai-loan-harenai", "saigai-loan-q", "kokoro-izon-kazoku"}
SUICIDAL = {"kokoro-kietai", "kokoro-kizu", "kokoro-mawari-kietai"}


@cache
def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def keys(name):
    return {row["key"] for row in table(name)}


@cache
def effects():
    found = {}
    for row in table("matches"):
        found[row["worry_key"], row["program_key"]] = row["effect"]
    return found


def matches_of(worry):
    return [row for row in table("matches") if row["worry_key"] == worry and row["effect"] == "match"]


def kind_of(program):
    return next(row["kind"] for row in table("programs") if row["key"] == program)


def loans():
    return {row["key"] for row in table("programs") if row["kind"] == "貸付"}


def split(value, separator=";"):
    return [part for part in value.split(separator) if part]


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_the_contract(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS[name].split(",")


@pytest.mark.parametrize("name", KEYED)
def test_keys_are_unique_and_plain(name):
    counted = Counter(row["key"] for row in table(name))
    assert [key for key, times in counted.items() if times > 1 or not re.fullmatch(r"[a-z0-9-]+", key)] == []


@pytest.mark.parametrize("name", LIMITS)
def test_texts_fit(name):
    assert [(row, column) for row in table(name) for column, limit in LIMITS[name].items() if len(row[column]) > limit] == []


@pytest.mark.parametrize("name", FILLED)
def test_nothing_a_resident_needs_is_empty(name):
    assert [(row, column) for row in table(name) for column in FILLED[name].split() if not row[column].strip()] == []


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "sources"])
def test_characters_print_everywhere(name):
    texts = [(row.get("key"), column, text) for row in table(name) for column, text in row.items() if column not in MACHINE_COLUMNS]
    assert [found for found in texts if UNPRINTABLE.search(found[2]) or found[2] != found[2].strip()] == []
    assert [found for found in texts if found[1] not in ENGLISH_COLUMNS and re.search(r"[()]", found[2])] == []
    assert [found for found in texts if found[1] in ENGLISH_COLUMNS and JAPANESE.search(found[2])] == []


@pytest.mark.parametrize(
    "name, column, target",
    [("worries", "category", "categories"), ("programs", "desks", "desks"), ("matches", "worry_key", "worries"), ("matches", "program_key", "programs"), ("hotlines", "program", "programs"),
     ("worry_hotlines", "worry_key", "worries"), ("worry_hotlines", "hotline_key", "hotlines"), ("city_programs", "desks", "city_desks"), ("city_programs", "department", "city_departments"),
     ("city_programs", "adapts", "programs"), ("city_programs", "related_programs", "programs"), ("city_programs", "related_worries", "worries")],
)
def test_references_lead_somewhere(name, column, target):
    assert [key for row in table(name) for key in split(row[column]) if key not in keys(target)] == []


def test_choices_are_known():
    assert {row["urgency"] for row in table("worries")} == {"none", "soon", "emergency"}
    assert {row["kind"] for row in table("programs")} == KINDS >= {row["kind"] for row in table("city_programs")}
    assert {row["kind"] for row in table("hotlines")} == {"emergency", "consult"}
    assert {row["confidence"] for name in ("programs", "desks", "hotlines") for row in table(name)} <= {"high", "medium", "low"}
    assert {row["sensitive"] for name in ("worries", "programs") for row in table(name)} == {"", "1"}
    assert {part for row in table("worries") for part in split(row["audience"])} | {part for row in table("programs") for part in split(row["target_audience"])} == AUDIENCES


def test_each_worry_and_each_text_is_said_once():
    for name, column in (("worries", "text"), ("worries", "easy_ja"), ("worries", "text_en"), ("programs", "title"), ("programs", "title_en"), ("hotlines", "name")):
        assert [text for text, times in Counter(row[column] for row in table(name)).items() if times > 1] == [], column


def test_explanations_are_two_to_four_sentences():
    assert [row["key"] for row in table("programs") if not 2 <= row["description"].count("。") <= 4] == []


def test_ages_make_sense():
    for row in table("programs"):
        assert all(not row[column] or row[column].isdigit() for column in ("age_min", "age_max")), row["key"]
        assert not (row["age_min"] and row["age_max"]) or int(row["age_min"]) <= int(row["age_max"]), row["key"]


def test_what_to_say_is_plain_speech():
    for row in table("programs"):
        assert row["say"].endswith(("。", "か。")) and not re.search(r"[「」『』]", row["say"]), row["key"]


def test_sources_are_named_and_drafts_are_drafts():
    codes = {row["code"] for row in table("sources")}
    assert [row["key"] for row in table("programs") for part in row["checked_source"].split(" ; ") if part.split(":")[0] not in codes] == []
    assert {row["status"] for row in table("programs")} == {"draft"}
    assert [row["key"] for row in table("programs") if row["checked_source"] == "memory" and row["confidence"] == "high" and not row["url_status"]] == []


def test_numbers_are_dialable_and_the_city_is_fictional():
    national = [(row["key"], row["number"]) for name in ("desks", "hotlines") for row in table(name) if row["number"]]
    assert [found for found in national if not re.fullmatch(r"1\d\d|#\d{4}|0120-[\d-]{6,8}|0570-[\d-]{6,7}|0800-\d{3}-\d{4}", found[1])] == []
    invented = [row["number"] for row in table("city_desks")] + [row["phone"] for row in table("city_departments")]
    assert [number for number in invented if not number.startswith("000-000-00")] == [] and len(set(invented)) == len(invented)


def test_a_hotline_has_a_number_or_a_page():
    assert [row["key"] for row in table("hotlines") if not row["number"] and not row["url"].startswith("https://")] == []


def test_each_desk_of_a_hotline_gives_the_same_number():
    numbers = {row["key"]: row["number"] for row in table("desks")}
    assert [row["key"] for row in table("hotlines") if row["key"] in numbers and numbers[row["key"]] != row["number"]] == []


def test_one_row_per_worry_and_program():
    assert len(effects()) == len(table("matches"))


def test_weights_go_with_effects():
    allowed = {"match": {"1", "2", "3"}, "caution": {"0"}, "exclude": {"0"}}
    assert [row for row in table("matches") if row["weight"] not in allowed[row["effect"]]] == []


def test_every_worry_leads_somewhere_and_every_program_is_reached():
    thin = [key for key in sorted(keys("worries")) if len(matches_of(key)) < 2 or "3" not in {row["weight"] for row in matches_of(key)}]
    assert thin == []
    assert keys("programs") - {row["program_key"] for row in table("matches") if row["effect"] == "match"} == set()
    assert keys("categories") == {row["category"] for row in table("worries")} and len(keys("categories")) <= 19


def test_emergencies_have_one_to_three_hotlines_in_order():
    by_worry = defaultdict(list)
    for row in table("worry_hotlines"):
        by_worry[row["worry_key"]].append(int(row["order"]))
    assert [orders for orders in by_worry.values() if orders != list(range(1, len(orders) + 1)) or len(orders) > 3] == []
    close_to_danger = {row["key"] for row in table("worries") if row["urgency"] == "soon" and row["category"] in {"boryoku", "gakko", "kokoro", "hanzai"}}
    emergencies = {row["key"] for row in table("worries") if row["urgency"] == "emergency"}
    assert (emergencies | close_to_danger) - by_worry.keys() == set()


def test_help_of_every_city_addition_is_found():
    departments = [row for row in table("city_departments") if row["is_welfare"]]
    assert len(departments) == 1
    assert [row["key"] for row in table("city_programs") if not row["adapts"] and len(split(row["related_worries"])) < 3] == []
    adapted = [row["adapts"] for row in table("city_programs") if row["adapts"]]
    assert len(adapted) == len(set(adapted))


@pytest.mark.parametrize("worry", sorted(IN_DEBT_OR_DECEIVED))
def test_no_loan_for_people_in_debt_or_deceived(worry):
    assert {program for program in loans() if effects().get((worry, program)) != "exclude"} == set()


def test_a_loan_never_ranks_above_relief():
    for worry in sorted(keys("worries")):
        rows = matches_of(worry)
        lent = [row for row in rows if row["program_key"] in loans()]
        assert {row["weight"] for row in lent} <= {"1"}, worry
        if lent:
            assert [row for row in rows if row["weight"] in "23" and kind_of(row["program_key"]) not in {"貸付", "相談"}], f"{worry}: a loan would top the programs"


@pytest.mark.parametrize("worry", sorted(AFRAID))
def test_nothing_unnoticed_reaches_the_person_one_fears(worry):
    assert {program for program in REACHES_THE_OTHER if effects().get((worry, program)) not in {"exclude", "caution"}} == set()
    assert effects().get((worry, "seikatsuhogo")) == "caution"


@pytest.mark.parametrize("worry", sorted(FLEEING))
def test_those_who_flee_are_never_sent_to_court_with_the_other(worry):
    assert effects()[worry, "kaji-chotei"] == effects()[worry, "hotei-yoikuhi"] == effects()[worry, "yoikuhi-soudan"] == "exclude"


@pytest.mark.parametrize("worry", sorted(SUICIDAL))
def test_despair_is_met_with_talk_first(worry):
    assert {kind_of(row["program_key"]) for row in matches_of(worry) if row["weight"] == "3"} == {"相談"}

"""What was made short comes back whole."""

from search.spelt import after_the_same, chained, crossed, in_full, of_run, shortened, uncrossed, whole


def test_pairs_that_overlap_are_one_run():
    terms = ["rent", "аренда", "付金", "家", "家賃", "給付", "金の"]
    runs = chained(terms)
    assert "給付金の" in runs.split()
    assert sorted(term for run in runs.split() for term in of_run(run)) == terms


def test_pairs_in_a_circle_end():
    runs = chained(["たた", "たか", "かた"]).split()
    assert sorted(term for run in runs for term in of_run(run)) == ["かた", "たか", "たた"]


def test_words_after_the_same():
    words = ["あい", "あいて", "あいてが", "いち", "ながいながいながいことば", "ながいながいながいことばだ"]
    assert whole(after_the_same(words)) == words


def test_ends_that_are_those_of_the_reading():
    assert shortened("払える,たたかれ", "はらえる") == "払2,たたかれ"
    assert in_full(["はらえる"], ["払2,たたかれ"]) == {"はらえる": "払える,たたかれ"}


def test_stems_that_go_on_alike():
    stems = sorted(["父+殴", "父+蹴", "母+殴", "母+蹴", "父", "don+t+want", "dont+want", "殴られ"])
    assert "母|父+殴|蹴" in whole(crossed(stems), ord("A"))
    assert sorted(uncrossed(crossed(stems))) == stems
    assert uncrossed(crossed([])) == []

"""What was made short comes back whole."""

from search.spelt import after_the_same, chained, in_full, of_run, shortened, whole


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

"""What staff are told about a hit is what decided."""

import pytest

from search.find import find, opened
from search.why import danger, why
from tests.search import world


@pytest.fixture(scope="module")
def index():
    return opened(world.index())


@pytest.mark.parametrize(
    "query", ["家賃", "やちんがはらえない", "アパート", "母の世話", "rent", "介護の家賃と住まい", "xyzzy"]
)
def test_points_of_the_reasons_are_the_score(index, query):
    answer, reasons = find(index, query), why(index, query)
    for block in ("worries", "programs", "categories"):
        scores = {id: sum(reason.points for reason in of) for id, of in reasons[block].items()}
        assert all(scores[id] == score for id, score in answer[block])
        assert (not answer[block]) == (not any(scores.values()))


def test_names_what_was_said(index):
    reasons = why(index, "アパートを出たい")["worries"][11]
    assert [(reason.kind, reason.text) for reason in reasons] == [("everyday", "あぱと")]


def test_names_the_words_of_danger(index):
    assert danger(index, "もう死にたい") == ["死にた"]
    assert danger(index, "I will kill myself") == ["kill+myself"]
    assert danger(index, "家賃") == []

from hypothesis import given
from hypothesis import strategies as st

from search.packing import pack, pack_sorted, unpack, unpack_sorted

hits = st.dictionaries(st.integers(0, 5_000_000), st.integers(1, 4)).map(lambda found: tuple(sorted(found.items())))


@given(hits)
def test_round_trip(found):
    assert unpack(pack(found)) == found


@given(hits)
def test_needs_no_escape_in_json(found):
    assert all(" " < letter <= "~" and letter not in '"\\' for letter in pack(found))


@given(st.lists(hits.filter(bool), max_size=8))
def test_many_lists_come_back_as_they_were(lists):
    lists = sorted(lists, key=lambda found: [number for number, _ in found])
    assert list(unpack_sorted(*pack_sorted(lists))) == lists

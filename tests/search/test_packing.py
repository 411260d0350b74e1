from hypothesis import given
from hypothesis import strategies as st

from search.packing import pack, unpack

hits = st.dictionaries(st.integers(0, 5_000_000), st.integers(1, 4)).map(lambda found: tuple(sorted(found.items())))


@given(hits)
def test_round_trip(found):
    assert unpack(pack(found)) == found


@given(hits)
def test_needs_no_escape_in_json(found):
    assert all(" " < letter <= "~" and letter not in '"\\' for letter in pack(found))

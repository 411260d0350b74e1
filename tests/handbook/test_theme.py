"""Whatever colour a city chooses, the tones that the reader's stylesheet pairs stay readable."""

import re

from hypothesis import given
from hypothesis import strategies as some

from handbook import theme

TEXT = [("white", "key"), ("white", "key-dark"), ("white", "key-mid"), ("key-soft", "key"), ("key-soft", "key-dark")]
SIGNS = [("key-soft", "key-mid")]  # icons and borders, WCAG 1.4.11


@given(some.integers(0, 0xFFFFFF))
def test_every_pair_of_every_colour(value):
    tones = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", theme.stylesheet(f"#{value:06x}")))
    rgb = {name: theme._rgb(tone) for name, tone in tones.items()} | {"white": theme.WHITE}
    assert min(theme.contrast(rgb[one], rgb[other]) for one, other in TEXT) >= 4.5
    assert min(theme.contrast(rgb[one], rgb[other]) for one, other in SIGNS) >= 3

"""An address that is itself a key is never written down."""

import pytest

from handbook.logs import shown_path


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/shitami/abc:1x:sig/p/7/", "/shitami/…/p/7/"),
        ("/k/WzEsIjIwMjYi:1x:sig/", "/k/…/"),
        ("/k/WzEsIjIwMjYi:1x:sig", "/k/…/"),  # before the slash is added
        ("/k/", "/k/"),
        ("/kisaragi/k/7/", "/kisaragi/k/7/"),
    ],
)
def test_keys_are_masked(path, shown):
    assert shown_path(path) == shown

import pytest

from .world import Town


@pytest.fixture
def town(built) -> Town:
    """The town hall; see world.py."""
    return built("town")

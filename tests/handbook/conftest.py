import pytest
from django.template import engines


class _Undefined(str):
    """Django asks such a value for a `%s` and fills the name of the missing variable in."""

    def __contains__(self, part: str) -> bool:
        return part == "%s" or super().__contains__(part)

    def __mod__(self, name: object) -> str:
        pytest.fail(f"undefined template variable: {name}")


@pytest.fixture(autouse=True)
def _undefined_variable_fails(request, monkeypatch):
    """A reader's page with a hole in it is a fault. Wagtail's own screens are full of holes, so not there."""
    if request.path.parent.name != "admin":
        monkeypatch.setattr(engines["django"].engine, "string_if_invalid", _Undefined("%s"))

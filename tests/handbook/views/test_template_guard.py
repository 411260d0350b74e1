import pytest
from django.template import Context, engines


def test_undefined_variable_fails_a_test():
    template = engines["django"].engine.from_string("{{ nothing.of.the.kind }}")
    with pytest.raises(pytest.fail.Exception, match=r"nothing\.of"):
        template.render(Context({}))

import pytest
from django.template import engines


def test_hole_in_a_page_is_noticed():
    template = engines["django"].from_string("{{ program.titel }}")
    with pytest.raises(pytest.fail.Exception, match=r"undefined template variable: program\.titel"):
        template.render({"program": {"title": "手当"}})


def test_asking_whether_something_is_there_is_no_hole():
    template = engines["django"].from_string("{% if program.fax %}{{ program.fax }}{% endif %}")
    assert template.render({"program": {}}) == ""

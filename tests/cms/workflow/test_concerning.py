"""Which rows are suggested to which department."""

from cms.models import ProgramDesk
from cms.reading.pages import difference
from cms.workflow import concerning
from tests import factories as make

from .world import published


def test_entries_that_use_a_desk_are_asked_for_once_however_many_departments_are_asked(town, django_assert_num_queries):
    desk = make.make_desk(town.department, "こども窓口")
    using = published(town.posts["housing"].department, "家賃の助け")
    ProgramDesk.objects.create(page=using, desk=desk)
    found = difference(desk, None)
    with django_assert_num_queries(1):
        paths = concerning.places([desk, town.program])
        asked = {name: concerning.suggested(town.posts[name], [found], paths) for name in ("housing", "disability")}
    assert asked["housing"]
    assert not asked["disability"]

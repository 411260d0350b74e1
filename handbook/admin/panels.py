from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from . import overview


class RefusalPanel(Component):
    """On the home page of those who publish, for as long as a Release of theirs is refused."""

    name = "refused_releases"
    template_name = "handbook/admin/refused.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        return {"editions": [line for line in overview.editions(user) if line.problems and line.may_publish]}

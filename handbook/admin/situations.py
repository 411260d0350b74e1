"""「場面の点検」 on what is published now, or as it would be with every draft."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from handbook.release import compose
from handbook.release.candidate import Candidate
from handbook.release.situations import Outcome, play_all

from .views import Screen, demand_publisher


class Situations(Screen):
    template_name = "handbook/admin/situations.html"
    page_title = _("Situation test")
    header_icon = "tasks"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.with_drafts = request.GET.get("with") == "drafts"

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        demand_publisher(request, kwargs["edition"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return compose.edition_titles().get(self.kwargs["edition"], self.kwargs["edition"])

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, edition: str, **kwargs) -> dict:
        revisions = [change.revision for change in compose.pending(edition)] if self.with_drafts else []
        draft = Candidate(edition, compose.SOURCE_LANGUAGE, revisions).assembled()
        outcomes = play_all(draft.release, draft.situations)
        return super().get_context_data(
            edition=edition,
            with_drafts=self.with_drafts,
            failed=[self._line(draft, outcome) for outcome in outcomes if outcome.failures],
            passed=[self._line(draft, outcome) for outcome in outcomes if not outcome.failures],
            **kwargs,
        )

    def _line(self, draft, outcome: Outcome) -> dict:
        situation, release = outcome.situation, draft.release
        return {
            "situation": situation,
            "worries": [
                ("◎" if id in situation.weighing else "") + draft.names.get(("worry", id), _text(release, id))
                for id in situation.worries
            ],
            "failures": [failure.text(situation.name) for failure in outcome.failures],
            "shown": [release.program_by_id[id].title for id in outcome.shown[:12]],
        }


def _text(release, id: int) -> str:
    """Of what the edition inherits; a worry that it does not show is left with its number."""
    found = release.worries.get(id)
    return found.text if found else str(id)

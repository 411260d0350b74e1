"""“Try words”: what a resident would be answered, why, and adding what was missing on the spot."""

import json
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from handbook import findable, missed
from handbook.release import compose, store
from handbook.release.schema import EverydayWord, Release
from search.find import Index, find, opened
from search.why import Reason, danger, why

from .menu_screen import MenuScreen

SHOWN = 8


class TryWords(MenuScreen):
    """By POST, so that what is tried stands in no address and no log either."""

    page_title = _("Try words")
    header_icon = "search"
    template_name = "handbook/admin/words.html"

    def get_context_data(self, **kwargs) -> dict:
        titles = compose.edition_titles()
        offered = {found.key: titles.get(found.key, found.key) for found in store.editions()}
        chosen = self.request.POST.get("edition", next(iter(offered), ""))
        query = self.request.POST.get("q", "").strip()
        release = store.current(chosen, compose.SOURCE_LANGUAGE) if chosen in offered else None
        own = compose.editions_with_words(self.request.user)
        may_add = bool(release) and chosen in own
        context = super().get_context_data(editions=offered, chosen=chosen, query=query, may_add=may_add, **kwargs)
        context["often"] = missed.often([key for key in offered if key in own])
        if release and may_add and "add" in self.request.POST:
            release = self._add(release, context)
        if release and query:
            context["answer"] = _answer(release, query)
        return context

    def _add(self, release: Release, context: dict) -> Release:
        says, means = (self.request.POST.get(name, "") for name in ("says", "means"))
        problems = compose.add_word(self.request.user, release.edition.key, says, means)
        if problems:
            context |= {"says": says, "means": means, "problems": problems}
            return release
        context["added"] = says
        new = EverydayWord(tuple(says.split()), tuple(means.split()))
        return replace(release, everyday_words=(*release.everyday_words, new))


def _answer(release: Release, query: str) -> dict:
    index = opened(json.loads(findable.data(release)))
    found, reasons = find(index, query), why(index, query)
    return {
        "weak": found["weak"],
        "danger": danger(index, query),
        "hotlines": [release.hotlines[int(place)] for place in found["crisis"]],
        "blocks": [
            {"title": title, "hits": list(_hits(release, index, found[name], reasons[name], name))}
            for name, title in _titles().items()
        ],
    }


def _titles() -> dict[str, str]:
    return {
        "worries": gettext("Worries"),
        "programs": gettext("Programs"),
        "desks": gettext("Desks"),
        "categories": gettext("Categories"),
    }


def _hits(release: Release, index: Index, hits: list, reasons: dict, kind: str) -> Iterator[dict]:
    names = {
        "worries": lambda id: release.worries[id].text,
        "programs": lambda id: release.program_by_id[id].title,
        "desks": lambda place: release.desks[place].name,
        "categories": lambda id: next(one.title for one in release.categories if one.id == id),
    }[kind]
    for id, score in hits[:SHOWN]:
        strongest = sorted(reasons[id], key=lambda reason: -reason.points)
        yield {
            "name": names(id),
            "score": score,
            "reasons": [{"text": _said(release, reason), "points": reason.points} for reason in strongest],
        }


def _said(release: Release, reason: Reason) -> str:
    match reason.kind:
        case "worry":
            return gettext("through the worry “%(worry)s”") % {"worry": release.worries[int(reason.text)].text}
        case "everyday":
            return gettext("everyday word “%(stem)s”") % {"stem": reason.text}
        case "reading":
            return gettext("reading “%(sound)s”") % {"sound": reason.text}
    return gettext("word “%(word)s”") % {"word": reason.text}

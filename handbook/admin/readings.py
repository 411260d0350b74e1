"""“Check readings”: the words of the published handbook that have no furigana, with a draft to accept or to correct."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from handbook.release import compose, readings, store
from search import furigana
from search.readings import sudachi

from .menu_screen import MenuScreen

SHOWN = 100  # a whole city's own words in a few rounds, and a page that opens at once
AROUND = 12  # characters of the sentence on either side


class CheckReadingsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(compose.editions_with_words(request.user))


class CheckReadings(MenuScreen):
    page_title = _("Check readings")
    header_icon = "pilcrow"
    template_name = "handbook/admin/readings.html"

    def get_context_data(self, **kwargs) -> dict:
        offered = _editions(self.request.user)
        if not offered:
            raise PermissionDenied
        chosen = self.request.POST.get("edition", next(iter(offered)))
        if chosen not in offered:
            raise PermissionDenied
        added, refused = self._save(chosen) if "save" in self.request.POST else ({}, {})
        rows = [row for row in _rows(chosen, added) if row["word"] not in added]
        return super().get_context_data(
            editions=offered,
            chosen=chosen,
            rows=[row | refused.get(row["word"], {}) for row in rows[:SHOWN]],
            number=len(rows),
            added=len(added),
            refused=len(refused),
            has_drafts=sudachi() is not None,
            **kwargs,
        )

    def _save(self, edition: str) -> tuple[dict[str, str], dict[str, dict]]:
        """What is ticked, and what was typed over a draft."""
        sent, added, refused = self.request.POST, {}, {}
        ticked = set(sent.getlist("right"))
        rows = zip(sent.getlist("word"), sent.getlist("draft"), sent.getlist("reading"), strict=False)
        for word, draft, reading in rows:
            said = reading.strip()
            if not said or (said == draft and word not in ticked):
                continue
            if problems := compose.add_reading(self.request.user, edition, word, said):
                refused[word] = {"reading": said, "problems": problems}
            else:
                added[word] = said
        return added, refused


def _editions(user) -> dict[str, str]:
    titles, own = compose.edition_titles(), compose.editions_with_words(user)
    return {found.key: titles.get(found.key, found.key) for found in store.editions() if found.key in own}


def _rows(edition: str, added: dict[str, str]) -> list[dict]:
    """Each word once, with the place where it stands first."""
    found: dict[str, dict] = {}
    for language in readings.WITH_FURIGANA:
        if release := store.current(edition, language):
            words = readings.known(release) | dict(furigana.aligned(added.items()))
            for row in _wanting(readings.texts(release), words):
                found.setdefault(row["word"], row)
    return list(found.values())


def _wanting(texts: list[str], words: furigana.Words) -> Iterator[dict]:
    longest = furigana.reach(words)
    for text in texts:
        for word, reading in furigana.wanting(text, words, longest):
            before, _word, after = text.partition(word)
            yield {
                "word": word,
                "reading": reading,
                "draft": reading,
                "before": before[-AROUND:],
                "after": after[:AROUND],
            }

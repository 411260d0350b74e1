import pytest

from handbook.api import operations
from handbook.release.disk import Pointer
from handbook.release.schema import Category, Contact, Edition, Program, Question, Release, Worry


def release_of(key: str, language: str, title: str) -> Release:
    edition = Edition(
        key=key,
        title=title,
        organisation="見本市",
        scope_label="見本市",
        municipality_code="131016",
        bases=("zenkoku",),
        contact=Contact("福祉課", "03-0000-0000", "平日 8時30分から17時"),
        notice="架空の市の見本です。",
        languages=("ja", "en"),
    )
    question = Question("お金", "", (Worry(1, "今日、食べるものがない"),))
    return Release(
        edition=edition,
        language=language,
        categories=(Category(1, "okane", "お金", "", "coin", (question,)),),
        programs=(Program(7, "k7", 1, "service", "フードバンク"),),
        desks=(),
        hotlines=(),
        matches=(),
    )


class Shelf:
    """The store's reading side, holding what a test puts there and counting how often a body is fetched."""

    def __init__(self, *releases: Release):
        self.releases = {(release.edition.key, release.language): release for release in releases}
        self.fetched = 0

    def current(self, edition: str, language: str) -> Release | None:
        return self.releases.get((edition, language))

    def pointer(self, edition: str, language: str) -> Pointer | None:
        release = self.current(edition, language)
        return Pointer(edition, language, release.hash, 1) if release else None

    def editions(self) -> list[tuple[str, list[str], bool]]:
        keys = dict.fromkeys(key for key, _ in self.releases)
        return [(key, [lang for name, lang in self.releases if name == key], key == "mihonshi") for key in keys]

    def languages_of(self, edition: str) -> list[str]:
        return [language for name, language in self.releases if name == edition]

    def by_hash(self, edition: str, language: str, hash: str) -> bytes | None:
        self.fetched += 1
        release = self.current(edition, language)
        return release.to_json() if release and release.hash == hash else None


@pytest.fixture
def shelf(monkeypatch):
    shelf = Shelf(release_of("mihonshi", "ja", "見本市のよりどころ"), release_of("mihonshi", "en", "Yoridokoro"))
    for name in ("current", "pointer", "editions", "languages_of", "by_hash"):
        monkeypatch.setattr(operations.store, name, getattr(shelf, name))
    return shelf

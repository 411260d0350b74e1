"""What a pack would change, by title, as people read it before they decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from handbook.release.differences import ADDED, CHANGED, REMOVED

from .importing import Look

KINDS = {
    "edition": _("Edition"),
    "program": _("Programs"),
    "worry": _("Worries"),
    "desk": _("Desks"),
    "hotline": _("Hotlines"),
}
CHANGES = {ADDED: _("added"), CHANGED: _("changed"), REMOVED: _("removed")}


@dataclass(frozen=True)
class Group:
    kind: str
    what: str
    titles: list[str]


def groups(look: Look) -> list[Group]:
    return [
        Group(gettext(kind_label), gettext(label), titles)
        for kind, kind_label in KINDS.items()
        for what, label in CHANGES.items()
        if (titles := [d.title for d in look.differences if (d.kind, d.what) == (kind, what)])
    ]


def languages(look: Look) -> str:
    numbers = {part.language: part.number for part in look.pack.manifest.parts}
    return "、".join(f"{release.language} 第{numbers[release.language]}号" for release in look.releases)


def lines(look: Look) -> Iterator[str]:
    yield f"{look.pack.manifest.edition}  {languages(look)}  {look.pack.manifest.made_at[:16]}"
    for group in groups(look):
        yield gettext("%(kind)s %(what)s: %(count)d") % {**vars(group), "count": len(group.titles)}
        yield from (f"  {title}" for title in group.titles)
    if look.is_known:
        yield gettext("Exactly this is here already.")

"""Where Wagtail's admin asks about translations; imported by cms.wagtail_hooks."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import path, reverse, reverse_lazy
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.models import TranslationState

from . import file_screens, listing, screens

MANY = 2  # languages that each have a row of their own


@hooks.register("register_admin_urls")
def translation_urls():
    of_entry = "translations/<int:key>/<slug:language>/"
    return [
        path("translations/", screens.translations, name="cms_translations"),
        path("translations/file/", file_screens.send_out, name="cms_translations_out"),
        path("translations/bring-in/", file_screens.bring_in, name="cms_translations_in"),
        path("translations/brought/", file_screens.look, name="cms_translations_brought"),
        path("translations/machine/", file_screens.by_machine, name="cms_translations_machine"),
        path(of_entry, screens.translate, name="cms_translate"),
        path(f"{of_entry}check/", screens.check, name="cms_check_translation"),
    ]


class TranslationsItem(MenuItem):
    def is_shown(self, request):
        return bool(listing.editions_of(request.user))


@hooks.register("register_admin_menu_item")
def translations_item():
    address = reverse_lazy("cms_translations")
    return TranslationsItem(
        gettext_lazy("Translations"), address, name="translations", icon_name="wagtail-localize-language", order=108
    )


@hooks.register("waits_for_me")
def translations_waiting(user) -> list[dict]:
    """A row for each language and state, for whoever may say that a translation is right. Of many languages one row."""
    groups: dict[tuple, list[listing.Waiting]] = {}
    for found in listing.to_do(user):
        group = found.edition.pk, found.state == TranslationState.OUTDATED, found.chosen.get("department")
        groups.setdefault(group, []).append(found)
    rows = ([_together(group)] if len(group) > MANY else map(_row, group) for group in groups.values())
    return [row for found in rows for row in found]


def _address(found: listing.Waiting, names: Iterable[str]) -> str:
    chosen = {name: value for name, value in found.chosen.items() if name in names}
    return f"{reverse('cms_translations')}?{urlencode(chosen)}"


def _together(group: list[listing.Waiting]) -> dict:
    """Counted by language, each with the way to its list."""
    several = len({found.language for found in group}) < len(group)
    links = []
    for found in group:
        state = f"（{found.state.label}）" if several else ""
        links.append((f"{found.language}{state}　{found.number}", _address(found, found.chosen)))
    row = _row(replace(group[0], number=sum(found.number for found in group)))
    address = _address(group[0], {"edition", "department"})
    return row | {"small": group[0].edition.title, "links": tuple(links), "url": address}


def _row(found: listing.Waiting) -> dict:
    if found.state == TranslationState.OUTDATED:
        title, tone = _("Translations whose Japanese has changed: %d"), "wait"
        todo = _("Have them translated anew. Until then residents read these lines in Japanese")
    else:
        title, tone = _("Translations that nobody has checked: %d"), "go"
        todo = _("Read them beside the Japanese. Residents see that they are not checked")
    return {
        "title": title % found.number,
        "small": f"{found.edition.title}　{found.language}　{found.state.label}",
        "tag": _("Translations"),
        "todo": todo,
        "button": _("See the list"),
        "url": _address(found, found.chosen),
        "tone": tone,
    }

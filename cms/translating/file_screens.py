"""Files out to translation offices and back: what comes back is shown first, and taken over whole or not at all."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.models import Locale

from cms import permissions
from cms.papers.printing import XLSX

from . import brought, listing, machine, po, sheets
from .screens import Chosen
from .writing import write

BIGGEST_FILE = 10 * 1024 * 1024
FORMATS = {"po": (po, "text/x-gettext-translation; charset=utf-8"), "xlsx": (sheets, XLSX)}
KEPT = "translations_brought"
SHOWN = 300


@require_GET
def send_out(request: HttpRequest) -> HttpResponse:
    """What the list shows, or the rows that are ticked in it."""
    chosen = Chosen(request)
    name = request.GET.get("format", "xlsx")
    writer, content_type = FORMATS.get(name, FORMATS["xlsx"])
    pages = chosen.pages()
    if keys := [int(key) for key in request.GET.getlist("entry") if key.isdecimal()]:
        pages = pages.filter(pk__in=keys)
    found = brought.entries(pages, _locale(chosen))
    lines = brought.open_lines(found, with_all="all" in request.GET)
    if not lines:
        messages.warning(request, _("Nothing here is left to translate."))
        return redirect(_list(chosen))
    answer = HttpResponse(writer.write(lines, chosen.language), content_type=content_type)
    file = f"{chosen.edition.slug}_{chosen.language}_{date.today():%Y%m%d}.{name}"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Reads the file and shows what it would change. Nothing is written."""
    chosen = Chosen(request)
    file = request.FILES.get("file")
    try:
        if file is None or file.size > BIGGEST_FILE:
            raise brought.Unreadable(_("Choose a PO or XLSX file of at most 10 MB."))
        reader = po if file.name.lower().endswith(".po") else sheets
        rows = reader.read(file, chosen.language)
    except brought.Unreadable as error:
        messages.error(request, str(error) + " " + _("Nothing was taken over."))
        return redirect(_list(chosen))
    request.session[KEPT] = {
        "edition": chosen.edition.slug,
        "language": chosen.language,
        "name": file.name[:100],
        "rows": [[row.key, row.japanese, row.said, row.where, row.is_fuzzy] for row in rows],
    }
    return redirect("cms_translations_brought")


class Brought:
    """The file that was read last, compared with what stands there at this moment."""

    def __init__(self, request: HttpRequest):
        kept = request.session.get(KEPT)
        editions = {edition.slug: edition for edition in listing.editions_of(request.user)}
        if kept is None or kept["edition"] not in editions:
            raise PermissionDenied
        self.edition, self.language, self.name = editions[kept["edition"]], kept["language"], kept["name"]
        self.language_name = listing.LANGUAGES[self.language]
        self.locale = Locale.objects.get(language_code=self.language)
        rows = [brought.Row(*row) for row in kept["rows"]]
        keys = {int(key) for row in rows if (key := row.key.partition(".")[0]).isdecimal() and len(key) < 10}
        pages = listing.originals(self.edition).filter(pk__in=keys)
        self.plan = brought.plan(rows, brought.entries(pages, self.locale), self.language, request.user)

    @property
    def shown(self) -> list:
        """What is wrong first."""
        return sorted(self.plan.changes, key=lambda change: not change[3])[:SHOWN]

    @transaction.atomic
    def take(self, user) -> int:
        said: dict[int, dict[str, str]] = {}
        fits: dict[int, set[str]] = {}
        originals = {}
        for entry, line, text, _wrong in self.plan.changes:
            originals[entry.original.pk] = entry.original
            said.setdefault(entry.original.pk, {})[line.place] = text
        for entry, line in self.plan.fits:
            originals[entry.original.pk] = entry.original
            fits.setdefault(entry.original.pk, set()).add(line.place)
        for pk, original in originals.items():
            write(original, self.locale, said.get(pk, {}), user, still_fits=fits.get(pk, ()))
        return len(originals)


def look(request: HttpRequest) -> HttpResponse:
    """GET shows, POST takes over or puts the file away; both look at it anew, for something may have changed."""
    if request.method == "POST" and "leave" in request.POST:
        kept = request.session.pop(KEPT, {})
        words = {name: kept.get(name, "") for name in ("edition", "language")}
        return redirect(f"{reverse('cms_translations')}?{urlencode(words)}")
    if KEPT not in request.session:  # the second of two clicks
        messages.info(request, _("No file is waiting to be taken over. What was taken over stands in the list."))
        return redirect("cms_translations")
    found = Brought(request)
    if request.method == "POST" and not found.plan.problems:
        number = found.take(request.user)
        del request.session[KEPT]
        messages.success(request, _("Translations of %d entries are kept. Somebody else checks them now.") % number)
        return redirect(f"{reverse('cms_translations')}?{urlencode(_words(found))}&state=draft")
    return render(request, "cms/translating/brought.html", {"found": found})


@require_POST
def by_machine(request: HttpRequest) -> HttpResponse:
    chosen = Chosen(request)
    locale = _locale(chosen)
    if machine.translator_for(locale) is None:
        raise PermissionDenied
    found = brought.entries(chosen.pages().filter(translation_state__in=["missing", "outdated"]), locale)
    own = [entry for entry in found if permissions.may_translate(request.user, entry.original)]
    written, refused = machine.fill(own[: machine.AT_ONCE], locale, request.user)
    messages.success(request, _("%d lines were drafted by the machine. Somebody has to check them.") % written)
    if refused:
        messages.warning(request, _("%d lines were left out: a number or a name had got lost.") % refused)
    return redirect(f"{_list(chosen)}&state=machine")


def _locale(chosen: Chosen) -> Locale:
    return Locale.objects.get(language_code=chosen.language)


def _words(of) -> dict[str, str]:
    return {"edition": of.edition.slug, "language": of.language}


def _list(chosen: Chosen) -> str:
    return f"{reverse('cms_translations')}?{urlencode(_words(chosen))}"

"""「訳」: how far every language is, one entry with its lines side by side, and saying that a translation is right."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Locale, Page

from cms import permissions
from cms.models import DepartmentPage, TranslationState
from cms.models.editions import edition_of
from cms.reading.texts import pieces

from . import checking, listing, machine
from .facts import lost
from .lines import Line, lines_of, needed
from .texts import TEXTS
from .writing import translation_of, version_of, write

A_PAGE = 50
STATES = [state for state in TranslationState if state != TranslationState.APPROVED] + [TranslationState.APPROVED]


@dataclass
class Chosen:
    """What the list is narrowed down to, as the address says."""

    request: HttpRequest

    def __post_init__(self):
        asked = self.request.GET if self.request.method == "GET" else self.request.POST
        self.editions = listing.editions_of(self.request.user)
        if not self.editions:
            raise PermissionDenied
        key = asked.get("edition", "")
        self.edition = next((edition for edition in self.editions if edition.slug == key), self.editions[0])
        self.languages = listing.languages_of(self.edition)
        self.language = asked.get("language") if asked.get("language") in self.languages else self.languages[0]
        self.state = asked.get("state") if asked.get("state") in TranslationState.values else ""
        self.department = asked.get("department", "")
        self.words = asked.get("q", "").strip()

    @cached_property
    def departments(self) -> list[DepartmentPage]:
        return list(DepartmentPage.objects.child_of(self.edition).order_by("path"))

    def pages(self):
        found = listing.originals(self.edition)
        folder = next((d for d in self.departments if str(d.pk) == self.department), None)
        if folder is not None:
            found = found.filter(path__startswith=folder.path)
        if self.words:
            found = found.filter(title__icontains=self.words)
        found = listing.with_state(found, self.language)
        return found.filter(translation_state=self.state) if self.state else found

    @property
    def fields(self) -> list[tuple[str, str]]:
        """For forms that go on with what is chosen."""
        values = (self.edition.slug, self.language, self.state, self.department, self.words)
        return list(zip(("edition", "language", "state", "department", "q"), values, strict=True))

    @property
    def query(self) -> str:
        query = self.request.GET.copy()
        query.pop("p", None)
        return query.urlencode()


@require_GET
def translations(request: HttpRequest) -> HttpResponse:
    chosen = Chosen(request)
    page = Paginator(chosen.pages().select_related("content_type"), A_PAGE).get_page(request.GET.get("p"))
    folders = {folder.path: folder.title for folder in chosen.departments}
    for row in page:
        row.department = folders.get(row.path[: chosen.edition.steplen * 3], "")
        row.kind = row.content_type.model_class()._meta.verbose_name
        row.state = TranslationState(row.translation_state)
        row.tone = listing.TONES.get(row.state, "")
    counts = listing.counts(chosen.edition)
    context = {
        "chosen": chosen,
        "rows": page,
        "states": STATES,
        "counts": [
            (code, listing.LANGUAGES[code], [(state, states[state]) for state in STATES])
            for code, states in counts.items()
        ],
        "language_name": listing.LANGUAGES[chosen.language],
        "has_machine": machine.translator_for(Locale.objects.get(language_code=chosen.language)) is not None,
        "languages": [(code, listing.LANGUAGES[code]) for code in chosen.languages],
    }
    return render(request, "cms/translating/translations.html", context)


class Work:
    """One entry in one language."""

    def __init__(self, request: HttpRequest, key: int, language: str):
        self.request = request
        original = get_object_or_404(Page, pk=key).specific
        if type(original) not in TEXTS or not original.locale.is_default or language not in listing.LANGUAGES:
            raise Http404
        if not permissions.may_read(request.user, original):
            raise PermissionDenied
        self.original, self.language, self.name = original, language, listing.LANGUAGES[language]
        self.locale = get_object_or_404(Locale, language_code=language)
        self.may_write = permissions.may_translate(request.user, original)
        self.load()

    def load(self) -> None:
        self.page = translation_of(self.original, self.locale)
        self.version = version_of(self.page)
        self.lines = lines_of(self.original, self.page, self.version)

    @property
    def state(self) -> TranslationState:
        return TranslationState(self.version.state) if self.version else TranslationState.MISSING

    @property
    def tone(self) -> str:
        return listing.TONES.get(self.state, "")

    @property
    def why_not(self) -> str:
        return checking.why_not(self.request.user, self.original, self.version)

    @cached_property
    def seen(self) -> str:
        return checking.seen(self.original, self.version)

    @cached_property
    def is_stale(self) -> bool:
        return self.request.method == "POST" and self.request.POST.get("seen") != self.seen

    @property
    def is_out(self) -> bool:
        return bool(self.page and self.page.live and self.page.live_revision_id == self.page.latest_revision_id)

    @property
    def others(self) -> list[tuple[str, str]]:
        edition = edition_of(self.original)
        return [(code, listing.LANGUAGES[code]) for code in listing.languages_of(edition)]

    @cached_property
    def shown(self) -> list[tuple[Line, str, list[str], list[str], tuple]]:
        """Each line with what stands in its field, what is wrong with it, what seems to have got lost or stands there
        by now, and how the Japanese has changed.
        """
        sent = self.request.POST
        rows = []
        for line in self.lines:
            text = sent.get(line.place, line.said)
            problems = line.problems(text, self.locale) if line.place in sent and text else []
            advice = [] if problems or not text else lost(line.japanese, text, self.language)
            if self.is_stale and line.said not in ("", text.strip()):
                advice.append(f"{_('Translation so far')}：{line.said}")
            rows.append((line, text, problems, advice, pieces(line.was, line.japanese) if line.is_changed else ()))
        return rows

    def missing(self) -> list[str]:
        never_empty = needed(self.original)
        return [line.label for line, text, *_rest in self.shown if line.place in never_empty and not text.strip()]

    @property
    def is_kept(self) -> bool:
        """Nothing was sent that does not stand there: the second of two clicks finds what the first has kept."""
        fits = {line.place for line in self.lines if line.is_changed} & {
            name.removeprefix("fits-") for name in self.request.POST if name.startswith("fits-")
        }
        return not fits and all(text.strip() == line.said for line, text, *_rest in self.shown)

    def save(self) -> int:
        """Only what is different; returns how many lines were written."""
        said = {line.place: text.strip() for line, text, *_rest in self.shown if text.strip() != line.said}
        fits = {line.place for line in self.lines if f"fits-{line.place}" in self.request.POST} - said.keys()
        if said or fits:
            write(self.original, self.locale, said, self.request.user, still_fits=fits)
        return len(said) + len(fits)


@require_http_methods(["GET", "POST"])
@transaction.atomic  # of two clicks the second waits, and finds what the first has kept
def translate(request: HttpRequest, key: int, language: str) -> HttpResponse:
    if request.method == "POST":
        Page.objects.select_for_update().filter(pk=key).first()
    work = Work(request, key, language)
    refused = ""
    if request.method == "POST":
        if not work.may_write:
            raise PermissionDenied
        if work.is_kept and work.page is not None:
            messages.success(request, _("It stands as you sent it. Residents do not read it before the next Release."))
            return redirect(request.path)
        if work.is_stale:
            refused = _("Somebody has changed the translation in the meantime. Read it again.")
        elif missing := work.missing():
            refused = _("Write these lines too, a translation needs them: %s") % "、".join(missing)
        elif any(wrong for _line, _text, wrong, *_rest in work.shown):
            refused = _("Nothing is kept yet. Put right what is marked below.")
        else:
            number = work.save()
            messages.success(request, _("%d lines are kept. Residents do not read them yet.") % number)
            return redirect(request.path)
    context = {"work": work, "refused": refused}
    return render(request, "cms/translating/translate.html", context, status=409 if refused else 200)


@require_POST
def check(request: HttpRequest, key: int, language: str) -> HttpResponse:
    work = Work(request, key, language)
    try:
        if work.page is None:
            raise checking.Refused(work.why_not)
        if not checking.is_checked_by(request.user, work.version):  # the second of two clicks
            checking.check(request.user, work.original, work.page, request.POST.get("seen", ""))
    except checking.Refused as error:
        messages.error(request, str(error))
    else:
        said = _("Recorded: %s") % _("Checked a translation")
        messages.success(request, said if work.is_out else said + " " + _("It goes out with the next Release."))
    return redirect("cms_translate", key, language)

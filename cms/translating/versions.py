"""Which wording of the Japanese each version of a translation answers to, kept up with whatever is saved or published.

A line answers to the Japanese that stood there when the line was written. When that changes, residents read the line in
Japanese until somebody has translated it again or said that it still fits.
"""

import re
import unicodedata

from django.db.models import F, Q
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import StringTranslation

from cms.models import TranslationVersion

from .texts import TEXTS, texts

Texts = dict[str, str]  # place → text


def original_of(model: type[Page], translation_key: str) -> Page | None:
    return model.objects.filter(translation_key=translation_key, locale=Locale.get_default()).first()


def changed(answers_to: Texts, now: Texts) -> list[str]:
    """Places where the Japanese is new, gone or another than the one that was translated."""
    return sorted(place for place in answers_to.keys() | now.keys() if answers_to.get(place) != now.get(place))


def note_revision(revision: Revision) -> TranslationVersion | None:
    """Whoever saves a translation vouches for the lines they changed; the others answer to what they did before."""
    model, content = revision.content_type.model_class(), revision.content
    is_text = model in TEXTS and not content.get("alias_of")
    original = original_of(model, content["translation_key"]) if is_text else None
    if original is None:
        return None
    versions = TranslationVersion.objects.filter(page_id=content["pk"]).select_related("revision")
    before, now = versions.order_by("-pk").first(), texts(original)
    answers_to = _answering(texts(revision.as_object()), now, before) if before else now
    return TranslationVersion.objects.create(
        page_id=content["pk"],
        revision=revision,
        answers_to=answers_to,
        changed=changed(answers_to, now),
        is_machine=before.is_machine and not before.checked_at if before else _is_machine(content),
        written_by_id=revision.user_id,
    )


def _answering(said: Texts, now: Texts, before: TranslationVersion) -> Texts:
    said_before = texts(before.revision.as_object())
    anew = {place for place in said.keys() | said_before.keys() if said.get(place) != said_before.get(place)}
    kept = {p: text for p, text in before.answers_to.items() if p not in anew and (p in now or p in said)}
    return kept | {place: now[place] for place in anew if place in now}


def _is_machine(content: dict) -> bool:
    """Written by the machine translator of wagtail-localize's own editor."""
    written = StringTranslation.objects.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    return written.filter(context__object_id=content["translation_key"], locale=content["locale"]).exists()


def original_published(page: Page, keeps: bool = False) -> None:
    """Look at its translations again. `keeps`: somebody has decided that what they say is still right."""
    versions = TranslationVersion.objects.filter(page__translation_key=page.translation_key).exclude(page=page.pk)
    read = Q(revision=F("page__live_revision")) | Q(revision=F("page__latest_revision"))
    versions = list(versions.filter(read))
    now = texts(page) if versions else {}
    for version in versions:
        if keeps:
            version.answers_to |= {place: now[place] for place in _still_right(version, now)}
        found = changed(version.answers_to, now)
        if keeps or found != version.changed:
            version.changed = found
            version.save()


def _still_right(version: TranslationVersion, now: Texts) -> list[str]:
    """A line with another number in it has to be translated again, whatever anybody says."""
    fit = (place for place in version.answers_to if place not in version.changed and place in now)
    return [place for place in fit if numbers(version.answers_to[place]) == numbers(now[place])]


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+|[一二三四五六七八九十百千万]+", unicodedata.normalize("NFKC", text))


def is_translation(revision: Revision) -> bool:
    return revision.content.get("locale") not in (None, Locale.get_default().pk)


def as_far_as_right(pages: list[Page], rows: list) -> list:
    """Live translations as residents may read them: a line whose Japanese has changed since keeps silent, and the
    Japanese takes its place. Each page says in `translated` whether somebody has checked it.
    """
    live = TranslationVersion.objects.filter(page__in=[page.pk for page in pages], revision=F("page__live_revision"))
    of_page = {pk: (at, places) for pk, at, places in live.values_list("page_id", "checked_at", "changed")}
    silent: dict[tuple[int, str], set[str]] = {}
    for page in pages:
        checked_at, places = of_page.get(page.pk, (None, []))
        page.translated = "approved" if checked_at else "draft"
        for place in places:
            owner, _dot, name = place.rpartition(".")
            whose = owner.partition(".")[2] if owner else str(page.translation_key)
            silent.setdefault((page.locale_id, whose), set()).add(name)
    return [one for one in (*pages, *rows) if _quieten(one, silent.get((one.locale_id, str(one.translation_key)), ()))]


def _quieten(item, names) -> bool:
    """Whether anything is left that is worth showing. What has no more than a name falls back as a whole."""
    for name in names:
        setattr(item, name, "")
    return not (set(names) & NAMES.get(type(item).__name__, set()))


NAMES = {
    "CategoryPage": {"title"},
    "QuestionPage": {"title"},
    "DeskPage": {"title"},
    "HotlinePage": {"title"},
    "Worry": {"text"},
    "ProgramMatch": {"reason"},
    "ProgramLink": {"label"},
}

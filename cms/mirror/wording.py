"""Everyday and crisis words of a mirrored edition: few, so they are written anew where anything differs."""

from uuid import UUID

from wagtail.models import Page

from cms.models import CrisisHotline, CrisisWord, EditionPage, EverydayWord

from .reading import Texts


def write(edition: EditionPage, texts: Texts, pages: dict[UUID, Page]) -> None:
    everyday = [(" ".join(word["stems"]), " ".join(word["means"])) for word in texts.data["everyday_words"]]
    if everyday != list(EverydayWord.objects.filter(edition=edition).order_by("pk").values_list("stems", "means")):
        EverydayWord.objects.filter(edition=edition).delete()
        EverydayWord.objects.bulk_create(
            EverydayWord(edition=edition, stems=stems, means=means) for stems, means in everyday
        )
    lines = [pages[UUID(line["key"])].pk for line in texts.data["hotlines"]]
    crisis = [(" ".join(w["stems"]), [lines[place] for place in w["hotlines"]]) for w in texts.data["crisis_words"]]
    stored = CrisisWord.objects.filter(edition=edition).order_by("pk").prefetch_related("hotlines")
    if crisis != [(word.stems, [line.hotline_id for line in word.hotlines.all()]) for word in stored]:
        for word in stored:
            word.delete()
        for stems, hotlines in crisis:
            word = CrisisWord(edition=edition, stems=stems)
            word.hotlines = [CrisisHotline(hotline_id=pk, sort_order=place) for place, pk in enumerate(hotlines)]
            word.save()

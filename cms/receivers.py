"""What the editorial room does when Wagtail reports a change."""

from django.conf import settings
from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale, Page, Revision
from wagtail.signals import page_published, page_unpublished

from . import permissions, seating
from .models import DepartmentPage, EditionPage, Holding, Post, ProgramPage, ProposalItem, QuestionPage, User, Worry
from .models.numbers import Number
from .models.proposals import State
from .overlay import bases, telling
from .translating import versions
from .translating.texts import TEXTS

GOES_OUT = (State.DECIDED, State.SCHEDULED, State.EMERGENCY)


@receiver(post_save, sender=DepartmentPage)
def give_department_its_group(instance: DepartmentPage, **kwargs) -> None:
    if not instance.locale.is_default:  # the folder of its translations
        return
    group = permissions.group_of(instance)
    if instance.group_id != group.pk:
        instance.group = group
        DepartmentPage.objects.filter(pk=instance.pk).update(group=group)


@receiver(post_delete, sender=DepartmentPage)
def take_group_of_deleted_department(instance: DepartmentPage, **kwargs) -> None:
    if instance.group_id:
        instance.group.delete()


@receiver([post_save, post_delete], sender=Holding)
def seat_who_comes_or_goes(instance: Holding, **kwargs) -> None:
    person = User.objects.filter(pk=instance.person_id).first()
    if person is not None:
        seating.seat(person)


@receiver(post_save, sender=Post)
def seat_holders_of_changed_post(instance: Post, **kwargs) -> None:
    for person in User.objects.filter(holdings__post=instance).distinct():
        seating.seat(person)


@receiver(page_published, sender=QuestionPage)
def keep_worry_numbers(instance: QuestionPage, **kwargs) -> None:
    for worry in Worry.objects.filter(page_id=instance.pk).select_related("number"):
        _keep(worry.number, worry.text, instance.locale)


@receiver(page_published, sender=ProgramPage)
def keep_program_number(instance: ProgramPage, **kwargs) -> None:
    """An adaptation uses its base entry's number, which keeps the base entry's title."""
    if instance.base_id is None:
        _keep(instance.number, instance.title, instance.locale)


@receiver(page_published, sender=ProgramPage)
def remember_base_of_adaptation(instance: ProgramPage, **kwargs) -> None:
    bases.begin(instance)


@receiver([page_published, page_unpublished, post_delete], sender=ProgramPage)
def look_at_adaptations_again(instance: ProgramPage, **kwargs) -> None:
    if instance.number_id:
        telling.tell_later(bases.base_changed(instance.number_id))


@receiver(post_delete, sender=Worry)
def retire_worry_number(instance: Worry, **kwargs) -> None:
    if instance.number and not Worry.objects.filter(number=instance.number).exists():
        page = QuestionPage.objects.filter(pk=instance.page_id).first()  # gone where the whole page was deleted
        instance.number.retire(edition=_edition_of(page) if page else "")


@receiver(post_delete, sender=ProgramPage)
def retire_program_number(instance: ProgramPage, **kwargs) -> None:
    if instance.number and not ProgramPage.objects.filter(number=instance.number).exists():
        instance.number.retire(edition=_edition_of(instance))


def _edition_of(page: Page) -> str:
    """The address of its edition in Japanese, also while the whole edition is being deleted."""
    above = Page.objects.filter(path=page.path[: 2 * page.steplen])
    originals = EditionPage.objects.filter(
        translation_key__in=above.values("translation_key"), locale__language_code=settings.LANGUAGE_CODE
    )
    found = originals.values_list("slug", flat=True).first() or above.values_list("slug", flat=True).first()
    return found or ""


@receiver(post_save, sender=Revision)
def note_what_a_translation_answers_to(instance: Revision, created: bool, **kwargs) -> None:
    if created and versions.is_translation(instance):
        versions.note_revision(instance)


@receiver(page_published)
def look_at_translations_again(instance: Page, revision: Revision | None = None, **kwargs) -> None:
    """The newest decision on this very revision says whether its translations stay valid; without one, whoever released
    it (`keeps_translations`, set on the revision).
    """
    if type(instance) not in TEXTS or not instance.locale.is_default:
        return
    items = ProposalItem.objects.filter(page=instance.pk, proposal__state__in=GOES_OUT, revision=revision)
    newest = items.order_by(F("proposal__decided_at").desc(nulls_last=True), "-pk") if revision else items.none()
    keeps = newest.values_list("proposal__keeps_translations", flat=True).first()
    if keeps is None:
        keeps = getattr(revision, "keeps_translations", False)
    versions.original_published(instance, keeps=keeps)


@receiver(post_delete)
def delete_translations_with_their_original(sender, instance, **kwargs) -> None:
    """Unpublished, an entry leaves the Releases of all languages by itself, and comes back with its translations."""
    if sender in TEXTS and instance.locale.is_default:
        others = sender.objects.filter(translation_key=instance.translation_key).exclude(locale=instance.locale)
        for translation in others.order_by("-path"):
            translation.delete()


def _keep(number: Number, text: str, locale: Locale) -> None:
    """A number in use is not retired, and its label says what the original says now."""
    label = text if locale.is_default else number.label
    if number.label != label or number.retired_at or number.replaced_by_id:
        number.label, number.retired_at, number.replaced_by = label, None, None
        number.save(update_fields=["label", "retired_at", "replaced_by"])

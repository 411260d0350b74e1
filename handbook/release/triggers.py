"""What makes an edition compose: every change that residents would see."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from handbook.models import CurrentRelease

from . import compose, publish, switch


@receiver(page_published)
def page_changed(instance: Page, **kwargs) -> None:
    publish.request(compose.editions_with_path(instance.path))


@receiver(page_slug_changed)
def edition_renamed(instance: Page, instance_before: Page, **kwargs) -> None:
    if instance.depth == 2 and instance.locale.is_default:
        switch.rename(instance_before.slug, instance.slug)


@receiver(page_unpublished)
def page_taken_away(instance: Page, **kwargs) -> None:
    publish.request(compose.editions_affected_by(instance))


@receiver(post_page_move)
def page_moved(url_path_before: str, url_path_after: str, parent_page_before: Page, instance: Page, **kwargs) -> None:
    """Both places: an entry moved to another edition leaves one and joins the other."""
    before = compose.editions_with_path(parent_page_before.path)
    publish.request([*before, *compose.editions_affected_by(instance)])


@receiver(post_delete, sender=Page)
def page_deleted(instance: Page, **kwargs) -> None:
    publish.request(compose.editions_affected_by(instance))


@receiver(post_save, sender="handbook.Switch")
def base_changed(instance, **kwargs) -> None:
    """Readers of a base read something else now, and so shall those of the editions that are built on it."""
    publish.request(compose.dependants(instance.edition))


@receiver([post_save, post_delete], sender=Site)
def host_changed(instance: Site, **kwargs) -> None:
    """The edition it leads to and those that it led to."""
    there_are = {name.lower() for name in Site.objects.values_list("hostname", flat=True)} - {instance.hostname.lower()}
    before = CurrentRelease.objects.values_list("edition", "hosts", "is_default")
    left = {key for key, hosts, is_default in before if is_default or not there_are.issuperset(hosts)}
    publish.request([*compose.editions_with_path(instance.root_page.path), *left])


@receiver(post_save, sender="cms.Confirmation")
def entry_confirmed(instance, **kwargs) -> None:
    """The name of the department and the day stand on the card."""
    publish.request(compose.editions_affected_by(instance.page))


@receiver(post_save, sender="cms.TranslationVersion")
def translation_checked(instance, **kwargs) -> None:
    """The label that nobody has checked it leaves the card."""
    if instance.checked_at and instance.revision_id == instance.page.live_revision_id:
        publish.request(compose.editions_affected_by(instance.page))


@receiver(post_save, sender="cms.WorryNumber")
@receiver(post_save, sender="cms.ProgramNumber")
def number_retired(instance, **kwargs) -> None:
    """Its page is gone. Where nobody knows whose it was, any edition may have carried it."""
    if instance.retired_at:
        publish.request([instance.retired_in] if instance.retired_in else compose.edition_keys())


@receiver([post_save, post_delete], sender="cms.EverydayWord")
@receiver([post_save, post_delete], sender="cms.CrisisWord")
@receiver([post_save, post_delete], sender="cms.WordReading")
def word_changed(instance, **kwargs) -> None:
    publish.request(compose.editions_affected_by(instance.edition))


@receiver([post_save, post_delete], sender="cms.CrisisHotline")
def hotline_of_words_changed(instance, **kwargs) -> None:
    publish.request(compose.editions_affected_by(instance.word.edition))

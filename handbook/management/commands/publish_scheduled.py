from wagtail.management.commands import publish_scheduled

from handbook.release.publish import one_batch


class Command(publish_scheduled.Command):
    """Wagtail's own; what falls due together composes once."""

    def handle(self, *args, **options):
        with one_batch():
            return super().handle(*args, **options)

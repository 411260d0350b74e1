from django.core.management.base import BaseCommand

from cms import seating
from cms.inquiry import reminding
from cms.workflow import mails, releasing


class Command(BaseCommand):
    help = (
        "Send digests and reminders of inquiries and emergencies, and let rights follow the posts. Run every morning."
    )

    def handle(self, *args, **options):
        seating.seat_everybody()
        releasing.remind_of_emergencies()
        self.stdout.write(f"{mails.send_digests()} digests, {reminding.send_reminders()} reminders")

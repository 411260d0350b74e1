from django.core.management.base import BaseCommand

from cms import seating
from cms.inquiry import reminding
from cms.overlay import telling
from cms.workflow import mails, releasing


class Command(BaseCommand):
    help = (
        "Send digests and reminders of inquiries and emergencies, and let rights follow the posts. Run every morning."
    )

    def handle(self, *args, **options):
        seating.seat_everybody()
        releasing.remind_of_emergencies()
        ignored = telling.tell_ignored()
        sent = f"{mails.send_digests()} digests, {reminding.send_reminders()} reminders"
        self.stdout.write(f"{sent}, {ignored} lists of unanswered changes of the base")

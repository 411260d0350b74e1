from django.core.management.base import BaseCommand

from cms import seating
from cms.workflow import mails


class Command(BaseCommand):
    help = "Send the mails that wait for the digest of the day, and let rights follow the posts. Run every morning."

    def handle(self, *args, **options):
        seating.seat_everybody()
        self.stdout.write(str(mails.send_digests()))

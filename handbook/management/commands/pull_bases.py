from django.core.management.base import BaseCommand

from handbook.models import Subscription
from handbook.packs import pulling


class Command(BaseCommand):
    help = "Asks other installations for the editions subscribed to. What is away or unsound changes nothing."

    def handle(self, **options):
        for subscription in Subscription.objects.exclude(url=""):
            self.stdout.write(f"{subscription.edition}: {pulling.pull(subscription)}")

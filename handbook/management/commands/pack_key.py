from django.core.management.base import BaseCommand

from handbook.packs import keys


class Command(BaseCommand):
    help = "Prints the public key with which this installation's packs are verified. Give it to whoever subscribes."

    def handle(self, **options):
        self.stdout.write(keys.public_text(keys.own()))

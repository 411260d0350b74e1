from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from handbook.models import Subscription


class Command(BaseCommand):
    help = "Subscribes to an edition that another installation makes: trusts its key, and pulls from its address."

    def add_arguments(self, parser):
        parser.add_argument("edition", help="its address over there, for example zenkoku")
        parser.add_argument(
            "--key", action="append", required=True, help="public key (pack_key over there); again and again"
        )
        parser.add_argument("--url", default="", help="address of the other installation; default: files only")

    def handle(self, edition: str, key: list[str], url: str, **options):
        found = Subscription.objects.filter(edition=edition).first() or Subscription(edition=edition)
        found.public_keys, found.url = "\n".join(key), url
        try:
            found.full_clean()
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from None
        found.save()
        self.stdout.write(_("Subscribed to “%s”.") % edition)

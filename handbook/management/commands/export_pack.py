from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from handbook.packs import exporting


class Command(BaseCommand):
    help = "Writes what residents read now in an edition, in all its languages, into one signed file."

    def add_arguments(self, parser):
        parser.add_argument("edition", help="address of the edition, for example zenkoku")
        parser.add_argument("file", type=Path)

    def handle(self, edition: str, file: Path, **options):
        try:
            content = exporting.make(edition)
            file.write_bytes(content)
        except exporting.NothingToExport:
            raise CommandError(_("No edition “%s” is published here.") % edition) from None
        except OSError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("%(file)s: %(size)d KB") % {"file": file, "size": len(content) // 1024 + 1})

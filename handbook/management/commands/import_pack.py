from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from handbook.packs import importing, summary
from handbook.packs.pack import MOST_PACKED, PackRefused


class Command(BaseCommand):
    help = "Takes over an edition from a pack of another installation, whole or not at all."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", default="", help="refuse every other edition")
        parser.add_argument("--dry-run", action="store_true", help="only list what would change")
        parser.add_argument("--older", action="store_true", help="take it although what is here is newer")

    def handle(self, file: Path, edition: str, dry_run: bool, older: bool, **options):
        act = importing.look if dry_run else importing.take
        try:
            with file.open("rb") as opened:
                looked = act(opened.read(MOST_PACKED + 1), edition, older)
        except OSError as error:
            raise CommandError(str(error)) from None
        except PackRefused as refused:
            raise CommandError(_("Nothing was changed.") + f" {refused}") from None
        for line in summary.lines(looked):
            self.stdout.write(line)
        self.stdout.write(_("Nothing was changed: this was a dry run.") if dry_run else _("Taken over."))

import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.starter.loading import DATA, load
from cms.starter.tables import BrokenData


class Command(BaseCommand):
    help = (
        "Load the starter handbook and the fictional city. Running it again changes only what the data files changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="folder", type=Path, default=DATA, help="folder with the data files")

    def handle(self, *args, folder: Path, **options):
        logging.disable(logging.INFO)  # Wagtail reports every page
        try:
            report = load(folder)
        except BrokenData as error:
            problems = "\n".join(map(str, error.problems))
            raise CommandError(
                _("Nothing was loaded. Correct these cells and run it again:") + "\n" + problems
            ) from error
        finally:
            logging.disable(logging.NOTSET)
        if report.created:
            self.stdout.write(_("%d pages created.") % report.created)
        for title in report.updated:
            self.stdout.write(_("Updated: %s") % title)
        for title in report.kept:
            self.stdout.write(_("Left as staff made it: %s") % title)

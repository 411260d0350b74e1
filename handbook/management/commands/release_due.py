import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from handbook.release import schedule


class Command(BaseCommand):
    help = "Releases the batches whose hour has come. What cannot go out is named on the Release desk and by mail."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, and look again after so many seconds")

    def handle(self, every: int | None, **options):
        self.look()
        while every:
            time.sleep(every)
            close_old_connections()
            self.look()

    def look(self) -> None:
        for batch, problems in schedule.release_due():
            outcome = f"refused, {len(problems)} problems" if problems else "released"
            self.stdout.write(f"{batch.edition}: batch {batch.pk} {outcome}")
            for problem in problems:
                self.stdout.write(f"  {schedule.text(problem)}")

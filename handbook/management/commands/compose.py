from django.core.management.base import BaseCommand, CommandError

from handbook.release import compose, publish
from handbook.release.checks import Problem, Refused


class Command(BaseCommand):
    help = "Composes the Releases of all editions, or of those named. With --check nothing is switched."

    def add_arguments(self, parser):
        parser.add_argument("editions", nargs="*", metavar="EDITION", help="address (slug) of an edition")
        parser.add_argument("--check", action="store_true", help="only say what would keep it from being released")

    def handle(self, editions: list[str], check: bool, **options):
        published = compose.edition_keys()
        unknown = sorted(set(editions) - set(published))
        if unknown:
            raise CommandError(f"No published edition has the address {', '.join(unknown)}. There are: {published}")
        found = checked(editions or published) if check else publish.compose_now(editions or None)
        for edition, problems in found.items():
            self.stdout.write(f"{edition}: {len(problems)} problems" if problems else f"{edition}: composed")
            for problem in problems:
                self.stdout.write(f"  {problem.text} (page {problem.page})")
        if any(found.values()):
            raise CommandError("The Releases before stay. Put the pages above right and compose again.")


def checked(editions: list[str]) -> dict[str, list[Problem]]:
    return {
        edition: [p for language in compose.edition_languages(edition) for p in _problems(edition, language)]
        for edition in editions
    }


def _problems(edition: str, language: str) -> list[Problem]:
    try:
        compose.compose(edition, language)
    except Refused as refused:
        return refused.problems
    return []

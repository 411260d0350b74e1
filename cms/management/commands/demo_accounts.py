import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cms.models import DepartmentPage

# user name → who it is, and the department whose group it belongs to, as edition and folder
PEOPLE = {
    "admin": (gettext_noop("Administrator of the system"), None),
    "fukushi": (gettext_noop("Welfare division: publishes the city's edition"), ("mihonshi", "fukushi")),
    "kodomo": (gettext_noop("Department: drafts, publishes nothing"), ("mihonshi", "kodomo")),
    "zenkoku": (gettext_noop("National editor: publishes the national edition"), ("zenkoku", "henshubu")),
}


class Command(BaseCommand):
    help = "Create the people of the demonstration once and print how they sign in. Only on one's own computer."

    def handle(self, *args, **options):
        if not settings.HANDBOOK_DEMO:
            raise CommandError(_("Demonstration accounts are for local settings only. Use createsuperuser instead."))
        logins = Path(settings.VAR_DIR) / "demo_logins.txt"
        with transaction.atomic():
            lines = [line for name in PEOPLE if (line := self._create(name))]
        if lines:
            _keep(logins, lines)
        if logins.exists():
            self.stdout.write(logins.read_text().rstrip())
        else:
            self.stdout.write(_("Users: %s") % ", ".join(PEOPLE))
        self.stdout.write(_("A new password: %s") % "python manage.py changepassword <user>")

    def _create(self, name: str) -> str | None:
        users = get_user_model().objects
        if users.filter(username=name).exists():
            return None
        description, place = PEOPLE[name]
        password = secrets.token_urlsafe(9)
        if place is None:
            users.create_superuser(name, password=password)
        else:
            user = users.create_user(name, password=password)
            user.groups.add(self._department(*place).group)
        return f"  {name:<10}{password:<16}{_(description)}"

    @staticmethod
    def _department(edition: str, folder: str) -> DepartmentPage:
        department = DepartmentPage.objects.filter(url_path=f"/{edition}/{folder}/").first()
        if department is None:
            raise CommandError(_("The demonstration's departments are missing. Run load_starter first."))
        return department


def _keep(file: Path, lines: list[str]) -> None:
    """Readable for the person who runs the demonstration alone."""
    known = file.read_text().splitlines() if file.exists() else []
    names = {line.split()[0] for line in lines}
    kept = [line for line in known if line.split() and line.split()[0] not in names]
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write("\n".join([*kept, *lines]) + "\n")

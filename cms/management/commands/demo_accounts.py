import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cms.models import DepartmentPage, Holding, Substitute
from cms.starter.people import SEATS, STAND_INS, Seat, post_of

ADMIN = ("admin", gettext_noop("Administrator of the system"))


class Command(BaseCommand):
    help = "Create the people of the demonstration once and print how they sign in. Only on one's own computer."

    def handle(self, *args, **options):
        if not settings.HANDBOOK_DEMO:
            raise CommandError(_("Demonstration accounts are for local settings only. Use createsuperuser instead."))
        logins = Path(settings.VAR_DIR) / "demo_logins.txt"
        with transaction.atomic():
            departments = _departments()
            lines = [line for seat in SEATS if (line := self._sit(seat, departments))]
            lines = [*self._administrator(), *lines]
            _register_substitutes(departments)
        if lines:
            _keep(logins, lines)
        if logins.exists():
            self.stdout.write(logins.read_text().rstrip())
        else:
            self.stdout.write(_("Users: %s") % ", ".join([ADMIN[0], *(seat.username for seat in SEATS)]))
        self.stdout.write(_("A new password: %s") % "python manage.py changepassword <user>")

    def _administrator(self) -> list[str]:
        name, description = ADMIN
        users = get_user_model().objects
        if users.filter(username=name).exists():
            return []
        password = secrets.token_urlsafe(9)
        users.create_superuser(name, password=password)
        return [_line(name, password, _(description))]

    def _sit(self, seat: Seat, departments: dict[str, DepartmentPage]) -> str | None:
        """A person who was there before the posts were keeps the password and takes the seat."""
        users = get_user_model().objects
        user = users.filter(username=seat.username).first()
        password = None
        if user is None:
            password = secrets.token_urlsafe(9)
            user = users.create_user(
                seat.username, f"{seat.username}@shi.example", password, last_name=seat.family, first_name=seat.given
            )
        post = post_of(seat, departments)
        if not user.holdings.filter(post=post).exists():
            Holding.objects.create(post=post, person=user)
        if password is None:
            return None
        what = f"{post} {user.full_name} – {_(seat.says)}"
        return _line(seat.username, password, what)


def _line(name: str, password: str, what: str) -> str:
    return f"  {name:<18}{password:<16}{what}"


def _departments() -> dict[str, DepartmentPage]:
    wanted = {seat.place for seat in SEATS}
    found = DepartmentPage.objects.filter(url_path__in=[f"/{place}/" for place in wanted])
    departments = {department.url_path.strip("/"): department for department in found}
    if wanted - departments.keys():
        raise CommandError(_("The demonstration's departments are missing. Run load_starter first."))
    return departments


def _register_substitutes(departments: dict[str, DepartmentPage]) -> None:
    for (place, title), others in STAND_INS.items():
        post = departments[place].posts.get(title=title)
        for order, (other, stand_in) in enumerate(others):
            Substitute.objects.get_or_create(
                post=post, stand_in=departments[other].posts.get(title=stand_in), defaults={"sort_order": order}
            )


def _keep(file: Path, lines: list[str]) -> None:
    """Readable for the person who runs the demonstration alone."""
    known = file.read_text().splitlines() if file.exists() else []
    names = {line.split()[0] for line in lines}
    kept = [line for line in known if line.split() and line.split()[0] not in names]
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write("\n".join([*kept, *lines]) + "\n")

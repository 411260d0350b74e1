from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms import permissions


class Command(BaseCommand):
    help = "Let a person publish past the workflow, or take that right back with --take."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--take", action="store_true", help="take the right back")

    def handle(self, *args, username: str, take: bool, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("“%s” is no user. Look at the list of people.") % username)
        group = permissions.break_glass()
        (group.user_set.remove if take else group.user_set.add)(user)

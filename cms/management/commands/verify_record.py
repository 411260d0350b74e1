from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.workflow import evidence, record


class Command(BaseCommand):
    help = "Prove that no row of the record was changed, removed or put in between."

    def handle(self, *args, **options):
        verdict = record.verify()
        if verdict.broken_at is not None:
            raise CommandError(
                _("The chain of the record does not fit at no. %d. Tell those who look after the system.")
                % verdict.broken_at
            )
        if verdict.unguarded:
            raise CommandError(_("The database does not guard the record. Run migrate again and look at its triggers."))
        if files := evidence.altered():
            names = "、".join(f"{file.proposal.number} {file.name}" for file in files)
            raise CommandError(_("Attached files are gone or changed: %s. Bring them back from the backup.") % names)
        self.stdout.write(_("%d events, all of them as they were written.") % verdict.length)

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.founding.form import FoundingForm
from cms.founding.found import Founded, found
from cms.models import EditionPage


class Command(BaseCommand):
    help = (
        "Found an edition on another: published at once, with its welfare division and a way in for its first person."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug", help="its address, for example kisaragi")
        parser.add_argument("--organisation", required=True, help="who runs it, for example きさらぎ市")
        parser.add_argument("--code", required=True, help="全国地方公共団体コード with its check digit")
        parser.add_argument(
            "--title", default="", help="name of the handbook; default: organisation and お悩みハンドブック"
        )
        parser.add_argument("--label", default="", help="label on its cards; default: organisation")
        parser.add_argument(
            "--base", default="zenkoku", help="address of the edition it is built on (default: zenkoku)"
        )
        parser.add_argument("--host", default="", help="host name of its own; default: read under /slug/")
        parser.add_argument(
            "--ward", action="append", default=[], help="東区, or with its code '東区 401013'; again and again"
        )
        parser.add_argument(
            "--language", action="append", default=[], help="beside Japanese, for example en; again and again"
        )
        parser.add_argument("--colour", default="", help="theme colour such as #115a36")
        parser.add_argument("--exit-url", default="", help="where 「すぐ閉じる」 leads")
        parser.add_argument("--contact", default="", help="name of the contact")
        parser.add_argument("--contact-phone", default="")
        parser.add_argument("--contact-hours", default="")
        parser.add_argument("--department", default="福祉課", help="its welfare division")
        parser.add_argument("--department-phone", default="")
        parser.add_argument("--login", default="", help="user name of its first person")
        parser.add_argument("--mail", default="", help="mail address of that person")

    def handle(self, *args, **options):
        form = FoundingForm(self._answers(options))
        if not form.is_valid():
            problems = [
                f"{form[name].label if name in form.fields else ''}: {message}"
                for name, messages in form.errors.items()
                for message in messages
            ]
            raise CommandError(_("Nothing was made. Put right and run again:") + "\n" + "\n".join(problems))
        for line in self._report(found(form)):
            self.stdout.write(line)

    def _answers(self, options: dict) -> dict:
        base = EditionPage.objects.filter(slug=options["base"], depth=2).first()
        if base is None:
            raise CommandError(_("No edition has the address “%s”.") % options["base"])
        name = options["organisation"]
        return {
            "title": options["title"] or f"{name} お悩みハンドブック",
            "slug": options["slug"],
            "organisation": name,
            "scope_label": options["label"] or name,
            "municipality_code": options["code"],
            "base": base.pk,
            "theme_colour": options["colour"] or EditionPage._meta.get_field("theme_colour").default,
            "exit_url": options["exit_url"] or EditionPage._meta.get_field("exit_url").default,
            "contact_name": options["contact"],
            "host": options["host"],
            "ward_lines": "\n".join(options["ward"]),
            "offered": options["language"],
            **{key: options[key] for key in ("contact_phone", "contact_hours", "department", "department_phone")},
            **{key: options[key] for key in ("login", "mail")},
        }

    def _report(self, founded: Founded) -> list[str]:
        lines = [
            _("“%s” is published.") % founded.edition.title,
            _("Residents: %s") % founded.address,
        ]
        if founded.host_to_allow:
            lines.append(
                _("Add %s to HANDBOOK_ALLOWED_HOSTS, let the name point to this server, and restart.")
                % founded.host_to_allow
            )
        if founded.person:
            lines.append(_("First login of %s; the link works once, for three days:") % founded.person.username)
            lines.append(f"  {founded.invitation}")
        else:
            lines.append(_("Next: add a person to the group “%s” in the admin.") % founded.department.group.name)
        return lines

"""What waits on the first screen of whoever releases: a Release that was refused, an hour that passed without one."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbook.models import Batch, Refusal
from handbook.release import compose


def rows(user) -> Iterator[dict]:
    refusals, missed = list(Refusal.objects.all()), list(_missed())
    titles = compose.edition_titles() if refusals or missed else {}
    own = {key for key in {row.edition for row in (*refusals, *missed)} if compose.may_publish(user, key)}
    for refusal in refusals:
        if refusal.edition in own:
            number = len(refusal.problems)
            yield {
                "title": titles.get(refusal.edition, refusal.edition),
                "tag": _("Release refused"),
                "todo": ngettext("%d thing to put right", "%d things to put right", number) % number,
                "button": _("Look"),
                "url": reverse("handbook_releases"),
                "due": timezone.localtime(refusal.refused_at).date(),
                "tone": "wait",
            }
    for batch in missed:
        if batch.edition in own:
            moment = timezone.localtime(batch.release_at)
            yield {
                "title": batch.remark or titles.get(batch.edition, batch.edition),
                "small": _("planned for %s") % date_format(moment, "n/j G:i"),
                "tag": _("Planned Release did not go out"),
                "todo": _("Leave out what is named, or put it right, and release again"),
                "button": _("Release again"),
                "url": reverse("handbook_desk", args=[batch.edition]),
                "due": moment.date(),
                "tone": "wait",
            }


def _missed():
    """Until something of the edition has gone out since, or has been planned again."""
    later = Batch.objects.filter(edition=OuterRef("edition"), pk__gt=OuterRef("pk"))
    again = later.filter(state__in=[Batch.State.RELEASED, Batch.State.SCHEDULED])
    refused = Batch.objects.filter(state=Batch.State.REFUSED, release_at__isnull=False)
    return refused.filter(~Exists(again)).order_by("release_at")

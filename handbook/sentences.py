"""Sentences around cards and hits, for the browser as for the server; # stands for a number."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bands() -> dict[int, tuple[str, str]]:
    """Place of the band → its name and what is said of it."""
    return {
        0: (_("When it is hard right now"), _("First of all, here. Just talking is fine.")),
        1: (_("Talk to someone"), _("They think it through with you, even when it is hard to put into words.")),
        2: (
            _("Programs you may be able to use"),
            _("Most of them need an application. It is fine just to ask whether you qualify."),
        ),
    }


def around_cards() -> dict[str, str]:
    return {
        "why": _("You chose"),
        "caution": _("Please note"),
        "rest": _("Show # more"),
        "rest_lead": _("These may help as well. You do not have to read all of them."),
        "unknown": _("# entries are no longer in this handbook."),
    }


def around_hits() -> dict[str, str]:
    return {
        "number": _("# found"),
        "worries": _("Does one of these fit?"),
        "tick": _("Tick all that fit, then see the result."),
        "see": _("See the result"),
        "programs": _("Programs and desks"),
        "categories": _("Look under a theme"),
        "general": _("If you are not sure where to ask, ask here"),
        "weak": _("We could not find it well. You can simply ask here"),
        "missed": render_to_string("handbook/missed.html").strip(),
        "thanks": _("Thank you. We will add words so that it is found."),
        "next": _("Nobody reads who typed them. You can go on searching, or ask a desk."),
    }

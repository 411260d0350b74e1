"""How days and steps are said on the staff's screens."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.templatetags import wagtailadmin_tags

from cms import permissions
from cms.models.proposals import MOVING, Answer, State, StepState
from cms.models.routes import StepAct
from cms.workflow import record
from cms.workflow.flow import CLOSING

register = template.Library()
TONES = {
    State.CIRCULATION: "go",
    State.CONCURRENCE: "go",
    State.AWAITING: "go",
    State.SENT_BACK: "wait",
    State.EMERGENCY: "wait",
    State.DECIDED: "ok",
    State.SCHEDULED: "ok",
    State.RELEASED: "ok",
}


@register.simple_tag
def due(day: date | None) -> SafeString:
    """The day with its weekday, and how far it is: days, never blame."""
    if day is None:
        return format_html('<span class="m nowrap">{}</span>', _("no date"))
    left = (day - timezone.localdate()).days
    if left < 0:
        words = ngettext("%d day over", "%d days over", -left) % -left
    elif left == 0:
        words = _("today")
    else:
        words = ngettext("%d day left", "%d days left", left) % left
    late = " late" if left < 0 else ""
    text = f"{date_format(day, 'n/j（D）')} {CLOSING}"
    return format_html('<span class="due{}"><b>{}</b> <span class="left">{}</span></span>', late, text, words)


@register.simple_tag
def state_tag(proposal) -> SafeString:
    tone, words = TONES.get(proposal.state, ""), proposal.get_state_display()
    if proposal.state == State.CONCURRENCE and any(s.answer == Answer.DISAGREE for s in proposal.steps.all()):
        tone, words = "wait", _("Disagreement open")
    return format_html('<span class="st {}">{}</span>', tone, words)


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def own_bulk_action_choices(context, app_label: str, model_name: str) -> dict:
    """Wagtail's own offers 公開 and 掲載をやめる to people to whom it then refuses them."""
    found = wagtailadmin_tags.bulk_action_choices(context, app_label, model_name)
    if not permissions.may_break_glass(context["request"].user):
        found["buttons"] = [b for b in found["buttons"] if not str(b.url).endswith(("/publish/", "/unpublish/"))]
    return found


@register.filter
def act_name(event) -> str:
    return _(record.ACTS.get(event.act, event.act))


@register.filter
def mini(proposal) -> list[tuple[str, str]]:
    """Where it stands, as one line: a class and a word for each stage."""
    steps = list(proposal.steps.all())
    stages = [("d", f"{_('Proposed')} ✓")]
    for step in steps:
        if step.act != StepAct.CHECK:
            continue
        name = step.label.rpartition(" ")[2]
        look = {StepState.DONE: ("d", f"{name} ✓"), StepState.SKIPPED: ("k", f"{name}（{_('Read later')}）")}
        stages.append(look.get(step.state, ("c" if step.state == StepState.OPEN else "", name)))
    asked = [step for step in steps if step.act == StepAct.CONCUR]
    if asked:
        answered = sum(bool(step.answer) for step in asked)
        is_now = proposal.state == State.CONCURRENCE
        done = answered == len(asked) and not is_now
        mark = "d" if done else "c" if is_now else ""
        stages.append((mark, f"{_('Concurrence')} {answered}／{len(asked)}"))
    for step in steps:
        if step.act == StepAct.DECIDE:
            done = step.state == StepState.DONE
            stages.append(_stage(_("Decision"), done, step.state == StepState.OPEN))
    is_next = proposal.state in {State.DECIDED, State.SCHEDULED}
    return [*stages, _stage(_("Release"), proposal.released_at is not None, is_next)]


def _stage(name: str, is_done: bool, is_now: bool) -> tuple[str, str]:
    return ("d", f"{name} ✓") if is_done else ("c" if is_now else "", name)


@register.filter
def where(proposal) -> str:
    """Whose answers are missing, in a few words."""
    if proposal.state not in MOVING:
        return ""
    open_steps = [step.label for step in proposal.steps.all() if step.state == StepState.OPEN]
    return "、".join(open_steps)

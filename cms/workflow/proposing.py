"""The screen 「起案する」: which changes, why, and through whose hands."""

from functools import cached_property

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from cms import preflight
from cms.models import Post, Proposal, ProposalItem
from cms.models.editions import edition_of
from cms.models.posts import ANSWERS, PROPOSES
from cms.models.routes import ChangeKind, StepAct
from cms.reading import pages

from . import concerning, effects, evidence, kinds, mails, raising, route
from .acts import Refused
from .turns import Office

OFFERED = 30
KIND_LINES = {
    ChangeKind.MINOR: gettext_lazy("A slip of the pen, a phone number, an address."),
    ChangeKind.AMEND: gettext_lazy("The content changes. Departments it concerns are asked."),
    ChangeKind.NEW: gettext_lazy("Something new is shown. The welfare division is always asked."),
    ChangeKind.ABOLISH: gettext_lazy("Something is no longer shown. The welfare division is always asked."),
}


SUBJECTS = {
    ChangeKind.AMEND: gettext_lazy("Changing “%(title)s”%(more)s"),
    ChangeKind.NEW: gettext_lazy("Showing “%(title)s”%(more)s"),
    ChangeKind.ABOLISH: gettext_lazy("No longer showing “%(title)s”%(more)s"),
}


class ProposalForm(forms.Form):
    subject = forms.CharField(label=gettext_lazy("subject"), max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("kind of change"), choices=ChangeKind.choices)
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What changes for residents, in two or three sentences. The decider reads it first."),
    )
    evidence = forms.CharField(
        label=gettext_lazy("evidence"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Address, ordinance or number of a document, one a line."),
    )
    document_number = forms.CharField(
        label=gettext_lazy("document number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("The number in the document system. It can be added later."),
    )
    wished_for = forms.DateField(
        label=gettext_lazy("wished date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    keeps_translations = forms.BooleanField(
        label=gettext_lazy("Minor edit: the translations stay valid"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "cb"}),
        help_text=gettext_lazy(
            "Only where the meaning is the same. A line with another number in it is translated again in any case."
        ),
    )
    question = forms.CharField(
        label=gettext_lazy("what is asked of the concurring departments"), required=False, max_length=120
    )


class Screen:
    """What the drafter sees: recomputed at every showing, so that the route is today's."""

    def __init__(self, request: HttpRequest, draft: Proposal | None = None):
        self.request, self.draft, self.office = request, draft, Office()
        self.seats = [post for post in self.office.posts_of(request.user) if post.role in PROPOSES]
        if not self.seats:
            raise PermissionDenied
        self.chosen = self._chosen()
        self.ends = self._ends()
        self.department = self._department()
        self.candidates = self._candidates()
        self.rows = [self._row(page) for page in self.candidates]
        taken = [row["difference"] for row in self.rows if row["is_chosen"]]
        self.lowest, self.why = kinds.demanded(taken)
        self.form = self._form()
        self.files, self.unfit = self._files()
        self.kind = self._kind()
        self.asked = self._added("ask", StepAct.CONCUR, self.askable)
        self.told = self._added("tell", StepAct.INFORM, self.tellable)
        question = self.form["question"].value() or ""
        self.route = route.plan(self.department, self.kind, request.user, self.office, self.asked, question, self.told)
        self.concerns = [self._concerning(step.post) for step in self.route.steps if step.act == StepAct.CONCUR]

    def _form(self) -> ProposalForm:
        """Only what is handed in is held against its rules; a look at the route blames nobody for empty fields, and
        what was emptied or unticked stays so. A subject alone is suggested again: none goes without.
        """
        said = self.request.POST
        if said and "look" not in said:
            return ProposalForm(said)
        written = {name: said.get(name, "") for name in ProposalForm.base_fields} if said else {}
        if not written.get("subject"):
            written.pop("subject", None)
        return ProposalForm(initial=self._initial() | written)

    def _files(self) -> tuple[list[evidence.Kept], str]:
        """What is attached so far, and the sentence about a file that cannot be."""
        if self.draft and self.request.method == "GET":
            return evidence.attached(self.draft), ""
        return evidence.handed_in(self.request)

    def _concerning(self, post: Post) -> dict:
        """The rows that a department will see first: as marked here, else as its name, folder and desks suggest."""
        taken = [row for row in self.rows if row["is_chosen"]]
        differences = [row["difference"] for row in taken]
        name, said = f"concern-{post.pk}", self.request.POST
        if f"{name}-asked" in said:
            marked = said.getlist(name)
        else:
            marked = concerning.suggested(post, differences, self._places)
        lines = [(concerning.key(d, change), d.title, change.label) for d in differences for change in d.for_others]
        return {"post": post, "name": name, "marked": marked, "lines": list(dict.fromkeys(lines))}

    @cached_property
    def _places(self) -> dict[int, list[str]]:
        return concerning.places(row["page"] for row in self.rows if row["is_chosen"])

    @property
    def busy(self) -> list[ProposalItem]:
        """Chosen, but on its way in another proposal already."""
        items = ProposalItem.objects.filter(page__in=self.chosen, is_open=True).select_related("proposal")
        return list(items.exclude(proposal=self.draft))

    def _many(self, name: str) -> list[str]:
        return (self.request.POST if self.request.method == "POST" else self.request.GET).getlist(name)

    def _ends(self) -> set[int]:
        """Entries that are to be shown no longer."""
        if self.draft and self.request.method == "GET":
            return set(self.draft.items.filter(ends=True).values_list("page_id", flat=True))
        return {int(key) for key in self._many("end") if key.isdecimal()}

    def _chosen(self) -> set[int]:
        keys = {int(key) for key in self._many("page") if key.isdecimal()}
        if not keys and self.draft and self.request.method == "GET":
            keys = set(self.draft.items.values_list("page_id", flat=True)) - {None}
        return keys

    def _department(self):
        """The department of the chosen changes, else one's own first."""
        first = Page.objects.filter(pk__in=self.chosen).first()
        own = {post.department_id: post.department for post in self.seats}
        found = raising.department_of(first) if first else None
        if found is not None and found.pk in own:
            return own[found.pk]
        return self.seats[0].department

    def _candidates(self) -> list[Page]:
        changed = raising.waiting_changes(self.request.user, self.department)
        ending = Page.objects.descendant_of(self.department).filter(pk__in=self.chosen, live=True, locked=False)
        keys = list(changed.values_list("pk", flat=True)[:OFFERED])
        keys += [key for key in ending.values_list("pk", flat=True) if key not in keys]
        found = Page.objects.filter(pk__in=keys).specific()
        return sorted(found, key=lambda page: (page.pk not in self.chosen, keys.index(page.pk)))

    def _row(self, page: Page) -> dict:
        ends = page.pk in self.ends
        live = page.specific_class.objects.get(pk=page.pk) if page.live else None
        draft = page.get_latest_revision_as_object()
        return {
            "page": page,
            "difference": pages.difference(live, None if ends else draft),
            "findings": [] if ends else preflight.inspect(draft),
            "is_chosen": page.pk in self.chosen,
            "ends": ends,
        }

    def _initial(self) -> dict:
        if self.draft:
            names = ("subject", "kind", "reason", "evidence", "document_number", "wished_for", "keeps_translations")
            asked = self.draft.steps.filter(act=StepAct.CONCUR).exclude(question="").first()
            said = {name: getattr(self.draft, name) for name in names}
            return said | {"question": asked.question if asked else ""}
        titles = [row["page"].draft_title or row["page"].title for row in self.rows if row["is_chosen"]]
        more = _(" and %d more") % (len(titles) - 1) if len(titles) > 1 else ""
        about = SUBJECTS.get(self.lowest, SUBJECTS[ChangeKind.AMEND])
        return {"subject": about % {"title": titles[0], "more": more} if titles else ""}

    def _kind(self) -> ChangeKind:
        """As the texts demand, or higher where the drafter has said so."""
        wished = self.request.POST.get("kind") or (self.draft.kind if self.draft else "")
        may = kinds.allowed(self.lowest)
        return ChangeKind(wished) if wished in may else self.lowest

    def _added(self, name: str, act: StepAct, may: list[Post]) -> list[Post]:
        """Posts that the drafter adds to the route."""
        keys = {int(key) for key in self._many(name) if key.isdecimal()}
        if self.draft and self.request.method == "GET":
            keys = set(self.draft.steps.filter(act=act).values_list("post_id", flat=True))
        return [post for post in may if post.pk in keys]

    @property
    def askable(self) -> list[Post]:
        return [p for p in self.tellable if p.role in ANSWERS and p.department_id != self.department.pk]

    @cached_property
    def tellable(self) -> list[Post]:
        """Every other post of the edition may be told."""
        edition = edition_of(self.department)
        inside = [p for p in self.office.posts.values() if p.department.path.startswith(edition.path)]
        inside = [p for p in inside if p not in self.seats]
        return sorted(inside, key=lambda post: (post.department.path, -post.rank, post.pk))

    @property
    def blockers(self) -> list[tuple[Page, preflight.Finding]]:
        taken = [row for row in self.rows if row["is_chosen"]]
        return [(row["page"], found) for row in taken for found in preflight.blockers(row["findings"])]

    @property
    def effects(self) -> effects.Effects | None:
        taken = [row["page"] for row in self.rows if row["is_chosen"]]
        return effects.of_pages(edition_of(self.department), taken, self.ends) if taken else None

    @property
    def kinds(self) -> list[tuple[str, str, str, bool]]:
        may = kinds.allowed(self.lowest)
        return [(kind.value, kind.label, KIND_LINES[kind], kind in may) for kind in ChangeKind]

    def wish(self) -> raising.Wish:
        said = {name: value for name, value in self.form.cleaned_data.items() if name != "kind"}
        concerns = {row["post"].pk: row["marked"] for row in self.concerns}
        return raising.Wish(
            kind=self.kind, asked=self.asked, told=self.told, concerns=concerns, files=self.files, **said
        )

    def show(self, refused: str = "") -> HttpResponse:
        context = {"screen": self, "form": self.form, "refused": refused}
        return render(self.request, "cms/workflow/propose.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, key: int | None = None) -> HttpResponse:
    draft = get_object_or_404(Proposal, pk=key, author=request.user, state="draft") if key else None
    screen = Screen(request, draft)
    if request.method == "GET" or "look" in request.POST:
        return screen.show(screen.unfit)
    if screen.unfit:
        return screen.show(screen.unfit)
    if not screen.form.is_valid():
        return screen.show(_("Write what is missing. What you wrote is kept."))
    if screen.blockers:
        number = len(screen.blockers)
        return screen.show(_("There are things to put right: %d. Put right, they can be proposed.") % number)
    taken = [row["page"] for row in screen.rows if row["is_chosen"]]
    try:
        found = raising.raise_proposal(request.user, taken, screen.ends, screen.wish(), draft)
    except Refused as error:
        return screen.show(str(error))
    messages.success(request, _next(found))
    return redirect("wagtailadmin_home")


def _next(found: Proposal) -> str:
    """Who has it now, and until when."""
    office = Office()
    step = found.steps.filter(state="open").select_related("post__department", "proposal").first()
    whose = "、".join(map(str, office.whose(step))) if step else ""
    words = {
        "number": found.number,
        "who": whose or (step.label if step else ""),
        "due": mails.day(step.due) if step else "",
    }
    return _("Proposal %(number)s is on its way. Next: %(who)s, until %(due)s.") % words

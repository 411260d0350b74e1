"""Lists of all entries of one type, across the departments one may see."""

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import ParentPageColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.views.generic import IndexView as ModelIndexView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Locale

from . import panels, permissions
from .models import Confirmation, DeskKind, DeskPage, EasierWord, HotlinePage, ProgramPage, QuestionPage, Situation
from .models.editions import edition_of
from .workflow import record

STOCK = {column.name: column for column in IndexView.base_columns}
TITLE_AND_STATUS = [STOCK["bulk_actions"], STOCK["title"], STOCK["status"]]
OWNER = ParentPageColumn("parent", label=_("Department"), classname="cms-wide")
FRESHNESS = [
    Column(
        "confidence",
        label=_("Confidence"),
        accessor=lambda page: page.get_confidence_display(),
        sort_key="confidence",
        classname="cms-wide",
    ),
    DateColumn("last_checked", label=_("Last checked"), sort_key="last_checked", classname="cms-wide"),
    DateColumn("confirmed_at", label=_("Confirmed")),
]
IS_ACTIVE = Column("is_active", label=_("in force"), accessor=lambda item: _("Yes") if item.is_active else _("No"))
KIND = Column("kind", label=_("Kind"), accessor=lambda page: page.get_kind_display(), sort_key="kind")


class EntryFilterSet(WagtailFilterSet):
    """Wagtail's own filters for pages (site, owner, child pages) say nothing about entries."""

    confirmed = ChoiceFilter(
        label=_("Confirmed"),
        choices=[("never", _("never")), ("once", _("at least once"))],
        method="by_confirmation",
        widget=RadioSelect,
        empty_label=_("All"),
    )
    review_due = DateFromToRangeFilter(label=_("Review due"), widget=DateRangePickerWidget)

    def by_confirmation(self, queryset, name, value):
        return queryset.filter(confirmations__isnull=value == "never").distinct()


class ProgramFilterSet(EntryFilterSet):
    class Meta:
        model = ProgramPage
        fields = ["kind", "confidence"]


class DeskFilterSet(EntryFilterSet):
    class Meta:
        model = DeskPage
        fields = ["confidence"]


class HotlineFilterSet(EntryFilterSet):
    class Meta:
        model = HotlinePage
        fields = ["kind", "confidence"]


class EntryIndexView(IndexView):
    """Adds the day of the newest confirmation in the same query as the entries."""

    def get_base_queryset(self):
        """Translations are not listed among what they translate."""
        return super().get_base_queryset().filter(locale=Locale.get_default())

    def annotate_queryset(self, pages):
        newest = Confirmation.objects.filter(page=OuterRef("pk")).order_by("-confirmed_at", "-pk")
        return super().annotate_queryset(pages).annotate(confirmed_at=Subquery(newest.values("confirmed_at")[:1]))


class EntryListing(PageListingViewSet):
    index_view_class = EntryIndexView
    add_to_admin_menu = True


class ProgramListing(EntryListing):
    model = ProgramPage
    icon = "form"
    menu_label = _("Programs")
    menu_name = "programs"
    menu_order = 101
    columns = [*TITLE_AND_STATUS, KIND, OWNER, *FRESHNESS]
    filterset_class = ProgramFilterSet


class DeskListing(EntryListing):
    model = DeskPage
    icon = "group"
    menu_label = _("Desks")
    menu_name = "desks"
    menu_order = 102
    columns = [*TITLE_AND_STATUS, OWNER, *FRESHNESS]
    filterset_class = DeskFilterSet


class HotlineListing(EntryListing):
    model = HotlinePage
    icon = "warning"
    menu_label = _("Hotlines")
    menu_name = "hotlines"
    menu_order = 103
    columns = [*TITLE_AND_STATUS, KIND, *FRESHNESS]
    filterset_class = HotlineFilterSet


class QuestionIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().filter(locale=Locale.get_default())


class QuestionListing(PageListingViewSet):
    model = QuestionPage
    index_view_class = QuestionIndexView
    icon = "list-ul"
    menu_label = _("Questions and worries")
    menu_name = "questions"
    menu_order = 104
    add_to_admin_menu = True


class EasierWords(ModelViewSet):
    """The words that preflight calls official. Who may change them stands in permissions.py."""

    model = EasierWord
    icon = "edit"
    menu_label = _("Easier words")
    menu_order = 610
    add_to_settings_menu = True
    form_fields = ["word", "easier"]
    list_display = ["word", "easier"]
    search_fields = ["word", "easier"]
    list_per_page = 100
    inspect_view_enabled = False


class SituationIndex(ModelIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().filter(edition__in=permissions.published_by(self.request.user))


class Situations(ModelViewSet):
    """「場面の点検」: what must be shown, and what never, to whom."""

    model = Situation
    icon = "tasks"
    menu_label = _("Situation test")
    menu_order = 620
    add_to_settings_menu = True
    index_view_class = SituationIndex
    panels = panels.SITUATION
    list_display = ["name", "edition", IS_ACTIVE]
    list_filter = ["edition", "is_active"]
    search_fields = ["name"]
    list_per_page = 100
    inspect_view_enabled = False
    copy_view_enabled = False


class Recorded:
    """What entries of every edition name changes without a proposal, so the record says who did it."""

    def save_instance(self):
        before = DeskKind.objects.filter(pk=self.form.instance.pk).values_list("name", flat=True).first()
        with transaction.atomic():
            kind = super().save_instance()
            if before != kind.name:
                self._record("kind_renamed" if before else "kind_added", kind, before)
        return kind

    def _record(self, act: str, kind: DeskKind, before: str | None) -> None:
        post = permissions.releasing_posts(self.request.user).select_related("department").first()
        edition = edition_of(post.department) if post else permissions.published_by(self.request.user).first()
        said = {"post": str(post or ""), "subject": kind.name, "remark": f"{before} → {kind.name}" if before else ""}
        record.append(act, edition.slug if edition else "", person=self.request.user, **said)


class DeskKindAdd(Recorded, CreateView):
    pass


class DeskKindEdit(Recorded, EditView):
    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        form.fields["key"].disabled = True  # programs of every edition and the published contract hold on to it
        return form


class DeskKinds(ModelViewSet):
    """What a program asks for and each edition's desks answer to. Kept for good: permissions.py refuses deleting."""

    model = DeskKind
    icon = "home"
    menu_label = _("Kinds of desk")
    menu_order = 615
    add_to_settings_menu = True
    add_view_class = DeskKindAdd
    edit_view_class = DeskKindEdit
    form_fields = ["key", "name", "sort_order"]
    list_display = ["name", "key", "sort_order"]
    search_fields = ["name", "key"]
    list_per_page = 100
    inspect_view_enabled = False
    copy_view_enabled = False


LISTINGS = [
    ProgramListing("programs"),
    DeskListing("desks"),
    HotlineListing("hotlines"),
    QuestionListing("questions"),
    EasierWords("easier-words"),
    DeskKinds("desk-kinds"),
    Situations("situations"),
]

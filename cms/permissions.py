"""Who may do what. Asked everywhere, decided here, from the posts that a person holds on the day.

Wagtail itself asks groups. A department's group adds and edits below its own folder, a welfare division's group in
its whole edition; cms.seating fills them from the posts, and they are never edited by hand. No group publishes, but
for the few people of the break-glass group: what residents read changes by releasing decided proposals.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy

from .models import DepartmentPage, EditionPage, Post
from .models.editions import edition_of
from .models.posts import RELEASES, WRITES, Role

WRITING = {"add_page", "change_page"}
WITH_LOGOS = {"add_image", "choose_image"}
BREAK_GLASS = "Break glass"
CHECKS_TRANSLATIONS = {Role.CHECKER, Role.HEAD, Role.CONCURRER, Role.WELFARE}


def may_edit(user, page: Page) -> bool:
    return page.permissions_for_user(user).can_edit()


def may_read(user, page: Page) -> bool:
    """Whoever works on an edition may read all its drafts: concurring means reading what others wrote."""
    if user.is_superuser:
        return True
    edition = page.path[: 2 * page.steplen]
    return Post.objects.held_by(user).filter(department__path__startswith=edition).exists()


def may_translate(user, original: Page) -> bool:
    """Whoever looks after an entry also brings its translations; the folders of other languages give no rights."""
    return original.locale.is_default and may_edit(user, original)


def post_checking(user, original: Page) -> Post | None:
    """As whom somebody may say that a translation is right, first of all in the entry's own department."""
    posts = posts_checking(user, original.path[: 2 * original.steplen])
    posts.sort(key=lambda post: not original.path.startswith(post.department.path))
    return next((p for p in posts if p.department.is_welfare or original.path.startswith(p.department.path)), None)


def posts_checking(user, edition: str) -> list[Post]:
    """Section chiefs, heads and those who answer for a department do, there; of the welfare division, everywhere in
    the edition, which is named by its path.
    """
    posts = Post.objects.held_by(user).filter(role__in=CHECKS_TRANSLATIONS, department__path__startswith=edition)
    return list(posts.select_related("department"))


def may_confirm(user, page: Page) -> bool:
    """Whoever looks after an entry vouches for it, and only for what residents read."""
    return page.live and may_edit(user, page)


def may_publish(user, edition_key: str) -> bool:
    """Releasing concerns the whole edition: the welfare division does it, nobody else."""
    edition = EditionPage.objects.filter(slug=edition_key, depth=2).first()
    return edition is not None and (user.is_superuser or releasing_posts(user).descendants_of(edition).exists())


def is_publisher(user) -> bool:
    """Releases at least one edition."""
    return user.is_superuser or releasing_posts(user).exists()


def releasing_posts(user):
    return Post.objects.held_by(user).filter(department__is_welfare=True, role__in=RELEASES)


def posts_of(user):
    """What somebody sits in today."""
    return Post.objects.held_by(user).select_related("department")


def may_arrange(user) -> bool:
    """Posts, their holders and the routes are set up by the welfare division."""
    return is_publisher(user)


def may_break_glass(user) -> bool:
    """Publishes past the workflow when nothing else helps; everything of it stands in Wagtail's history."""
    return user.groups.filter(name=BREAK_GLASS).exists()


def break_glass() -> Group:
    """The one group that Wagtail lets publish, over the whole tree. Empty until somebody is put into it."""
    group, is_new = Group.objects.get_or_create(name=BREAK_GLASS)
    if is_new:
        _grant(group, Page.get_first_root_node(), WRITING | {"publish_page", "lock_page", "unlock_page"}, set())
    return group


def editions_held_in(user):
    """The editions in which somebody has a post today."""
    if user.is_superuser:
        return EditionPage.objects.filter(depth=2)
    paths = Post.objects.held_by(user).values_list("department__path", flat=True)
    return EditionPage.objects.filter(path__in={path[: 2 * EditionPage.steplen] for path in paths})


def welfare_paths(user) -> list[str]:
    """Places in the tree of the editions whose welfare division one belongs to; asked once a request."""
    if not hasattr(user, "_welfare_paths"):
        folders = DepartmentPage.objects.filter(is_welfare=True, group__user=user)
        user._welfare_paths = [path[: -DepartmentPage.steplen] for path in folders.values_list("path", flat=True)]
    return user._welfare_paths


def is_welfare(user, page: Page) -> bool:
    """Decides what the whole edition shows: hides, the checklist, desks for other departments' entries."""
    return user.is_active and (user.is_superuser or page.path.startswith(tuple(welfare_paths(user))))


def editions_of_welfare(user) -> QuerySet:
    """Whose words of search one looks after."""
    if user.is_superuser:
        return EditionPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return EditionPage.objects.filter(path__in=welfare_paths(user) if user.is_active else [])


class WordPolicy(ModelPermissionPolicy):
    """The welfare division looks after the words of its edition; Wagtail's groups have no say in it."""

    def user_has_permission(self, user, action):
        return editions_of_welfare(user).exists()

    def user_has_permission_for_instance(self, user, action, instance):
        return is_welfare(user, instance.edition)

    def instances_user_has_any_permission_for(self, user, actions):
        return self.model.objects.filter(edition__in=editions_of_welfare(user))


def may_adapt(user, department: DepartmentPage) -> bool:
    """A department adapts within its own folder; the welfare division in any of its edition."""
    return department.permissions_for_user(user).can_add_subpage()


def folders_of(user, edition: EditionPage) -> list[DepartmentPage]:
    """Where one may put an adaptation, one's own welfare division first."""
    folders = DepartmentPage.objects.child_of(edition).order_by("-is_welfare", "path").specific(defer=True)
    return [folder for folder in folders if may_adapt(user, folder)]


def editions_of(user) -> list[EditionPage]:
    """Editions built on another in which one may adapt something."""
    editions = EditionPage.objects.filter(base__isnull=False, locale__language_code=settings.LANGUAGE_CODE)
    if user.is_superuser:
        return list(editions.order_by("path"))
    places = GroupPagePermission.objects.filter(group__user=user, permission__codename="add_page")
    above = {path[: 2 * Page.steplen] for path in places.values_list("page__path", flat=True)}
    return list(editions.filter(path__in=above).order_by("path"))


class ChecklistTester(PagePermissionTester):
    """Residents tick these lines in every department's name, so the welfare division alone writes them."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if not user.is_superuser and not is_welfare(user, page):
            self.permissions = set()

    def can_edit(self):
        return super().can_edit() and (self.user.is_superuser or is_welfare(self.user, self.page))


class MirrorTester(PagePermissionTester):
    """What another installation makes is read here, whoever one is. The administrator may end it as a whole."""

    def __init__(self, user, page):
        super().__init__(user, page)
        self.may_end_it = user.is_active and user.is_superuser and page.depth == 2
        self.user, self.permissions = AnonymousUser(), set()

    def can_delete(self, ignore_bulk=False):
        return self.may_end_it

    def can_move(self):
        return False


def tester(user, page: Page) -> PagePermissionTester:
    return (MirrorTester if is_mirrored(user, page) else PagePermissionTester)(user, page)


def checklist_tester(user, page: Page) -> PagePermissionTester:
    return (MirrorTester if is_mirrored(user, page) else ChecklistTester)(user, page)


def is_mirrored(user, page: Page) -> bool:
    """Whether another installation makes it; the places in the tree are asked for once a request."""
    if not hasattr(user, "_mirrors"):
        user._mirrors = list(EditionPage.objects.filter(is_mirror=True).values_list("path", flat=True))
    return page.path.startswith(tuple(user._mirrors))


def bases_to_found_on(user) -> QuerySet:
    """Editions on which one may found another: those that one publishes."""
    return published_by(user)


def published_by(user) -> QuerySet:
    """Editions that one's post releases, in the language they are written in; for the administrator all."""
    editions = EditionPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")
    if user.is_superuser:
        return editions
    paths = releasing_posts(user).values_list("department__path", flat=True)
    return editions.filter(path__in={path[: 2 * EditionPage.steplen] for path in paths})


def departments_answered_for(user) -> QuerySet:
    """Departments in which one's post writes: they answer an inquiry."""
    posts = Post.objects.held_by(user).filter(role__in=WRITES)
    return DepartmentPage.objects.filter(pk__in=posts.values("department"))


def heading_post(user, department: DepartmentPage) -> Post | None:
    """As whom somebody vouches for all that a department has answered: 課長確認."""
    return posts_of(user).filter(department=department, role=Role.HEAD).order_by("rank").first()


def may_answer_inquiry(user, department: DepartmentPage) -> bool:
    """The department itself; the welfare division too, for whoever answered by phone."""
    if departments_answered_for(user).filter(pk=department.pk).exists():
        return True
    return may_publish(user, edition_of(department).slug)


def group_of(department: DepartmentPage) -> Group:
    """Make or rename the department's group and give it exactly the rights that its kind of department has."""
    edition = edition_of(department)
    group = department.group or Group.objects.filter(page_permissions__page=department).first() or Group()
    name = f"{edition.scope_label} {department.title}"
    if Group.objects.filter(name=name).exclude(pk=group.pk).exists():
        name = f"{name} ({department.slug}-{department.pk})"
    if group.name != name:
        group.name = name
        group.save()
    if department.is_welfare:
        _grant(group, edition, WRITING, WITH_LOGOS)
    else:
        _grant(group, department, WRITING, set())
    return group


def _grant(group: Group, page: Page, on_page: set[str], on_images: set[str]) -> None:
    allow_entering(group)
    wanted = {(page.pk, codename) for codename in on_page}
    granted = set(group.page_permissions.values_list("page_id", "permission__codename"))
    if wanted != granted:
        group.page_permissions.all().delete()
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page_id=page.pk, permission=_permission("wagtailcore", codename))
            for codename in sorted(on_page)
        )
    group.collection_permissions.all().delete()
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission=_permission("wagtailimages", codename))
        for codename in sorted(on_images)
    )


def allow_entering(group: Group) -> None:
    group.permissions.set([_permission("wagtailadmin", "access_admin")])


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)

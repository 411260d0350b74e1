"""Permissions follow the post on the day: Wagtail asks groups, and groups are derived here from who holds what."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils import timezone

from .models import Holding, User
from .models.posts import WRITES, Role

VIEWERS = "Viewers of the handbook"


class OnTheDay(ModelBackend):
    """Whoever arrives on a new day sits down anew before anything is asked of their rights."""

    def get_user(self, user_id):
        user = super().get_user(user_id)
        if user is not None and user.seated_on != timezone.localdate():
            seat(user)
        return user


def seat(user: User) -> None:
    """Give the person exactly the departments' groups that today's posts bring; other groups stay."""
    today = timezone.localdate()
    held = Holding.objects.on(today).filter(person=user)
    wanted = set(held.filter(post__role__in=WRITES).values_list("post__department__group", flat=True)) - {None}
    if held.filter(post__role=Role.VIEWER).exists():
        wanted.add(viewers().pk)
    derived = Group.objects.filter(Q(department__isnull=False) | Q(name=VIEWERS))
    now = set(derived.filter(user=user).values_list("pk", flat=True))
    user.groups.remove(*now - wanted)
    user.groups.add(*wanted - now)
    User.objects.filter(pk=user.pk).update(seated_on=today)
    user.seated_on = today


def seat_everybody() -> None:
    """For scheduled tasks and after moving many people at once."""
    for user in User.objects.filter(Q(holdings__isnull=False) | Q(groups__department__isnull=False)).distinct():
        seat(user)


def viewers() -> Group:
    from .permissions import allow_entering

    group, is_new = Group.objects.get_or_create(name=VIEWERS)
    if is_new:
        allow_entering(group)
    return group

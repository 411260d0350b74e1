"""What cms.permissions decides, in the shape in which Wagtail asks about lists that belong to no page."""

from wagtail.permission_policies.base import BasePermissionPolicy

from . import permissions


class ForPublishers(BasePermissionPolicy):
    """Lists that belong to no page, such as easier words: whoever publishes keeps them."""

    def user_has_permission(self, user, action):
        return user.is_active and permissions.is_publisher(user)

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, "change")


class ForPublishersToKeep(ForPublishers):
    """What entries of any edition may name, such as kinds of desk: added and renamed, never deleted."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)


class ForPublishersOfEdition(ForPublishers):
    """What belongs to one edition, such as its situations."""

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action) and (
            instance.edition_id is None or permissions.may_publish(user, instance.edition.slug)
        )

    def instances_user_has_any_permission_for(self, user, actions):
        return self.model.objects.filter(edition__in=permissions.published_by(user))

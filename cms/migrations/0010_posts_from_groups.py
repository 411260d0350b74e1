"""Whoever was in a department's group gets a seat there, and the groups lose what only releasing may do.

Wagtail's own workflow and groups, which know nothing of departments, go where nobody is in them.
"""

from django.db import migrations
from django.utils import timezone

ONLY_BY_RELEASING = ["publish_page", "lock_page", "unlock_page", "bulk_delete_page"]


def seat_members(apps, schema_editor):
    models = {name: apps.get_model("cms", name) for name in ("DepartmentPage", "Post", "Holding")}
    for department in models["DepartmentPage"].objects.exclude(group=None):
        members = department.group.user_set.all()
        if not members:
            continue
        title, role = ("福祉課 担当", "welfare") if department.is_welfare else ("担当", "drafter")
        post = models["Post"].objects.create(department=department, title=title, role=role, rank=10)
        for person in members:
            models["Holding"].objects.create(post=post, person=person, since=timezone.localdate())
    apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(
        group__department__isnull=False, permission__codename__in=ONLY_BY_RELEASING
    ).delete()


def remove_stock(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    groups = apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"])
    groups.filter(user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0009_posts"),
        ("wagtailcore", "0098_apitoken"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        migrations.RunPython(seat_members, migrations.RunPython.noop),
        migrations.RunPython(remove_stock, migrations.RunPython.noop),
    ]

"""The local settings with a real queue, as on a server."""

from cms.settings.local import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

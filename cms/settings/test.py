import os
import tempfile

_var = tempfile.TemporaryDirectory(prefix="handbook-test-")  # gone when the process ends
os.environ.setdefault("HANDBOOK_VAR", _var.name)
os.environ.setdefault("HANDBOOK_SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("HANDBOOK_ALLOWED_HOSTS", "testserver,127.0.0.1,localhost,.localhost")
os.environ.setdefault("HANDBOOK_BASE_URL", "http://testserver")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['HANDBOOK_VAR']}/db.sqlite3")

from .base import *  # noqa: E402, F403

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  WhiteNoise warns without it

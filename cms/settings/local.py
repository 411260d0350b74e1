"""One computer, no environment: what is missing is made under var/ and kept there."""

import os
import secrets
from pathlib import Path

_var = Path(os.environ.setdefault("HANDBOOK_VAR", str(Path(__file__).resolve().parents[2] / "var")))
_var.mkdir(parents=True, exist_ok=True)


def _kept_secret(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


os.environ.setdefault("HANDBOOK_SECRET_KEY", _kept_secret(_var / "secret_key"))
os.environ.setdefault("HANDBOOK_ALLOWED_HOSTS", "127.0.0.1,localhost,.localhost,[::1]")
_served_at = _var / "base_url"  # noted by `make run PORT=`, so that commands print links that lead there
_base_url = _served_at.read_text() if _served_at.exists() else "http://127.0.0.1:8000"
os.environ.setdefault("HANDBOOK_BASE_URL", _base_url)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_var / 'db.sqlite3'}")

from .base import *  # noqa: E402, F403
from .environment import switch  # noqa: E402

HANDBOOK_DEMO = True  # demo_accounts may make people whose passwords are printed
DEBUG = switch("HANDBOOK_DEBUG")  # off, so that what is tried here is what a city gets

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = _var / "mail"
LOGGING["handlers"]["stdout"]["stream"] = "ext://sys.stderr"  # noqa: F405  commands print to stdout

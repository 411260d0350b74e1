"""Settings are tried as a server would: in a process of their own, with only the given variables."""

import os
import subprocess
import sys

import pytest

from tests.database import ROOT

COMPLETE = {
    "HANDBOOK_SECRET_KEY": "k" * 60,
    "HANDBOOK_ALLOWED_HOSTS": "handbook.city.example, www.city.example",
    "HANDBOOK_BASE_URL": "https://handbook.city.example/",
    "DATABASE_URL": "postgres://handbook:secret@db:5432/handbook",
}


def ask(expression: str, settings: str = "production", **environment: str):
    return subprocess.run(
        [sys.executable, "-c", f"from cms.settings import {settings} as s; print({expression})"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


def answer(expression: str, **environment: str) -> str:
    done = ask(expression, **{**COMPLETE, **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_missing_variable_is_named_with_its_remedy(name):
    rest = {key: value for key, value in COMPLETE.items() if key != name}
    done = ask("1", **rest)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name} is not set: set " in done.stderr


def test_switch_that_is_neither_yes_nor_no_is_refused():
    done = ask("1", **COMPLETE, HANDBOOK_BEHIND_PROXY="maybe")
    assert "HANDBOOK_BEHIND_PROXY is 'maybe': write 1 for yes or 0 for no." in done.stderr


def test_production_is_strict():
    facts = (
        "[s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS > 30_000_000, s.TASKS['default']['BACKEND'],"
        " s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS]"
    )
    assert answer(facts) == str(
        [
            False,
            True,
            True,
            True,
            True,
            "django_tasks_db.DatabaseBackend",
            ["handbook.city.example", "www.city.example", "localhost"],
            ["https://handbook.city.example"],
        ]
    )


def test_forwarded_scheme_counts_only_behind_a_declared_proxy():
    expression = "getattr(s, 'SECURE_PROXY_SSL_HEADER', None)"
    assert answer(expression) == "None"
    assert answer(expression, HANDBOOK_BEHIND_PROXY="1") != "None"


def test_mail_server_is_one_address():
    expression = "[s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_TLS]"
    url = "smtp://office:p%40ss@mail.city.example:587"
    assert answer(expression, HANDBOOK_SMTP_URL=url) == str(["mail.city.example", 587, "p@ss", True])


def test_sqlite_waits_for_a_writer_instead_of_failing():
    options = "s.DATABASES['default']['OPTIONS']['transaction_mode']"
    assert answer(options, DATABASE_URL="sqlite:////tmp/x.sqlite3") == "IMMEDIATE"


def test_deployment_check_of_django_is_content():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            **COMPLETE,
            "HANDBOOK_SECRET_KEY": "".join(map(chr, range(40, 120))),
            "DATABASE_URL": "sqlite://:memory:",
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_local_needs_nothing_and_keeps_its_secret(tmp_path):
    first, second = (ask("s.SECRET_KEY, s.DEBUG", settings="local", HANDBOOK_VAR=str(tmp_path)) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0

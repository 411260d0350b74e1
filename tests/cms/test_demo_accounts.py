import stat

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from cms.starter.people import SEATS


@pytest.fixture
def home(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.HANDBOOK_DEMO = True
    return tmp_path


def printed(capsys) -> str:
    call_command("demo_accounts")
    return capsys.readouterr().out


def test_people_can_sign_in_with_what_is_printed(tree, home, capsys):
    make_folders()
    logins = {line.split()[0]: line.split()[1] for line in printed(capsys).splitlines() if line.startswith("  ")}
    assert set(logins) == {"admin", *(seat.username for seat in SEATS)}
    assert all(authenticate(username=name, password=password) for name, password in logins.items())


def test_later_runs_print_the_same_and_only_the_owner_may_read(tree, home, capsys):
    make_folders()
    assert printed(capsys) == printed(capsys)
    assert stat.S_IMODE((home / "demo_logins.txt").stat().st_mode) == 0o600


def test_without_the_file_it_tells_how_to_set_a_password(tree, home, capsys):
    make_folders()
    printed(capsys)
    (home / "demo_logins.txt").unlink()
    assert "changepassword" in printed(capsys)


def test_refused_on_a_real_installation(tree, home, settings):
    settings.HANDBOOK_DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_accounts")


def test_needs_the_starter(db, home):
    with pytest.raises(CommandError, match="load_starter"):
        call_command("demo_accounts")


def make_folders() -> None:
    from cms.models import DepartmentPage, EditionPage

    for slug in {seat.place.partition("/")[2] for seat in SEATS} - {"fukushi", "jutaku", "henshubu"}:
        EditionPage.objects.get(slug="mihonshi").add_child(instance=DepartmentPage(title=slug, slug=slug))

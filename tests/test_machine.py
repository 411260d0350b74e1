import pytest

from tests import machine


@pytest.fixture
def machine_without_browser(monkeypatch):
    monkeypatch.setitem(machine.NEEDED, "chromium", lambda: None)
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)


def test_missing_browser_fails_and_says_what_to_type(machine_without_browser):
    with pytest.raises(SystemExit) as stopped:
        machine.main()
    assert "sudo apt-get install -y --no-install-recommends chromium" in str(stopped.value)


def test_given_server_spares_the_installed_one(monkeypatch):
    monkeypatch.setattr(machine, "server_programs", lambda: None)
    monkeypatch.setenv("DATABASE_URL", "postgres://x@db/handbook")
    assert machine.NEEDED["postgresql"]()
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x")
    assert not machine.NEEDED["postgresql"]()

"""The container files are read, not run: no engine is at hand where the tests run."""

import re

import pytest
import yaml

from tests.database import ROOT
from tests.test_house import variables_of_settings

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
OF_OTHERS = {"DJANGO_SETTINGS_MODULE", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
OURS = {name: service for name, service in COMPOSE["services"].items() if name != "database"}


def instructions(word: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.partition(" ")[2] for line in joined.splitlines() if line.startswith(f"{word} ")]


def test_image_is_built_in_two_stages_from_named_versions():
    bases = [line.split()[0] for line in instructions("FROM")]
    assert len(bases) == 2
    assert all(re.fullmatch(r"python:3\.\d+-slim-\w+", base) for base in bases)


def test_image_installs_only_locked_versions():
    installs = [line for line in instructions("RUN") if re.search(r"pip (install|wheel)", line)]
    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)


def test_image_does_not_run_as_root():
    assert instructions("USER") == ["handbook"]
    after = DOCKERFILE[DOCKERFILE.index("\nUSER ") :]
    assert "\nRUN" not in after


def test_image_answers_a_health_check():
    assert any("/health/" in line for line in instructions("HEALTHCHECK"))


def test_every_variable_of_the_container_files_is_known():
    known = variables_of_settings() | OF_OTHERS
    named = set(re.findall(r"\b(HANDBOOK_\w+|DATABASE_URL)=", DOCKERFILE))
    for service in OURS.values():
        named |= set(service["environment"])
    assert named <= known


@pytest.mark.parametrize("name", sorted(OURS))
def test_service_is_confined(name):
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["volumes"] == ["data:/data"]
    assert "user" not in service


def test_every_image_has_a_version():
    images = [service["image"] for service in COMPOSE["services"].values()]
    assert all(":" in image and not image.endswith(":latest") for image in images)


def test_mails_and_other_installations_do_not_keep_releases_from_their_hour():
    round_of = OURS["scheduler"]["command"][-1]
    assert re.findall(r"^while (.*); do$", round_of, re.MULTILINE) == ["python manage.py prune_db_task_results"]
    assert "&& python" not in round_of
    assert round_of.index("manage.py send_digests") < round_of.index("manage.py release_due")


def test_services_start_after_the_migration():
    for name in set(OURS) - {"migrate"}:
        assert OURS[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}


def test_no_secret_is_written_down():
    secrets = re.findall(r"(?:PASSWORD|SECRET_KEY): (.+)", (ROOT / "compose.yaml").read_text())
    assert secrets
    assert all(value.startswith("${") and ":?" in value for value in secrets)


def test_context_leaves_out_what_the_image_does_not_need():
    rules = (ROOT / ".dockerignore").read_text().splitlines()
    assert rules[0] == "*"
    assert "!var" not in rules


def test_example_names_every_variable_that_the_compose_file_takes():
    taken = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text())) - {"HANDBOOK_BEHIND_PROXY"}
    given = re.findall(r"^(\w+)=$", (ROOT / ".env.example").read_text(), re.M)
    assert set(given) == taken

"""What the API answers. The store stands still here, so nothing else may touch a database."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.handbook.api.conftest import release_of

GOLDEN = Path(__file__).with_name("golden")
LATEST = "/api/v1/editions/mihonshi/ja/releases/latest"

pytestmark = pytest.mark.usefixtures("shelf")


@pytest.fixture
def release(shelf):
    return shelf.current("mihonshi", "ja")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/api/v1/", "start.json"),
        ("/api/v1/editions", "editions.json"),
        ("/api/v1/editions/mihonshi", "edition.json"),
        (LATEST, "release.json"),
    ],
)
def test_shape_is_what_others_were_promised(client, address, file):
    """To change a shape on purpose, change the golden file with it and say so to those who read the API."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response.json() == json.loads((GOLDEN / file).read_text(encoding="utf-8"))


def test_every_address_in_the_start_document_answers(client):
    for address in client.get("/api/v1/").json().values():
        assert client.get(address).status_code == 200, address


def test_every_address_of_an_edition_answers(client):
    for entry in client.get("/api/v1/editions").json()["editions"]:
        for release in client.get(entry["url"]).json()["releases"]:
            frozen, latest = client.get(release["url"]), client.get(release["latest"])
            assert frozen.content == latest.content
            assert hashlib.sha256(frozen.content).hexdigest() == release["hash"]


def test_latest_is_asked_again_each_minute(client, release):
    response = client.get(LATEST)
    itself = f"/api/v1/editions/mihonshi/ja/releases/{release.hash}"
    assert response["ETag"] == f'"{release.hash}"'
    assert response["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert response["Content-Location"] == itself
    assert response["Link"] == f'<{itself}>; rel="canonical"'


def test_a_release_by_its_hash_is_kept_for_a_year(client, release):
    response = client.get(f"/api/v1/editions/mihonshi/ja/releases/{release.hash}")
    assert response.content == release.to_json()
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Link"] == f'<{LATEST}>; rel="latest-version"'


def test_nothing_new_is_304_without_fetching_the_body(client, shelf, release):
    known = client.get(LATEST, headers={"accept-encoding": "gzip"})["ETag"]
    assert known == f'W/"{release.hash}"'  # compressed on the way, so only weakly the same
    shelf.fetched = 0
    for etag in (known, f'"{release.hash}"', f'"old", "{release.hash}"', "*"):
        response = client.get(LATEST, headers={"if-none-match": etag})
        assert (response.status_code, response.content) == (304, b"")
        assert response["ETag"] == f'"{release.hash}"'
        assert response["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert shelf.fetched == 0


def test_a_new_release_is_sent_to_who_knows_the_old_one(client, shelf, release):
    shelf.releases["mihonshi", "ja"] = release_of("mihonshi", "ja", "新しい題")
    response = client.get(LATEST, headers={"if-none-match": f'"{release.hash}"'})
    assert response.status_code == 200
    assert response.json()["edition"]["title"] == "新しい題"


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/editions/nowhere",
        "/api/v1/editions/nowhere/ja/releases/latest",
        "/api/v1/editions/mihonshi/xx/releases/latest",
        f"/api/v1/editions/mihonshi/ja/releases/{'0' * 64}",
        "/api/v1/editions/mihonshi/ja/releases/..%2f..%2fetc",
        "/api/v1/editions/mihonshi/ja/programs",
        "/api/v1/nothing/here",
        "/api/v1/%00",
    ],
)
def test_what_is_not_there_is_said_in_plain_words(client, address):
    response = client.get(address)
    problem = response.json()
    assert response.status_code == problem["status"] == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert set(problem) == {"type", "title", "status", "detail"}
    where = problem["detail"].rpartition(" ")[2].rstrip(".")
    assert where.startswith("/api/v1/")


def test_an_unknown_release_is_not_304(client):
    response = client.get(
        f"/api/v1/editions/mihonshi/ja/releases/{'0' * 64}", headers={"if-none-match": f'"{"0" * 64}"'}
    )
    assert response.status_code == 404


def test_no_operation_takes_an_answer(client):
    schema = client.get("/api/v1/openapi.json").json()
    operations = [operation for methods in schema["paths"].values() for operation in methods.items()]
    assert {method for method, _ in operations} == {"get"}
    assert {parameter["in"] for _, operation in operations for parameter in operation.get("parameters", [])} == {"path"}
    assert not [operation for _, operation in operations if "requestBody" in operation]
    assert client.get("/api/v1/editions?worries=1").content == client.get("/api/v1/editions").content


def test_openapi_document_is_the_contract(client):
    """Renew tests/handbook/api/golden/openapi.json from /api/v1/openapi.json when the change is meant."""
    promised = json.loads((GOLDEN / "openapi.json").read_text(encoding="utf-8"))
    assert client.get("/api/v1/openapi.json").json() == promised

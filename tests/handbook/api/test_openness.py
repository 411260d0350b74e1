import pytest

RELEASES = "/api/v1/editions/mihonshi/ja/releases"
ADDRESSES = [
    "/api/v1/",
    "/api/v1/editions",
    "/api/v1/editions/mihonshi",
    f"{RELEASES}/latest",
    f"{RELEASES}/{'0' * 64}",
    "/api/v1/matching",
    "/api/v1/matching/vectors.json",
    "/api/v1/docs",
    "/api/v1/openapi.json",
    "/api/v1/nothing",
]

everywhere = pytest.mark.parametrize("address", ADDRESSES)
pytestmark = pytest.mark.usefixtures("shelf")


@everywhere
def test_any_site_may_read_and_no_one_is_recognised(client, address):
    response = client.get(address, headers={"origin": "https://other.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@everywhere
def test_preflight_is_answered(client, address):
    response = client.options(
        address, headers={"origin": "https://other.example", "access-control-request-headers": "if-none-match"}
    )
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


@everywhere
def test_head_is_get_without_the_body(client, address):
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head["Cache-Control"] == get["Cache-Control"]


@everywhere
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent(client, address, method):
    client.handler.enforce_csrf_checks = True
    response = getattr(client, method)(address, {"worries": [1]}, content_type="application/json")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "application/problem+json"
    assert "use GET" in response.json()["detail"]

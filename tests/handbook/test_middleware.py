import gzip
import io
import json
import logging

import pytest
from django.core import mail

from handbook.logs import JsonLine, network_of
from handbook.middleware import ADMIN_CSP, READER_BODY_LIMIT, READER_CSP
from tests.handbook.middleware_urls import LONG_PAGE

pytestmark = pytest.mark.urls("tests.handbook.middleware_urls")

SECRETS = ("SECRET7731", "SECRETQUERY", "SECRETREFERER")


@pytest.fixture
def log():
    """Everything that reaches the one handler of the product, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLine())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.fixture
def crashing(client, settings):
    settings.ADMINS = [("", "alarm@city.example")]
    client.raise_request_exception = False

    def post(body):
        return client.post("/crash/?q=SECRETQUERY", body, headers={"referer": "http://x.example/SECRETREFERER"})

    return post


def send(client, path: str, pair: str, times: int):
    body = "&".join([pair] * times)
    return client.post(path, body, content_type="application/x-www-form-urlencoded")


def test_reader_policy_is_exactly_the_decided_one(client):
    csp = client.get("/")["Content-Security-Policy"]
    assert csp == READER_CSP
    assert csp == (
        "default-src 'none'; "
        "script-src 'self' 'sha256-Du+OJKJSbdUgz5nrHeWWINvez6XKDDU/tyj/5c2uvwo='; "
        "style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def test_every_answer_has_the_security_headers(client, db):
    for path in ("/", "/nothing-here/", "/admin/"):
        response = client.get(path)
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        assert response["X-Frame-Options"] == "DENY"
        assert "geolocation=()" in response["Permissions-Policy"]


def test_admin_may_frame_its_own_previews_and_nothing_foreign(client, db):
    csp = client.get("/admin/")["Content-Security-Policy"]
    assert csp == ADMIN_CSP
    assert "frame-ancestors 'self'" in csp
    assert "http" not in csp
    assert "*" not in csp


def test_reader_gets_no_cookie(client):
    for response in (client.get("/"), client.post("/kekka/", {"t": ["1"]}), client.get("/none/")):
        assert "Set-Cookie" not in response
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_reader_page_is_compressed_and_the_same_each_time(client):
    first, second = (client.get("/", headers={"accept-encoding": "gzip"}) for _ in range(2))
    assert first["Content-Encoding"] == "gzip"
    assert gzip.decompress(first.content).decode() == LONG_PAGE
    assert len(first.content) == len(second.content)


def test_admin_page_is_not_compressed(client, db):
    response = client.get("/admin/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response


def test_three_hundred_ticks_fit(client):
    assert send(client, "/kekka/", "t=1234", 300).content == b"300"


def test_too_long_a_form_gets_a_page_without_being_read(client):
    response = send(client, "/kekka/", "t=1", READER_BODY_LIMIT)
    assert response.status_code == 413
    assert "tel:110" in response.content.decode()
    assert response["Content-Security-Policy"] == READER_CSP
    assert response["Cache-Control"] == "no-store"


def test_the_shortest_fields_that_fit_are_not_an_error(client):
    """Django refuses a thousand fields with a bare 400 unless told otherwise."""
    assert send(client, "/kekka/", "t=", READER_BODY_LIMIT // 3).status_code == 200


def test_staff_may_send_long_forms(client, db):
    assert send(client, "/admin/form/", "t=1", READER_BODY_LIMIT).status_code == 200


def test_request_line_has_no_query_and_no_full_address(client, log):
    client.get("/?q=SECRETQUERY", REMOTE_ADDR="203.0.113.77")
    [line] = [json.loads(text) for text in log.getvalue().splitlines()]
    assert line["path"] == "/"
    assert line["status"] == 200
    assert line["method"] == "GET"
    assert line["network"] == "203.0.113.0/24"
    assert "SECRET" not in log.getvalue()
    assert "203.0.113.77" not in log.getvalue()


def test_crash_leaves_no_answer_in_the_log(crashing, log):
    assert crashing({"t": [SECRETS[0]]}).status_code == 500
    written = log.getvalue()
    assert not [secret for secret in SECRETS if secret in written]
    error = next(line for line in map(json.loads, written.splitlines()) if "error" in line)
    assert error["error"][0] == "ValueError"
    assert "RuntimeError" in error["error"]
    assert any("middleware_urls.py" in place for place in error["error"])


def test_crash_leaves_no_answer_in_the_alarm_mail(crashing):
    assert crashing({"t": [SECRETS[0]]}).status_code == 500
    [message] = mail.outbox
    whole = message.message().as_string() + message.body
    assert not [secret for secret in SECRETS if secret in whole]
    assert "RuntimeError" in message.body
    assert "POST /crash/" in message.body


def test_command_errors_keep_their_reason():
    error = ValueError("row 7 has no key")
    record = logging.LogRecord("x", 40, "", 0, "failed", (), (ValueError, error, None))
    assert json.loads(JsonLine().format(record))["reason"] == "row 7 has no key"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:aaaa:bbbb::1", "2001:db8:aaaa::/48"),
        ("not an address", ""),
    ],
)
def test_addresses_are_cut(rf, address, network):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


def test_forwarded_address_counts_only_behind_a_declared_proxy(rf, settings):
    request = rf.get("/", headers={"x-forwarded-for": "6.6.6.6, 198.51.100.9"})
    assert network_of(request) == "127.0.0.0/24"
    settings.HANDBOOK_BEHIND_PROXY = True
    assert network_of(request) == "198.51.100.0/24"

"""What only the real server shows: compressed files, raw sockets, and the log as it is written."""

import http.client
import json
import re
import socket
import sqlite3

import pytest

from handbook.middleware import READER_CSP
from handbook.pages import JS_CLASS_SCRIPT


@pytest.fixture
def ask(live_handbook):
    def answer(method: str, path: str, body: str | None = None, **headers: str):
        connection = http.client.HTTPConnection("127.0.0.1", live_handbook.port, timeout=20)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    return answer


FORM = "application/x-www-form-urlencoded"


def test_style_and_script_are_hashed_compressed_and_kept_for_ever(ask):
    page = ask("GET", "/").body.decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page))
    assert files
    for file in files:
        response = ask("GET", file, Accept_Encoding="gzip, br")
        assert response.status == 200
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", file)
        assert response.headers["Content-Encoding"] == "br"
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == READER_CSP


def test_one_inline_script_is_the_one_the_policy_lets_pass(ask):
    inline = re.findall(r"<script>(.*?)</script>", ask("GET", "/").body.decode(), re.S)
    assert inline == [JS_CLASS_SCRIPT]


def test_page_is_sent_compressed(ask):
    response = ask("GET", "/", Accept_Encoding="gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Set-Cookie" not in response.headers


def test_form_that_is_too_long_gets_a_page(ask):
    response = ask("POST", "/kekka/", "t=1&" * 10_000, Content_Type=FORM)
    assert response.status == 413
    assert "tel:110" in response.body.decode()


def test_form_without_a_length_is_not_read(live_handbook):
    """A body in chunks announces no length, so the limit cannot see it; Django must not either."""
    with socket.create_connection(("127.0.0.1", live_handbook.port), timeout=20) as connection:
        connection.sendall(
            b"POST /kekka/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"8\r\nt=777777\r\n0\r\n\r\n"
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert not answer.startswith(b"HTTP/1.1 5")
    assert b"777777" not in answer


def test_log_has_one_json_line_for_a_request_and_no_answer_in_it(ask, live_handbook):
    before = len(live_handbook.log)
    ask("POST", "/kekka/?q=SECRETQUERY", "t=770077&t=SECRETBODY", Content_Type=FORM,
        Referer="http://127.0.0.1/SECRETREFERER", User_Agent="SECRETAGENT")  # fmt: skip
    written = live_handbook.log[before:]
    [line] = [json.loads(text) for text in written.splitlines()]
    assert line["path"] == "/kekka/"
    assert line["network"] == "127.0.0.0/24"
    assert "SECRET" not in written
    assert "770077" not in written


def test_readers_are_served_while_the_database_is_down(own_handbook):
    own_handbook.stop()
    for file in own_handbook.home.glob("db.sqlite3*"):
        file.unlink()
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(f"file:{own_handbook.home}/db.sqlite3?mode=ro", uri=True)
    own_handbook.start()
    for path in ("/health/", "/"):
        connection = http.client.HTTPConnection("127.0.0.1", own_handbook.port, timeout=20)
        connection.request("GET", path)
        assert connection.getresponse().status == 200

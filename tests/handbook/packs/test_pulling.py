"""A source that is sound, away, slow, lying or enormous, on this machine."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from django.utils.translation import override

from handbook.models import StoredRelease, Subscription
from handbook.packs import exporting, importing, keys, pack, pulling
from handbook.release import publish, store
from tests.handbook.sample import RELEASE

from .packing import KEY, packed

pytestmark = pytest.mark.django_db


class Source(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("If-None-Match")))
        if self.headers.get("If-None-Match") == '"1"':
            self.send_response(304)
            self.end_headers()
            return
        status, headers, body = self.server.answer
        self.send_response(status)
        for name, value in {"ETag": '"1"', "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            body(self.wfile) if callable(body) else self.wfile.write(body)
        except OSError:  # whoever asked has heard enough
            return

    def log_message(self, *args):
        pass


@pytest.fixture
def source():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Source)
    server.asked, server.answer = [], (200, {}, packed(RELEASE))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def subscription(source, monkeypatch):
    monkeypatch.setattr(importing.editorial, "bring_to", lambda releases, numbers_below: None)
    with override("en"):
        yield Subscription.objects.create(
            edition="mihonshi",
            public_keys=keys.public_text(KEY),
            url=f"http://127.0.0.1:{source.server_port}/",
        )


def pull() -> Subscription:
    pulling.pull(Subscription.objects.get())
    return Subscription.objects.get()


def test_what_is_new_is_taken_over_and_then_not_fetched_again(source, subscription, capsys):
    call_command("pull_bases")
    assert "mihonshi: Taken over." in capsys.readouterr().out
    assert StoredRelease.objects.get().hash == RELEASE.hash
    call_command("pull_bases")
    assert "Nothing new." in capsys.readouterr().out
    assert source.asked == [("/api/v1/editions/mihonshi/pack", None), ("/api/v1/editions/mihonshi/pack", '"1"')]


def test_subscription_without_address_is_asked_for_nowhere(subscription, source):
    Subscription.objects.update(url="")
    call_command("pull_bases")
    assert source.asked == []


def drip(file) -> None:
    while True:
        file.write(b"x")
        file.flush()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((500, {}, b""), "does not answer"),
        ((404, {}, b""), "does not answer"),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), "does not answer"),
        ((200, {}, b"<html>"), "no pack"),
        ((200, {}, packed(RELEASE)[:-50]), "cut off"),
        ((200, {}, b"x" * 300_000), "larger"),
        ((200, {}, drip), "does not answer|larger"),
    ],
    ids=["broken", "gone", "elsewhere", "a page", "cut off", "enormous", "never ending"],
)
def test_unsound_source_changes_nothing_and_staff_read_why(source, subscription, monkeypatch, answer, problem):
    pull()
    Subscription.objects.update(etag="")
    monkeypatch.setattr(pack, "MOST_PACKED", 200_000)
    monkeypatch.setattr(pulling, "MOST_PACKED", 200_000)
    monkeypatch.setattr(pulling, "LONGEST", 0.2)
    source.answer = answer
    after = pull()
    assert StoredRelease.objects.count() == 1
    assert after.hashes == {"ja": RELEASE.hash}
    assert re.search(problem, after.problem)
    source.answer = (200, {}, packed(RELEASE))
    assert pull().problem == ""


def test_source_that_is_away_or_silent_changes_nothing(source, subscription, monkeypatch):
    monkeypatch.setattr(pulling, "SILENCE", 0.1)
    still = threading.Event()
    source.answer = (200, {}, lambda file: still.wait(5))
    assert "does not answer" in pull().problem
    still.set()
    Subscription.objects.update(url="http://127.0.0.1:9/")
    assert "does not answer" in pull().problem


def test_api_serves_what_a_subscriber_needs(small_handbook, client, settings, tmp_path):
    settings.HANDBOOK_PACK_KEY = tmp_path / "pack_key.pem"
    exporting.kept.cache_clear()
    publish.compose_now()
    store.refresh()
    answer = client.get("/api/v1/editions/zenkoku/pack")
    assert answer["Content-Type"] == "application/zip"
    found = pack.read(answer.content, lambda edition: [keys.public_text(keys.own())])
    assert found.manifest.edition == "zenkoku"
    again = client.get("/api/v1/editions/zenkoku/pack", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/editions/nowhere/pack").status_code == 404

"""The page and its files, the headers on every answer, and the two questions of a watchdog."""

import gzip
from pathlib import Path

import pytest

from tests.integration.api.conftest import API, Browser


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installation: object) -> Path:
    """A built page."""
    from django.conf import settings

    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>page</title>", "utf-8")
    (folder / "assets" / "app-Ab12Cd34.js").write_text("x=1;" * 1000, "utf-8")
    (folder / "assets" / "worker-Ab12Cd34.mjs").write_text("y=1", "utf-8")
    (folder / "logo.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    monkeypatch.setattr(settings, "WEB_DIST", folder)
    return folder


def test_hashed_files_are_kept_for_ever_and_the_page_is_asked_for_again(stranger: Browser, built: Path) -> None:
    script = stranger.client.get("/assets/app-Ab12Cd34.js")
    assert (script["Content-Type"], script["Cache-Control"]) == (
        "text/javascript; charset=utf-8",
        "public, max-age=31536000, immutable",
    )
    assert stranger.client.get("/assets/worker-Ab12Cd34.mjs")["Content-Type"] == "text/javascript; charset=utf-8"
    assert stranger.client.get("/")["Cache-Control"] == "no-cache"
    assert stranger.client.get("/logo.svg")["Cache-Control"] == "no-cache"


def test_an_address_of_the_page_is_the_page_and_a_missing_file_is_missing(stranger: Browser, built: Path) -> None:
    for address in ("/", "/cases/cas_1", "/map"):
        answer = stranger.client.get(address)
        assert (answer.status_code, answer.content[:15]) == (200, b"<!doctype html>")
    assert stranger.client.get("/assets/app-00000000.js").status_code == 404


def test_text_is_sent_compressed_once_asked_and_unchanged_files_not_at_all(stranger: Browser, built: Path) -> None:
    answer = stranger.client.get("/assets/app-Ab12Cd34.js", headers={"Accept-Encoding": "gzip"})
    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(answer.content) == b"x=1;" * 1000
    again = stranger.client.get(
        "/assets/app-Ab12Cd34.js", headers={"Accept-Encoding": "gzip", "If-None-Match": answer["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Encoding" not in stranger.client.get("/logo.svg", headers={"Accept-Encoding": "gzip"})


def test_a_file_made_smaller_before_is_sent_as_it_is(stranger: Browser, built: Path) -> None:
    (built / "assets" / "app-Ab12Cd34.js.br").write_bytes(b"small")
    answer = stranger.client.get("/assets/app-Ab12Cd34.js", headers={"Accept-Encoding": "gzip, br"})
    assert (answer["Content-Encoding"], answer.content) == ("br", b"small")


@pytest.mark.parametrize(
    "address", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/..%2fsecret.txt", "/%00"]
)
def test_nothing_outside_the_folder_is_served(stranger: Browser, built: Path, address: str) -> None:
    assert b"secret" not in stranger.client.get(address).content


def test_without_a_build_one_sentence_says_what_to_run(
    stranger: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "WEB_DIST", tmp_path / "nowhere")
    answer = stranger.client.get("/")
    assert answer.status_code == 503
    assert "make web" in answer.content.decode()
    assert "网页还没有构建" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", f"{API}/session", f"{API}/nothing", "/healthz"])
def test_every_answer_carries_the_headers(stranger: Browser, built: Path, address: str) -> None:
    answer = stranger.client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "connect-src 'self' http://127.0.0.1:8001;" in policy
    assert "unsafe-eval" not in policy
    assert policy.count("unsafe-inline") == 1
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert "Strict-Transport-Security" not in answer


def test_answers_of_the_api_are_kept_by_nobody(stranger: Browser) -> None:
    assert stranger.get("/session")["Cache-Control"] == "no-store"


def test_the_watchdog_hears_whether_process_and_database_are_up(
    stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stranger.client.get("/healthz").json() == {"up": True}
    assert stranger.client.get("/readyz").json()["ready"] is True

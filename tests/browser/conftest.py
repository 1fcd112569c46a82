"""The demo as a stranger starts it, and a browser that may talk to nobody else."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.plugins.chromium import find_chromium
from tests.room import room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PORT = 8750
START_S = 900
PATIENCE_MS = 60_000
OWN = "input[autocomplete=new-password]"  # a password that somebody else made is replaced first
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Demo:
    """A running demo: its address, the sign-ins of this run (name to password), and the cookies of who has signed in."""

    url: str
    passwords: dict[str, str]
    signed_in: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class Watch:
    """What a page did that it must not do: talk elsewhere, log errors, fail on the server."""

    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def follow(self, page: "Page", own: str) -> None:
        """Watch a page."""
        page.on("request", lambda request: self._request(request.url, own))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("response", lambda answer: self._answered(answer.status, answer.url))

    def _said(self, kind: str, text: str) -> None:
        """The page asks who is signed in before anybody is: that one refusal is the answer it wants."""
        if kind == "error" and "401 (Unauthorized)" not in text:
            self.errors.append(text)

    def _answered(self, status: int, url: str) -> None:
        if status >= 500:
            self.errors.append(f"{status} {url}")

    def _request(self, url: str, own: str) -> None:
        if not url.startswith((own, "blob:", "data:", "http://127.0.0.1")):
            self.elsewhere.append(url)


@pytest.fixture(scope="package")
def demo(repository: Path) -> Iterator[Demo]:
    """Start `outpace demo` in a folder of its own and stop it with Ctrl-C."""
    with tempfile.TemporaryDirectory(prefix="outpace-browser-", dir=room()) as folder:
        os.chmod(folder, 0o755)
        env = {**os.environ, "OUTPACE_HOME": f"{folder}/home", "OUTPACE_LANG": "en", "LANG": "C.UTF-8"}
        command = [sys.executable, "-m", "outpace", "demo", "--port", str(PORT)]
        process = subprocess.Popen(
            command, cwd=repository, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        try:
            yield _greeted(process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _greeted(process: "subprocess.Popen[str]") -> Demo:
    lines: list[str] = []
    greeted = threading.Event()

    def read() -> None:
        for line in process.stdout or ():
            lines.append(line)
            if "Ctrl-C" in line:
                greeted.set()
        greeted.set()

    threading.Thread(target=read, daemon=True).start()
    assert greeted.wait(START_S), "".join(lines)
    text = "".join(lines)
    assert process.poll() is None, text
    found = re.search(r"Open\s+(http://\S+)", text)
    assert found, text
    passwords = dict(
        re.findall(r"(commander|tracer|resident|administrator|steward|ombudsman)\s+(\S+)\s*$", text, re.MULTILINE)
    )
    return Demo(found[1], passwords)


@pytest.fixture(scope="package")
def browser() -> Iterator["Browser"]:
    """A headless Chromium of the machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watch(browser: "Browser") -> Iterator[Watch]:
    """Fail a story whose pages talked elsewhere or logged errors; close them: a live page goes on drawing for nobody."""
    watching = Watch()
    yield watching
    for context in list(browser.contexts):
        context.close()
    assert watching.elsewhere == []
    assert watching.errors == []


@dataclass(frozen=True)
class Visitor:
    """Opens pages as somebody of the demo."""

    browser: "Browser"
    demo: Demo
    watch: Watch

    def arrive(self, name: str, *, on: str = "", language: str = "en", size: tuple[int, int] = (1366, 768)) -> "Page":
        """Open a page as somebody, in a browser of its own; her first page where none is named.

        The first time she signs in as a person would; later her browser still has the cookies of that.
        """
        context: BrowserContext = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN" if language == "zh" else "en-GB",
            base_url=self.demo.url,
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies(self.demo.signed_in.get(name, []))
        page = context.new_page()
        self.watch.follow(page, self.demo.url)
        page.goto(self.demo.url if name not in self.demo.signed_in else f"{self.demo.url}{on}")
        if name not in self.demo.signed_in:
            self._sign_in(page, name)
            self.demo.signed_in[name] = list(context.cookies())
            if on:
                page.goto(f"{self.demo.url}{on}")
        page.wait_for_url(lambda url: url.rstrip("/") != self.demo.url and "sign-in" not in url)
        return page

    def _sign_in(self, page: "Page", name: str) -> None:
        page.locator("input").first.fill(name)
        page.locator("input[type=password]").fill(self.demo.passwords[name])
        page.locator("button[type=submit]").click()
        own = page.locator(OWN)
        page.wait_for_function(f"() => !location.pathname.startsWith('/sign-in') || document.querySelector('{OWN}')")
        if own.count():
            self.demo.passwords[name] = "a meadow after rain"
            own.fill(self.demo.passwords[name])
            page.locator("button[type=submit]").click()
        page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.fixture
def visitor(browser: "Browser", demo: Demo, watch: Watch) -> Visitor:
    """Somebody who can sign in."""
    return Visitor(browser, demo, watch)

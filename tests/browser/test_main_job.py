"""The main job on files from outside: import areas, cases and links by command, then read on the screen what is known."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Demo, Visitor, Watch
from tests.room import room

pytestmark = pytest.mark.long

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


PORT = 8770
START_S = 120
KNOWN_OF = 52
AREAS = ("areas", "import", "areas_small.geojson", "--population", "areas_small_population.csv", "--crs", "gcj02")
ROOT = ("--root", "980000|远澜省|Farlan Province")
CASES = ("import", "linelist", "linelist_gaps.csv", "--edition", "mers-2015", "--incident", "ox-1")
CASES_SAID = ("--set", "case_class=confirmed", "--known-of", str(KNOWN_OF), "--retrospective")
LINKS = ("import", "links", "links_gaps.csv", "--incident", "ox-1")


@pytest.fixture(scope="module")
def expected(repository: Path) -> dict[str, Any]:
    """What an import of our files must count."""
    counts: dict[str, Any] = json.loads((repository / "tests/data/expected.json").read_text("utf-8"))
    return counts


@pytest.fixture(scope="module")
def served(repository: Path) -> Iterator[Demo]:
    """An own installation, served while our files are imported, until the module ends."""
    with tempfile.TemporaryDirectory(prefix="outpace-main-job-", dir=room()) as folder:
        os.chmod(folder, 0o755)
        env = {**os.environ, "OUTPACE_HOME": f"{folder}/home", "OUTPACE_LANG": "en", "LANG": "C.UTF-8"}
        log = Path(folder, "serve.log")
        with log.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "outpace", "serve", "--port", str(PORT)], env=env, stdout=out, stderr=out
            )
        try:
            _wait(process, log)
            for words in ((*AREAS, *ROOT), (*CASES, *CASES_SAID), LINKS):
                _outpace(words, env, repository)
            opened = _outpace(("accounts", "open", "commander", "--role", "commander"), env, repository)
            password = re.search(r"password (\S+)", opened)
            assert password, opened
            yield Demo(f"http://127.0.0.1:{PORT}", {"commander": password[1]})
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _outpace(words: tuple[str, ...], env: dict[str, str], repository: Path) -> str:
    command = [sys.executable, "-m", "outpace", *words]
    done = subprocess.run(command, cwd=repository / "tests/data", env=env, text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _wait(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once the page answers."""
    for _ in range(START_S * 4):
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            _rest(process)
        else:
            return
    pytest.fail(log.read_text())


def _rest(process: "subprocess.Popen[bytes]") -> None:
    """Give the server a quarter of a second, less when it ends."""
    try:
        process.wait(0.25)
    except subprocess.TimeoutExpired:
        return


@pytest.fixture
def page(browser: "Browser", served: Demo, watch: Watch) -> "Page":
    """A commander who has signed in."""
    return Visitor(browser, served, watch).arrive("commander")


def test_the_overview_counts_what_is_known_and_opens_what_is_not(page: "Page", expected: dict[str, Any]) -> None:
    page.get_by_role("link", name=f"Cases {expected['cases']}", exact=True).wait_for()
    page.get_by_text(f"onset unknown {expected['onset_unknown']}", exact=True).wait_for()
    page.get_by_text(f"{expected['dead']} deaths").wait_for()
    dated = expected["cases"] - expected["onset_unknown"]
    page.get_by_text(f"{expected['cases']} = {dated} dated + {expected['onset_unknown']} date unknown").wait_for()
    page.get_by_text(f"area unknown: {expected['cases']}").wait_for()
    page.get_by_text(f"onset unknown {expected['onset_unknown']}", exact=True).click()
    page.get_by_text(f"{expected['onset_unknown']} in all").wait_for()
    assert page.locator('main a[href^="/cases/cas_"]').count() == expected["onset_unknown"]


def test_the_transmission_page_says_how_much_is_known_and_gives_it_away(page: "Page", expected: dict[str, Any]) -> None:
    page.get_by_role("link", name="Transmission", exact=True).click()
    page.get_by_text(f"{expected['cases']} of {KNOWN_OF} cases known").first.wait_for()
    ambiguous = len(expected["ambiguous"])
    page.get_by_text(
        f"{expected['links']} transmission links, {expected['infectees']} cases with a source, {ambiguous} of them ambig"
    ).wait_for()
    unknown = len(expected["infectees_without_last_exposure"])
    page.get_by_text(f"{expected['infectees']} cases with a source, last exposure unknown for {unknown}").wait_for()

    link = page.locator('a[href*="/follow-up-if-traced.csv"]', has_text="Export CSV")
    link.wait_for()
    answer = page.request.get(str(link.get_attribute("href")))
    assert answer.ok
    assert len(answer.text().splitlines()) == expected["infectees"] + 1


def test_the_receipts_balance_on_the_screen(page: "Page", expected: dict[str, Any]) -> None:
    page.get_by_role("link", name="Imports", exact=True).click()
    for count in (expected["cases"], expected["links"]):
        page.get_by_text(f"{count} = {count} + 0 + 0").wait_for()
    assert page.get_by_text("balanced", exact=True).count() == 2

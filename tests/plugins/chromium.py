"""Find a Chromium, and say aloud when browser tests can't run for want of one.

Every test under `tests/browser` carries the mark `browser` without writing it. Loaded by `make test` with
`-p tests.plugins.chromium`; it starts no browser.
"""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOT_RUN = "BROWSER TESTS NOT RUN: no Chromium here (Debian: apt-get install chromium fonts-noto-cjk; or set CHROMIUM)"


def find_chromium() -> str | None:
    """The browser's path: `CHROMIUM` where it is set, else the first usual name in PATH."""
    asked = os.environ.get("CHROMIUM")
    if asked is not None:
        return shutil.which(asked)
    return next((path for path in map(shutil.which, NAMES) if path), None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests; skip them when there is no browser."""
    missing = find_chromium() is None
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker("browser")
        if missing and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NOT_RUN))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it above the closing line, in every run without a browser."""
    if find_chromium() is None:
        terminalreporter.write_line(NOT_RUN, red=True)

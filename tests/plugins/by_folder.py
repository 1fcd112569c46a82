"""Print the suite by folder: tests, failures, skips, seconds of work. It changes no result.

Loaded by `make test` with `-p tests.plugins.by_folder`.
"""

from collections import Counter, defaultdict

import pytest

COLUMNS = ("passed", "failed", "error", "skipped", "xfailed")


def folder_of(nodeid: str) -> str:
    """The first two folders of a test's path: its kind and its room (`tests/unit`)."""
    return "/".join(nodeid.partition("::")[0].split("/")[:-1][:2]) or "."


def tally(stats: dict[str, list[object]]) -> tuple[dict[str, Counter[str]], dict[str, float]]:
    """Counts and seconds by folder. Seconds hold set-up and tear-down, summed over all workers."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[str, float] = defaultdict(float)
    for outcome, reports in stats.items():
        for report in reports:
            if not isinstance(report, pytest.TestReport):
                continue
            folder = folder_of(report.nodeid)
            seconds[folder] += report.duration
            if outcome in COLUMNS:
                counts[folder][outcome] += 1
    return counts, seconds


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the table above the closing line."""
    counts, seconds = tally(terminalreporter.stats)
    if not counts:
        return
    terminalreporter.section("by folder")
    terminalreporter.write_line(f"{'':28}" + "".join(f"{name:>9}" for name in (*COLUMNS, "seconds")))
    for folder in sorted(counts):
        figures = "".join(f"{counts[folder][name] or '':>9}" for name in COLUMNS)
        terminalreporter.write_line(f"{folder:28}{figures}{seconds[folder]:>9.1f}")

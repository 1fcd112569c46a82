"""Begin with the folders whose files take longest, so that no worker ends the suite alone with one of them.

Loaded by `make test` with `-p tests.plugins.heavy_first`, beside xdist's `--no-loadscope-reorder`. It leaves no test out.
"""

import pytest

HEAVY = (
    "tests/integration/processes/",
    "tests/integration/review/",
    "tests/integration/main_job/",
    "tests/integration/",
)


def weight(nodeid: str) -> int:
    """The place of a test's folder among the heavy ones; the last for all others."""
    return next((place for place, folder in enumerate(HEAVY) if nodeid.startswith(folder)), len(HEAVY))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put heavy folders first; within a folder the order stays."""
    items.sort(key=lambda item: weight(item.nodeid))

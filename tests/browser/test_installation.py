"""An administrator sees how the installation fares, in both languages, and takes an alarm on by name."""

import pytest

from tests.browser.conftest import Visitor


@pytest.mark.parametrize(
    ("language", "ready", "backups"),
    [("zh", "系统运行", "备份与恢复演练"), ("en", "Installation", "Backups and restore checks")],
)
def test_an_administrator_sees_how_it_fares(visitor: Visitor, language: str, ready: str, backups: str) -> None:
    page = visitor.arrive("administrator", on="/installation", language=language)
    page.get_by_role("heading", level=1, name=ready).wait_for()
    page.get_by_role("heading", name=backups).wait_for()
    assert page.locator("main .health-list li").count() >= 5
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

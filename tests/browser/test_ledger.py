"""A commander looks an event up: the page computes the way to the root itself, and the proof can be taken away and checked."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import Visitor


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_event_is_proved_on_the_page_and_outside(visitor: Visitor, tmp_path: Path, language: str) -> None:
    page = visitor.arrive("commander", on="/ledger", language=language)
    page.locator(".ledger-list button").first.click()
    page.locator(".ledger-way").wait_for()
    assert page.locator(".ledger-way > li").count() > 2
    word = "证明成立" if language == "zh" else "The proof holds"
    page.get_by_text(word).wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载证明" if language == "zh" else "Download proof").click()
    file = tmp_path / "event.proof.json"
    waiting.value.save_as(file)
    checked = subprocess.run(
        [sys.executable, "-m", "outpace_verify", "proof", str(file), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    told = json.loads(file.read_text("utf-8"))
    told["leaf"]["data"] = told["leaf"]["data"].replace("0", "1")
    file.write_text(json.dumps(told), "utf-8")
    command = [sys.executable, "-m", "outpace_verify", "proof", str(file)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1

"""Commands called inside the test's process, on a database of the test's own: what `outpace …` does, without its start-up."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import Installation
from tests.integration.processes.commands import Answer

DATA = Path(__file__).resolve().parents[2] / "data"
FAULTS = DATA / "faults"
LANGUAGES = {"C": "en", "zh_CN.UTF-8": "zh"}


@dataclass(frozen=True)
class Terminal:
    """A terminal in a language, at an installation."""

    call: Callable[[tuple[str, ...], str], Answer]

    def run(self, *words: str, lang: str = "C") -> Answer:
        """Run a command to its end."""
        return self.call(words, lang)

    def json(self, *words: str) -> dict[str, Any]:
        """Run a command that must succeed, for its JSON."""
        answer = self.run(*words, "--json")
        assert answer.code == 0, answer.err
        parsed: dict[str, Any] = json.loads(answer.out.splitlines()[-1])
        return parsed


@pytest.fixture
def terminal(own_database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The command line on an empty database."""
    from outpace.cli.main import main

    for name in ("LC_ALL", "LC_MESSAGES", "OUTPACE_LANG"):
        monkeypatch.delenv(name, raising=False)

    def call(words: tuple[str, ...], lang: str) -> Answer:
        monkeypatch.setenv("LANG", lang)
        monkeypatch.setattr(sys, "argv", ["outpace", *words])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return Terminal(call)


@pytest.fixture
def with_areas(terminal: Terminal, installation: Installation) -> Terminal:
    """The same, with the small counties."""
    terminal.json(
        "areas", "import", str(DATA / "areas_small.geojson"), "--population", str(DATA / "areas_small_population.csv")
    )
    return terminal


@pytest.fixture
def with_cases(with_areas: Terminal) -> Terminal:
    """The same, with an incident and forty cases."""
    with_areas.json("import", "linelist", str(DATA / "linelist_gaps.csv"), "--edition", "mers-2015", "--retrospective")
    return with_areas

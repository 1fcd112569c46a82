"""Run every test of one kind: `suite.py everyday | long`. Beside Python's tests: the page is built, used by stories, and checked.

The stories wait for the servers of their demo more than they work, and as patiently as two busy processors ask. Every
part runs, whatever failed before; the closing lines say how each ended, and the exit code is the first bad one.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from steps import PYTHON, ROOT, refuse, say

MARKS = {"everyday": "not long", "long": "long"}
WEB = str(Path(__file__).resolve().parent / "web.py")
PYTEST = (str(PYTHON), "-m", "pytest", "-p", "tests.plugins.by_folder", "-p", "tests.plugins.chromium")
ON_TWO_CORES = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-p", "tests.plugins.heavy_first")


@dataclass(slots=True)
class Part:
    """Commands that run one after the other until one fails; then the exit code and the seconds they took."""

    name: str
    commands: Sequence[Sequence[str]]
    code: int | None = None
    seconds: float = 0.0

    def run(self, out: IO[str] | None = None) -> None:
        """Run them; what they print goes to a file where one is given."""
        began = time.monotonic()
        for command in self.commands:
            ended = subprocess.run(
                command, cwd=ROOT, env=_remembering(), stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
            self.code = ended.returncode
            if self.code:
                break
        self.seconds = time.monotonic() - began

    def __str__(self) -> str:
        match self.code:
            case None:
                ended = "NOT RUN"
            case 0:
                ended = "passed"
            case code:
                ended = f"FAILED (exit {code})"
        return f"{self.name:10} {ended:18} {self.seconds:5.0f} s"


def _remembering() -> dict[str, str]:
    """The environment, in which Python keeps what it compiled: the tests start a hundred processes."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main(kind: str) -> None:
    """Run Python's tests, and page, stories and the page's tests beside them; exit as the first of them that failed."""
    chosen = ("-m", MARKS[kind])
    page = Part("page", [(sys.executable, "-B", WEB, "build")])
    checks = Part("page tests", [(sys.executable, "-B", WEB, "check")])
    rest = Part("python", [(*PYTEST, *ON_TWO_CORES, "--ignore", "tests/browser", *chosen)])
    stories = Part("browser", [(*PYTEST, "tests/browser", *chosen)])
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        beside = threading.Thread(target=of_the_page, args=(page, stories, checks, said))
        beside.start()
        rest.run()
        beside.join()
        said.seek(0)
        say(said.read())
    close([page, checks, rest, stories])


def of_the_page(page: Part, stories: Part, checks: Part, out: IO[str]) -> None:
    """Build the page, play the stories where there is one to play them on, then check its code."""
    page.run(out)
    if page.code == 0:
        stories.run(out)
    checks.run(out)


def close(parts: Sequence[Part]) -> NoReturn:
    """Say how each part ended, and end as the first that failed. A part that never ran has failed."""
    for part in parts:
        say(str(part))
    codes = [1 if part.code is None else part.code for part in parts]
    sys.exit(next(filter(None, codes), 0))


if __name__ == "__main__":
    if sys.argv[1:] not in ([name] for name in MARKS):
        refuse("usage: suite.py everyday | long")
    main(sys.argv[1])

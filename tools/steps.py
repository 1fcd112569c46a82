"""Say what a build is doing, run its commands, and remember what is already done.

Standard library only: it runs before anything is installed. It decides nothing about what is built.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / "python"
STAMPS = VENV / "stamps"
LINES_SHOWN = 30


def say(line: str) -> None:
    """Print one line at once, also through a pipe."""
    print(line, flush=True)


def refuse(line: str) -> NoReturn:
    """Stop with one sentence and exit code 1."""
    sys.exit(line)


def digest(paths: Iterable[Path], *words: str) -> str:
    """Hash names and contents of files, and any words that belong to the key."""
    sum_ = hashlib.sha256("\n".join(words).encode())
    for path in sorted(paths):
        sum_.update(f"\n{path.relative_to(ROOT).as_posix()}\n".encode())
        sum_.update(hashlib.sha256(path.read_bytes()).digest())
    return sum_.hexdigest()


def is_done(stamp: Path, key: str) -> bool:
    """Whether this very input was already built."""
    return stamp.is_file() and stamp.read_text() == key


def mark_done(stamp: Path, key: str) -> None:
    """Remember that this input was built."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key)


def run(
    title: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, folder: Path = ROOT
) -> None:
    """Run one command under a line that counts its seconds; show its output only when it fails, then exit."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if not sys.stdout.isatty():
            say(f"{title} …")
        code = _wait(process, title, began)
        if code:
            log.seek(0)
            say("".join(log.readlines()[-LINES_SHOWN:]))
            refuse(f"{title}: failed (exit {code}); the lines above say why.")
    say(f"{_start_of_line()}{title}: done in {time.monotonic() - began:.0f} s")


def _wait(process: "subprocess.Popen[bytes]", title: str, began: float) -> int:
    while True:
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            if sys.stdout.isatty():
                print(f"{_start_of_line()}{title} … {time.monotonic() - began:.0f} s", end="", flush=True)


def _start_of_line() -> str:
    return "\r\033[K" if sys.stdout.isatty() else ""

"""Resolve `pyproject.toml` into `requirements/*.txt`: every version pinned, every file hashed, no host.

Keeps the pins there are unless `--upgrade` stands on the command line. It installs nothing.
"""

import subprocess
import sys
from pathlib import Path

from steps import ROOT, SCRIPTS, say

HEADER = "# Made by `make lock` from pyproject.toml: {what}.\n"
FILES = {
    "setup": ("what installs the rest", ["--group", "setup"]),
    "run": ("what Outpace needs to run", ["pyproject.toml"]),
    "test": ("what its tests and checks need, the run included", ["pyproject.toml", "--extra", "test"]),
    "bench": ("the peers that benchmarks are held against, the run included", ["pyproject.toml", "--extra", "bench"]),
    "web": ("Node, where the machine has none", ["--group", "web"]),
}
BOUND = {"test": "run", "bench": "test"}
STYLE = [
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
]


def main(arguments: list[str]) -> None:
    """Write the files, the run before those that are bound by it."""
    for name, (what, source) in FILES.items():
        file = ROOT / "requirements" / f"{name}.txt"
        bound = ["--constraints", f"requirements/{BOUND[name]}.txt"] if name in BOUND else []
        compile_ = [str(SCRIPTS / "uv"), "pip", "compile", *source, *STYLE, *bound, *arguments]
        subprocess.run([*compile_, "--output-file", str(file)], cwd=ROOT, check=True)
        write(file, what)


def write(file: Path, what: str) -> None:
    """Put the header on, and take the notes about our own bounds off."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("#") and "-c requirements/" not in line]
    file.write_text(HEADER.format(what=what) + "".join(kept), "utf-8")
    say(f"{file.relative_to(ROOT)}: {sum('==' in line for line in kept)} packages")


if __name__ == "__main__":
    main(sys.argv[1:])

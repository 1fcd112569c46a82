"""Make `.venv`, install the pinned and hashed packages into it, then Outpace itself: `install.py run | test | bench`.

Runs with any Python from 3.11 on, standard library only, and is quick when nothing changed. It doesn't build the page
(`tools/web.py` does) and never resolves versions (`tools/lock.py` does).
"""

import os
import shutil
import subprocess
import sys

from steps import PYTHON, ROOT, SCRIPTS, STAMPS, VENV, digest, is_done, mark_done, refuse, run, say

MINIMUM = (3, 11)
REQUIREMENTS = ROOT / "requirements"


def main(kind: str) -> None:
    """Do the four steps for `run`, `test` or `bench`."""
    if sys.version_info < MINIMUM:
        refuse(f"Outpace needs Python 3.11 or later; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 …")
    make_environment("1/4 Python environment")
    install_tools("2/4 Installer")
    install_packages("3/4 Python packages", kind)
    install_outpace("4/4 Outpace")


def make_environment(title: str) -> None:
    """Create `.venv`, or again when its interpreter is gone."""
    if _answers(PYTHON):
        say(f"{title}: ready")
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    try:
        import ensurepip  # noqa: F401  Debian ships it apart from Python
    except ImportError:
        refuse("Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv")
    run(title, [sys.executable, "-m", "venv", VENV])


def install_tools(title: str) -> None:
    """Install uv and the build backend with pip, by hash."""
    file = REQUIREMENTS / "setup.txt"
    key = digest([file])
    if is_done(STAMPS / "setup", key):
        say(f"{title}: ready")
        return
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(title, [*pip, "--require-hashes", "-r", str(file)])
    mark_done(STAMPS / "setup", key)


def install_packages(title: str, kind: str) -> None:
    """Install `requirements/<kind>.txt` with uv, by hash. What the tests and the peers need contains what a run needs."""
    file = REQUIREMENTS / f"{kind}.txt"
    count = sum("==" in line for line in file.read_text("utf-8").splitlines())
    key = digest([file])
    if is_done(STAMPS / kind, key):
        say(f"{title}: {count} ready")
        return
    uv_install(f"{title} ({count})", "--require-hashes", "-r", str(file))
    mark_done(STAMPS / kind, key)
    if kind != "run":
        mark_done(STAMPS / "run", digest([REQUIREMENTS / "run.txt"]))


def install_outpace(title: str) -> None:
    """Install this working copy, editable, without touching its dependencies."""
    key = digest([ROOT / "pyproject.toml"], str(ROOT))
    if is_done(STAMPS / "outpace", key) and (SCRIPTS / "outpace").exists():
        say(f"{title}: ready")
        return
    uv_install(title, "--no-deps", "--no-build-isolation", "--reinstall-package", "outpace", "--editable", str(ROOT))
    mark_done(STAMPS / "outpace", key)


def uv_install(title: str, *arguments: str) -> None:
    """Run `uv pip install` in the environment, from the index that pip is set to use."""
    run(title, [SCRIPTS / "uv", "pip", "install", "--python", PYTHON, *arguments], env={**os.environ, **_index()})


def _index() -> dict[str, str]:
    if "UV_DEFAULT_INDEX" in os.environ:
        return {}
    asked = [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"]
    index = os.environ.get("PIP_INDEX_URL") or subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    return {"UV_DEFAULT_INDEX": index} if index else {}


def _answers(python: os.PathLike[str]) -> bool:
    try:
        code = f"import sys, pip; sys.exit(sys.version_info < {MINIMUM})"
        return subprocess.run([python, "-c", code], capture_output=True).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"], ["bench"]):
        refuse("usage: install.py run | test | bench")
    main(sys.argv[1])

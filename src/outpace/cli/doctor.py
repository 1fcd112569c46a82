"""`outpace doctor`: what is missing, and how to get it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from outpace.cli.say import pick, tell, tell_json
from outpace.desk.home import Home, find_home
from outpace.words.decision import Text
from outpace.words.problem import ProblemError

FREE_GB = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: good, missing but not needed, or bad; and what to do."""

    what: str
    state: str
    text: Text


def doctor(as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False) -> None:
    """Say what is missing on this machine and how to get it. Exit code 7 where something needed is."""
    findings = list(examine(find_home()))
    if as_json:
        tell_json(
            {"findings": [{"what": f.what, "state": f.state, "zh": f.text.zh, "en": f.text.en} for f in findings]}
        )
    for finding in findings if not as_json else ():
        mark = {"good": "✓", "optional": "·", "bad": "✗"}[finding.state]
        tell(f"{mark} {finding.what:10} {pick(finding.text)}", f"{mark} {finding.what:10} {pick(finding.text)}")
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(7)


def examine(home: Home) -> Iterator[Finding]:
    """Look at everything an installation stands on."""
    for look in (_database, _folder, _page, _browser, _fonts):
        yield look(home)


def _database(home: Home) -> Finding:
    if os.environ.get("DATABASE_URL"):
        return Finding("database", "good", Text("使用 DATABASE_URL 指定的服务器", "the server that DATABASE_URL names"))
    from outpace.desk.postgres import Cluster, find_binaries, supervisor_of

    try:
        found = find_binaries(os.environ)
        running = supervisor_of(Cluster.under(home.root, os.environ).data)
    except ProblemError as problem:
        return Finding("database", "bad", problem.problem.text)
    zh, en = ("正在运行", "running") if running else ("未运行，需要时自动启动", "not running; started when needed")
    return Finding("database", "good", Text(f"PostgreSQL {found.major}，{zh}", f"PostgreSQL {found.major}, {en}"))


def _folder(home: Home) -> Finding:
    free = shutil.disk_usage(home.make().root).free / 2**30
    state = "good" if free >= FREE_GB else "bad"
    return Finding(
        "folder", state, Text(f"{home.root}，剩余 {free:.0f} GB", f"{home.root}, {free:.0f} GB free (needs {FREE_GB})")
    )


def _page(home: Home) -> Finding:
    from outpace.desk.settings import WEB_DIST

    if (WEB_DIST / "index.html").is_file():
        return Finding("page", "good", Text("网页已构建", "the page is built"))
    return Finding("page", "bad", Text("网页未构建：运行 make web", "the page is not built: run `make web`"))


def _browser(home: Home) -> Finding:
    return _optional(
        "browser",
        lambda: bool(shutil.which("chromium")),
        "Chromium 可用于浏览器测试",
        "Chromium for browser tests",
        "没有 Chromium，浏览器测试不会运行：apt-get install chromium",
        "no Chromium, browser tests won't run: apt-get install chromium",
    )


def _fonts(home: Home) -> Finding:
    folders = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/noto")
    found = any("CJK" in name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder))
    return _optional(
        "fonts",
        lambda: found,
        "有中文字体",
        "a Chinese font is installed",
        "没有中文字体，截图里中文会缺字：apt-get install fonts-noto-cjk",
        "no Chinese font, Chinese is missing in screenshots: apt-get install fonts-noto-cjk",
    )


def _optional(what: str, test: Callable[[], bool], zh: str, en: str, no_zh: str, no_en: str) -> Finding:
    return Finding(what, "good", Text(zh, en)) if test() else Finding(what, "optional", Text(no_zh, no_en))

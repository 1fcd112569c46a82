"""`outpace demo`: a fictional outbreak to look at and work with, on this machine alone."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from outpace.cli.say import tell, tell_json
from outpace.cli.serve import run_services
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import Home, find_home
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.desk.drills.demo import Player
    from outpace.desk.drills.people import SignIn

WINDOW = timedelta(days=6)
DAY = timedelta(days=1)


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="drive a day of it without a page and end")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line (with --headless)")] = False,
    port: Annotated[
        int, typer.Option(min=1, max=65534, help="port of the page; live updates take the next one")
    ] = 8000,
) -> None:
    """Load a fictional outbreak and serve it on 127.0.0.1. Ctrl-C stops all; the second start keeps the data."""
    if headless:
        _headless(as_json)
        return
    os.environ["OUTPACE_SECOND_FACTOR"] = "optional"
    home = find_home()
    with database(home, alone=True, upgrading=lambda phase, done: None) as server:
        _load_once(home)
        signs = _fresh_sign_ins()
        run_services(home, server, port, lambda url: _welcome(url, signs))


def _headless(as_json: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="outpace-demo-") as folder:
        Path(folder).chmod(0o755)
        home = Home(Path(folder) / "home")
        with _settled(home), database(home):
            player, at = _stage(home)
            with _bar("outbreak") as step:
                player.play(at - WINDOW, at - DAY, step)
            player.link(at - DAY)
            from outpace.desk.drills.day import drive

            with _bar("day") as step:
                answer = drive(player, at - DAY, at, step)
    if as_json:
        tell_json(answer)
        return
    for name, value in answer.items():
        tell(f"{name}: {value}", f"{name}: {value}")


@contextmanager
def _settled(home: Home) -> Iterator[None]:
    before = os.environ.get("OUTPACE_HOME")
    os.environ["OUTPACE_HOME"] = str(home.root)
    try:
        yield
    finally:
        if before is None:
            del os.environ["OUTPACE_HOME"]
        else:
            os.environ["OUTPACE_HOME"] = before


def _stage(home: Home) -> "tuple[Player, datetime]":
    """Import the province, open the incident, employ the staff; give who plays, and the fiction's last instant."""
    from outpace.desk.drills.demo import ZONE, Player, load_areas, open_demo
    from outpace.desk.drills.fiction import fiction_edition
    from outpace.desk.drills.people import employ
    from outpace.desk.scope.actor import local_operator
    from outpace.world.outbreak import outbreak
    from outpace.world.province import yunlan

    at = now().astimezone(ZoneInfo(ZONE))
    province = yunlan()
    load_areas(province, at - WINDOW)
    drawn = outbreak(province, at)
    incident = open_demo(drawn, fiction_edition(), at - WINDOW)
    return Player(home, drawn, incident, employ(drawn, at - WINDOW), local_operator()), at


def _load_once(home: Home) -> None:
    from outpace.desk.areas.models import Incident
    from outpace.desk.drills.demo import LAST_FILE
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.world.outbreak.demo import CODE

    with scope(local_operator(), Purpose.DEMO):
        if Incident.objects.filter(code=CODE).exists():
            return
    tell("正在装入虚构疫情（约半分钟）……", "Loading a fictional outbreak (about half a minute) …")
    with _bar("outbreak") as step:
        player, at = _stage(home)
        player.play(at - WINDOW, at - LAST_FILE, step)
        player.import_file(at - LAST_FILE, at)
        player.link(at)
        player.play(at - LAST_FILE, at, step)


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    parts = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*parts, console=Console(file=sys.stderr)) as bar:
        line = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(line, completed=done, total=total)


def _fresh_sign_ins() -> "list[SignIn]":
    from outpace.desk.accounts.passwords import made_password
    from outpace.desk.drills.people import sign_ins

    return sign_ins(now(), made_password)


def _welcome(url: str, signs: "list[SignIn]") -> None:
    tell(f"\n  打开  {url}\n", f"\n  Open  {url}\n")
    for sign in signs:
        tell(
            f"  {sign.what_zh:12} {sign.name:13} {sign.password}", f"  {sign.what_en:34} {sign.name:13} {sign.password}"
        )
    tell(
        "\n  演示用的虚构登录，没有第二重验证，只在本次运行有效。Ctrl-C 停止。",
        "\n  Made-up sign-ins for this run, without a second factor. Ctrl-C stops everything.",
    )

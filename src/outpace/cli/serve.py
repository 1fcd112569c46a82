"""`outpace serve` and `outpace stop`: everything an installation runs, under one supervisor with one log."""

import os
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.say import tell
from outpace.desk.accounts.secrets import check_secrets
from outpace.desk.archive import archive_of
from outpace.desk.clock import ticks
from outpace.desk.database import database
from outpace.desk.home import Home, find_home
from outpace.desk.serving.supervisor import (
    Addresses,
    Stop,
    refuse_taken_ports,
    serving_pid,
    supervise,
)
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.desk.postgres import Running

STOP_WITHIN_S = 60.0


def serve(
    port: Annotated[
        int, typer.Option(min=1, max=65534, help="port of the page; live updates take the next one")
    ] = 8000,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
) -> None:
    """Serve this installation: database, web, live, positives, worker, importer, sequencer and tick."""
    home = find_home()
    _refuse_second(home)
    refuse_taken_ports(Addresses(host, port))
    with database(home, alone=True) as server:
        run_services(home, server, port, lambda url: tell(f"打开 {url}", f"Open {url}"), host)


def run_services(
    home: Home, server: "Running | None", port: int, welcome: Callable[[str], None], host: str = "127.0.0.1"
) -> None:
    """Run all processes until Ctrl-C or `outpace stop`. Raises PAGE_NOT_BUILT, PORT_TAKEN, ALREADY_SERVING."""
    from outpace.desk.archive.server import give_up
    from outpace.desk.life.editions_kept import open_editions
    from outpace.desk.postgres import embedded
    from outpace.desk.settings import WEB_DIST

    if not (WEB_DIST / "index.html").is_file():
        raise ProblemError("PAGE_NOT_BUILT")
    check_secrets(home, os.environ)
    open_editions(home)
    at = Addresses(host, port)
    refuse_taken_ports(at)
    if server is not None and archive_of(os.environ) is None:
        give_up(embedded(server.cluster))
    stop = Stop()
    stop.listen()
    supervise(home, server, at, ready=lambda: welcome(at.url), stop=stop)
    tell("已停止。", "Stopped.")


def _refuse_second(home: Home) -> None:
    pid = serving_pid(home)
    if pid is not None:
        raise ProblemError("ALREADY_SERVING", home=str(home.root), pid=pid)


def stop() -> None:
    """Stop what serves this installation."""
    home = find_home()
    pid = serving_pid(home)
    if pid is None:
        raise ProblemError("NOT_RUNNING", home=str(home.root))
    os.kill(pid, signal.SIGTERM)
    until = ticks() + STOP_WITHIN_S
    while serving_pid(home) is not None and ticks() < until:
        time.sleep(0.1)
    tell("已停止。", "Stopped.")

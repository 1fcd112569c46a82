"""`outpace`: reads like a table of contents.

Its commands import what they work with when they run: a word of help or a stop loads no database and no numbers.
"""

import os
import sys
from typing import NoReturn

import typer

from outpace.cli import (
    accounts,
    areas,
    backup,
    bench,
    demo,
    doctor,
    export,
    figures,
    health,
    imports,
    incidents,
    ledger,
    loop,
    protocols,
    receipts,
    restore,
    serve,
    transfer,
    upgrade,
    world,
)
from outpace.cli.help_in_chinese import speak_chinese
from outpace.cli.say import chinese, said
from outpace.words.problem import Problem, ProblemError

app = typer.Typer(
    name="outpace",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Outpace: a command platform for outbreak response. State lives in one folder, moved by OUTPACE_HOME.",
)
app.command("demo", rich_help_panel="Start")(demo.demo)
app.command("serve", rich_help_panel="Start")(serve.serve)
app.command("stop", rich_help_panel="Start")(serve.stop)
app.command("doctor", rich_help_panel="Start")(doctor.doctor)
app.add_typer(areas.app, name="areas", rich_help_panel="Bring data in")
app.add_typer(incidents.app, name="incident", rich_help_panel="Bring data in")
app.add_typer(imports.app, name="import", rich_help_panel="Bring data in")
app.add_typer(receipts.app, name="receipts", rich_help_panel="Bring data in")
app.add_typer(accounts.app, name="accounts", rich_help_panel="Bring people in")
app.command("figures", rich_help_panel="See")(figures.figures)
app.add_typer(protocols.app, name="protocols", rich_help_panel="See")
app.command("transfer", rich_help_panel="Bring data in")(transfer.transfer)
app.add_typer(world.app, name="world", rich_help_panel="Practise")
app.command("bench", rich_help_panel="Measure")(bench.bench)
app.command("health", rich_help_panel="Keep it running")(health.health)
app.add_typer(ledger.app, name="ledger", rich_help_panel="Keep it running")
app.add_typer(loop.app, name="loop", rich_help_panel="Keep it running")
app.command("backup", rich_help_panel="Keep it running")(backup.backup)
app.command("restore", rich_help_panel="Keep it running")(restore.restore)
app.command("upgrade", rich_help_panel="Keep it running")(upgrade.upgrade)
app.command("export", rich_help_panel="Keep it running")(export.export)
app.add_typer(health.switches, name="switch", rich_help_panel="Keep it running")
app.command("hold", rich_help_panel="Keep it running")(health.hold)


def main() -> None:
    """Run a command; a problem is one sentence on standard error and its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outpace.desk.settings")
    try:
        command = typer.main.get_command(app)
        if chinese():
            speak_chinese(command)
        command()
    except Exception as failure:
        problem = _problem_of(failure)
        if problem is None:
            raise
        _refuse(problem)


def _problem_of(failure: Exception) -> Problem | None:
    """What the user is told; None for a defect of ours."""
    match failure:
        case ProblemError():
            return failure.problem
        case OSError(filename=str(path)):
            return Problem("FOLDER_UNUSABLE", {"path": path, "reason": failure.strerror or ""})
    return Problem("DATABASE_LOST", {}) if _is_lost_database(failure) else None


def _is_lost_database(failure: Exception) -> bool:
    import django.db
    import psycopg

    return isinstance(failure, psycopg.OperationalError | django.db.OperationalError | django.db.InterfaceError)


def _refuse(problem: Problem) -> NoReturn:
    sys.stderr.write(said(problem) + "\n")
    sys.exit(problem.kind.exit)

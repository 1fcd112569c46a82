"""`outpace`: reads like a table of contents."""

import os
import sys
from typing import NoReturn

import django.db
import psycopg
import typer

from outpace.cli import accounts, areas, bench, demo, doctor, figures, imports, incidents, serve
from outpace.cli.say import said
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
app.add_typer(accounts.app, name="accounts", rich_help_panel="Bring people in")
app.command("figures", rich_help_panel="See")(figures.figures)
app.command("bench", rich_help_panel="Measure")(bench.bench)


def main() -> None:
    """Run a command; a problem is one sentence on standard error and its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outpace.desk.settings")
    try:
        app()
    except ProblemError as problem:
        _refuse(problem.problem)
    except (psycopg.OperationalError, django.db.OperationalError, django.db.InterfaceError):
        _refuse(Problem("DATABASE_LOST", {}))
    except OSError as refused:
        if refused.filename is None:
            raise
        _refuse(Problem("FOLDER_UNUSABLE", {"path": str(refused.filename), "reason": refused.strerror or ""}))


def _refuse(problem: Problem) -> NoReturn:
    sys.stderr.write(said(problem) + "\n")
    sys.exit(problem.kind.exit)

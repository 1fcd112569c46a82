"""`outpace accounts`: open an account with a post."""

import secrets
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

from outpace.cli.incidents import area_of
from outpace.cli.say import tell
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.desk.scope.actor import Role
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

app = typer.Typer(no_args_is_help=True, help="Accounts: who may sign in, as what, where, until when.")


class StaffRole(StrEnum):
    """The roles a command may give. A resident's account belongs to a person; a service has no password."""

    COMMANDER = Role.COMMANDER
    TRACER = Role.TRACER
    OPERATOR = Role.OPERATOR


Posted = Annotated[StaffRole, typer.Option(help="what the account may do")]


@app.callback()
def _group() -> None:
    """Accounts: who may sign in, as what, where, until when."""


@app.command("open")
def open_one(
    name: Annotated[str, typer.Argument(help="name to sign in with")],
    role: Posted = StaffRole.TRACER,
    area: Annotated[str | None, typer.Option(help="area code; the top area unless given")] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="days until the post ends")] = 30,
    display_zh: Annotated[str, typer.Option(help="name shown in Chinese")] = "",
    display_en: Annotated[str, typer.Option(help="name shown in English")] = "",
) -> None:
    """Open an account, or give it a new password. The password is made here and shown once."""
    if not name.strip() or not name.isprintable():
        raise ProblemError("ACCOUNT_NAME_UNUSABLE")
    password = secrets.token_urlsafe(12)
    with database(find_home()):
        from outpace.desk.accounts.acts import open_account
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
            open_account(
                by=by,
                name=name,
                zh=display_zh or name,
                en=display_en or name,
                password=password,
                role=Role(role),
                area_path=area_of(area).path,
                starts=now(),
                ends=now() + timedelta(days=days),
            )
    tell(f"账号 {name}  密码 {password}（只显示这一次）", f"account {name}  password {password} (shown this once)")

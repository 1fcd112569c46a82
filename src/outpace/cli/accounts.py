"""`outpace accounts`: the accounts of this installation, from its own machine. The first administrator is made here."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.incidents import area_of
from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.desk.scope.actor import Role, local_operator
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.desk.accounts.models import Account, Post

app = typer.Typer(no_args_is_help=True, help="Accounts: who may sign in, as what, where, until when.")


class StaffRole(StrEnum):
    """The roles a command may give. A resident's account belongs to a person, the system's own to nobody."""

    COMMANDER = Role.COMMANDER
    TRACER = Role.TRACER
    OPERATOR = Role.OPERATOR
    ADMINISTRATOR = Role.ADMINISTRATOR
    OMBUDSMAN = Role.OMBUDSMAN
    STEWARD = Role.STEWARD


Named = Annotated[str, typer.Argument(help="name to sign in with")]
Posted = Annotated[StaffRole, typer.Option(help="what the account may do")]
Where = Annotated[str | None, typer.Option(help="area code; the top area unless given")]
Days = Annotated[int, typer.Option(min=1, max=3650, help="days until the post ends")]


@app.callback()
def _group() -> None:
    """Accounts: who may sign in, as what, where, until when."""


@app.command("open")
def open_one(
    name: Named,
    role: Posted = StaffRole.TRACER,
    area: Where = None,
    days: Days = 30,
    display_zh: Annotated[str, typer.Option(help="name shown in Chinese")] = "",
    display_en: Annotated[str, typer.Option(help="name shown in English")] = "",
    system: Annotated[bool, typer.Option("--system", help="an account of a system: it shows a token")] = False,
) -> None:
    """Open an account, or give it a new password. The password is made here, shown once and replaced by its owner."""
    if not name.strip() or not name.isprintable():
        raise ProblemError("ACCOUNT_NAME_UNUSABLE")
    with database(find_home()):
        from outpace.desk.accounts.acts import open_account, reset_password
        from outpace.desk.scope.session import scope

        at = now()
        with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
            account = open_account(
                by=by,
                name=name,
                zh=display_zh or name,
                en=display_en or name,
                password=None,
                role=Role(role),
                area_path=area_of(area).path,
                starts=at,
                ends=at + timedelta(days=days),
                system=system,
            )
            password = None if system else reset_password(by=by, account=account, at=at)
    if password is None:
        tell(
            f"系统账号 {name} 已建立。用 outpace accounts token 为它生成令牌。",
            f"account {name} of a system is open. Make its token with `outpace accounts token`.",
        )
        return
    tell(
        f"账号 {name}  密码 {password}（只显示这一次，72 小时内首次登录时换成自己的）",
        f"account {name}  password {password} (shown this once; to be replaced at the first sign-in, within 72 hours)",
    )


@app.command("close")
def close_one(name: Named) -> None:
    """Close an account for ever, at once: its sessions, tokens and posts end."""
    with database(find_home()):
        from outpace.desk.accounts.acts import close_account
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
            close_account(by=by, account=_account(name), at=now())
    tell(f"账号 {name} 已停用。", f"account {name} is closed.")


@app.command("grant")
def grant(name: Named, role: Posted, area: Where = None, days: Days = 30) -> None:
    """Give an account another post."""
    with database(find_home()):
        from outpace.desk.accounts.post_acts import grant_post
        from outpace.desk.scope.session import scope

        at = now()
        with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
            grant_post(
                by=by,
                account=_account(name),
                role=Role(role),
                area_path=area_of(area).path,
                purposes=(),
                starts=at,
                ends=at + timedelta(days=days),
                at=at,
            )
    tell(f"已给 {name} 岗位，{days} 天。", f"{name} holds the post for {days} days.")


@app.command("end")
def end(name: Named, area: Where = None) -> None:
    """End an account's post in an area, at once."""
    with database(find_home()):
        from outpace.desk.accounts.post_acts import end_post
        from outpace.desk.scope.session import scope

        at = now()
        with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
            end_post(by=by, post=_post(name, area, at), at=at)
    tell(f"{name} 的岗位已结束。", f"the post of {name} has ended.")


@app.command("renew")
def renew(name: Named, area: Where = None, days: Days = 30) -> None:
    """Let an account's post in an area run for so many days from now."""
    with database(find_home()):
        from outpace.desk.accounts.post_acts import renew_post
        from outpace.desk.scope.session import scope

        at = now()
        with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
            renew_post(by=by, post=_post(name, area, at), ends=at + timedelta(days=days), at=at)
    tell(f"{name} 的岗位延到 {days} 天后。", f"the post of {name} ends in {days} days.")


@app.command("token")
def token(
    name: Named,
    area: Where = None,
    label: Annotated[str, typer.Option(help="what the token is for")] = "outpace accounts token",
    days: Annotated[int, typer.Option(min=1, max=365, help="days until the token ends")] = 90,
) -> None:
    """Make a token for a system's post. It is shown once."""
    with database(find_home()):
        from outpace.desk.accounts.post_acts import make_token
        from outpace.desk.scope.session import scope

        at = now()
        with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
            post = _post(name, area, at)
            ends = min(at + timedelta(days=days), post.ends)
            _, secret = make_token(by=by, post=post, label=label, ends=ends, at=at)
    tell(
        f"令牌 {secret}（只显示这一次，{ends:%Y-%m-%d} 到期）",
        f"token {secret} (shown this once; ends {ends:%Y-%m-%d})",
    )


@app.command("revoke")
def revoke(name: Named) -> None:
    """End every token of a system, at once."""
    with database(find_home()):
        from outpace.desk.accounts.models import Token
        from outpace.desk.accounts.post_acts import end_token
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
            held = list(
                Token.objects.filter(account=_account(name), ended=None).select_related("account", "post__account")
            )
            for one in held:
                end_token(by=by, token=one, at=now())
    tell(f"{name} 的 {len(held)} 个令牌已停用。", f"{len(held)} tokens of {name} are revoked.")


@app.command("list")
def list_all(
    ending: Annotated[int | None, typer.Option(min=1, max=366, help="only what ends within so many days")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """List posts and tokens in force with their ends, the first to end first."""
    with database(find_home()):
        from outpace.desk.accounts.queries import posts_ending, token_end, tokens_ending
        from outpace.desk.scope.session import scope

        at, within = now(), timedelta(days=ending if ending is not None else 36500)
        with scope(local_operator(), Purpose.KEEP_ACCOUNTS):
            posts = [(p.account.name, p.role, p.area_path, p.ends) for p in posts_ending(at, within)]
            tokens = [(t.account.name, t.label, token_end(t)) for t in tokens_ending(at, within)]
    if as_json:
        tell_json(
            {
                "posts": [{"account": n, "role": r, "area": a, "ends": e.isoformat()} for n, r, a, e in posts],
                "tokens": [{"account": n, "label": label, "ends": e.isoformat()} for n, label, e in tokens],
            }
        )
        return
    for name, role, path, ends in posts:
        tell(f"{name}  {role}  {path}  到 {ends:%Y-%m-%d}", f"{name}  {role}  {path}  until {ends:%Y-%m-%d}")
    for name, label, ends in tokens:
        tell(f"{name}  令牌 {label}  到 {ends:%Y-%m-%d}", f"{name}  token {label}  until {ends:%Y-%m-%d}")


def _account(name: str) -> "Account":
    from outpace.desk.accounts.models import Account

    found = Account.objects.select_for_update().filter(name=name).first()
    if found is None:
        raise ProblemError("ACCOUNT_UNKNOWN", name=name)
    return found


def _post(name: str, area: str | None, at: datetime) -> "Post":
    """The post of an account in an area that has not ended. Raises ACCOUNT_UNKNOWN, POST_OVER."""
    from outpace.desk.accounts.models import Post

    posts = Post.objects.filter(account=_account(name), area_path=area_of(area).path, ends__gt=at)
    found = posts.select_related("account").order_by("-ends").first()
    if found is None:
        raise ProblemError("POST_OVER")
    return found

"""`outpace upgrade`: data of an older version brought up to this one."""

from collections.abc import Callable
from typing import Annotated

import typer

from outpace.cli.progress import steps
from outpace.cli.say import tell, tell_json
from outpace.desk.database import database, refuse_empty
from outpace.desk.home import find_home
from outpace.desk.serving.supervisor import serving_pid
from outpace.words.problem import ProblemError


def upgrade(as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False) -> None:
    """Bring the data up to this version. Back up first; stopped anywhere, run again it goes on."""
    home = find_home()
    refuse_empty(home)
    done: dict[str, int] = {}
    pid = serving_pid(home)
    if pid is not None:
        raise ProblemError("ALREADY_SERVING", home=str(home.root), pid=pid)
    with steps("upgrade") as step, database(home, alone=True, upgrading=_heard(done, step)):
        from outpace.desk.life.steps import applied

        taken = len(applied("owner"))
    if as_json:
        tell_json({"steps": taken, "done": done})
        return
    if not done:
        tell("数据已经是本版本的，没有要做的。", "The data is this version's already; there was nothing to do.")
    for phase, count in done.items():
        tell(f"{phase}：{count}", f"{phase}: {count}")


def _heard(done: dict[str, int], step: Callable[[str], None]) -> Callable[[str, int], None]:
    def hear(phase: str, count: int) -> None:
        if count:
            done[phase] = count
        step(f"{phase} {count}")

    return hear

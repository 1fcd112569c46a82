"""`outpace transfer`: move a case to another area, with everything that belongs to it."""

from typing import Annotated

import typer

from outpace.cli.say import chinese, tell
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose


def transfer(
    number: Annotated[str, typer.Argument(help="the case's number")],
    incident: Annotated[str, typer.Option(help="code of the incident")],
    to: Annotated[str, typer.Option(help="code of the area the case goes to")],
    why: Annotated[str, typer.Option(help="why it moves; kept with the case")],
    yes: Annotated[bool, typer.Option("--yes", help="do not ask first")] = False,
) -> None:
    """Move a case to another area. The area it leaves no longer sees it."""
    if not yes:
        asked = f"病例 {number} 转到 {to}？原区域将看不到它。" if chinese() else f"Move case {number} to {to}?"
        typer.confirm(asked, abort=True)
    with database(find_home()):
        from outpace.cli.incidents import area_of
        from outpace.desk.areas.queries import incident_by_code
        from outpace.desk.cases.models import Case
        from outpace.desk.cases.moves import transfer_case
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.TRANSFER) as by:
            held = Case.objects.select_related("area", "incident__area").filter(number=number)
            case = held.filter(incident=incident_by_code(incident)).first()
            if case is None:
                raise ProblemError("NOT_FOUND")
            moved = transfer_case(by=by, case=case, to=area_of(to), why=why, at=now())
    tell(f"病例 {moved.number} 现属 {to}", f"case {moved.number} belongs to {to} now")

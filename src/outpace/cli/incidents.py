"""`outpace incident`: open an outbreak under an edition, list what is open."""

from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.desk.areas.models import Area

app = typer.Typer(no_args_is_help=True, help="Incidents: an outbreak, its edition, its area.")


@app.command("open")
def open_one(
    code: Annotated[str, typer.Argument(help="short code, for instance YL-1")],
    edition: Annotated[str, typer.Option(help="id of the protocol edition: a folder under protocols/")],
    name_zh: Annotated[str, typer.Option(help="name in Chinese")] = "",
    name_en: Annotated[str, typer.Option(help="name in English")] = "",
    area: Annotated[str | None, typer.Option(help="area code; the top area unless given")] = None,
    known_of: Annotated[
        int | None, typer.Option(min=0, help="cases reported in all, where the list holds fewer")
    ] = None,
    source: Annotated[str, typer.Option(help="where that total is from")] = "",
    retrospective: Annotated[
        bool, typer.Option("--retrospective", help="a past outbreak: decisions, no tasks")
    ] = False,
) -> None:
    """Open an incident."""
    with database(find_home()):
        from outpace.desk.areas.acts import open_incident
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.KEEP_INCIDENTS) as by:
            made = open_incident(
                by=by,
                code=code,
                zh=name_zh or code,
                en=name_en or code,
                edition=edition,
                area=area_of(area),
                at=now(),
                retrospective=retrospective,
                reported_total=known_of,
                reported_source=source,
            )
            tell(
                f"疫情 {made.code} 已建立，方案 {made.edition}",
                f"incident {made.code} is open under edition {made.edition}",
            )


def area_of(code: str | None) -> "Area":
    """The area of a code, or the only top area. Raises AREA_UNKNOWN, AREA_NEEDED, AREA_CHOOSE. Needs an open scope."""
    from outpace.desk.areas.models import Area
    from outpace.desk.areas.queries import roots

    if code is not None:
        found = Area.objects.filter(code=code).first()
        if found is None:
            raise ProblemError("AREA_UNKNOWN", code=code)
        return found
    tops = roots()
    if len(tops) != 1:
        raise ProblemError("AREA_CHOOSE", count=len(tops)) if tops else ProblemError("AREA_NEEDED")
    return tops[0]


@app.command("list")
def list_all(as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False) -> None:
    """List the incidents."""
    with database(find_home()):
        from outpace.desk.areas.models import Incident
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.KEEP_INCIDENTS):
            rows = [
                {"code": i.code, "name_zh": i.name_zh, "name_en": i.name_en, "edition": i.edition, "area": i.area.code}
                for i in Incident.objects.select_related("area").order_by("code")
            ]
    if as_json:
        tell_json({"incidents": rows})
    for row in rows if not as_json else ():
        tell("{code}  {name_zh}  {edition}".format(**row), "{code}  {name_en}  {edition}".format(**row))

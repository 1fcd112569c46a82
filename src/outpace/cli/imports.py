"""`outpace import`: a line list, a file of transmission links or of exposures, with a balanced receipt."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.incidents import area_of
from outpace.cli.say import said, tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import Home, find_home
from outpace.exchange.mapping import FileKind
from outpace.words.ids import IdKind, encode
from outpace.words.problem import Problem, ProblemError
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.desk.areas.models import Area, Incident
    from outpace.desk.importing import Runner
    from outpace.desk.intake.acts import Reading
    from outpace.desk.intake.models import Receipt
    from outpace.desk.postgres import Running
    from outpace.desk.scope.actor import Actor

app = typer.Typer(no_args_is_help=True, help="Import files; every row is accounted for.")

File = Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, XLS or Parquet")]
Map = Annotated[list[str] | None, typer.Option("--map", help="COLUMN=FIELD, as often as needed; COLUMN= leaves it out")]
Set = Annotated[list[str] | None, typer.Option("--set", help="FIELD=VALUE for every row, as often as needed")]
Edition = Annotated[
    str | None, typer.Option(help="protocol edition; opens an incident of that name where none is named")
]
IncidentCode = Annotated[str | None, typer.Option("--incident", help="code of the incident the rows belong to")]
AreaCode = Annotated[str | None, typer.Option("--area", help="area of rows that name none; the top area unless given")]
Sheet = Annotated[str | None, typer.Option(help="sheet of a workbook")]
Dates = Annotated[str | None, typer.Option("--dates", help="dmy, mdy or ymd where the file leaves it open")]
KnownOf = Annotated[
    int | None, typer.Option("--known-of", min=0, help="cases reported in all, where the list holds fewer")
]
Past = Annotated[bool, typer.Option("--retrospective", help="a past outbreak: decisions, no tasks")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object on the last line")]


@app.command("linelist")
def linelist(
    file: File,
    columns: Map = None,
    constants: Set = None,
    edition: Edition = None,
    incident: IncidentCode = None,
    area: AreaCode = None,
    sheet: Sheet = None,
    dates: Dates = None,
    known_of: KnownOf = None,
    retrospective: Past = False,
    as_json: AsJson = False,
) -> None:
    """Import a line list: one row a case. The same file twice adds nothing."""
    frame = Frame(incident, edition, area, known_of, retrospective)
    _run(FileKind.LINELIST, file, frame, columns, constants, sheet, dates, as_json)


@app.command("links")
def links(
    file: File,
    columns: Map = None,
    edition: Edition = None,
    incident: IncidentCode = None,
    area: AreaCode = None,
    sheet: Sheet = None,
    as_json: AsJson = False,
) -> None:
    """Import transmission links: one row a pair of cases. They are never traced contacts."""
    _run(FileKind.LINKS, file, Frame(incident, edition, area), columns, None, sheet, None, as_json)


@app.command("exposures")
def exposures(
    file: File,
    columns: Map = None,
    constants: Set = None,
    incident: IncidentCode = None,
    area: AreaCode = None,
    sheet: Sheet = None,
    dates: Dates = None,
    as_json: AsJson = False,
) -> None:
    """Import exposures: one row a person who met a case, and what the person told. Contacts follow by the edition's rules."""
    _run(FileKind.EXPOSURES, file, Frame(incident, None, area), columns, constants, sheet, dates, as_json)


class Frame:
    """The incident a file belongs to, as the options name it."""

    def __init__(
        self,
        incident: str | None,
        edition: str | None,
        area: str | None,
        known_of: int | None = None,
        past: bool = False,
    ) -> None:
        self.incident, self.edition, self.area, self.known_of, self.past = incident, edition, area, known_of, past

    def settle(self, by: "Actor") -> tuple["Incident", "Area"]:
        """Find or open the incident, and the area of rows that name none. Needs the scope that the receipt is opened in.

        So a file that is refused leaves no incident behind.
        """
        from outpace.desk.areas.acts import open_incident, state_reported_total
        from outpace.desk.areas.queries import incident_by_code

        area = area_of(self.area)
        if self.edition is None:
            if not self.incident:
                raise ProblemError("INCIDENT_NEEDED")
            found = incident_by_code(self.incident)
            if self.known_of is not None:
                found = state_reported_total(by=by, incident=found, total=self.known_of, at=now())
            return found, area
        code = self.incident or self.edition
        made = open_incident(
            by=by,
            code=code,
            zh=code,
            en=code,
            edition=self.edition,
            area=area,
            at=now(),
            retrospective=self.past,
            reported_total=self.known_of,
        )
        return made, area


def _pairs(given: list[str] | None, option: str, form: str) -> dict[str, str]:
    pairs = {}
    for text in given or []:
        name, sign, value = text.rpartition("=") if option == "--map" else text.partition("=")
        if not sign or not name:
            raise ProblemError("OPTION_UNREADABLE", option=option, form=form, value=text)
        pairs[name] = value
    return pairs


def _run(
    kind: FileKind,
    file: Path,
    frame: Frame,
    columns: list[str] | None,
    constants: list[str] | None,
    sheet: str | None,
    dates: str | None,
    as_json: bool,
) -> None:
    if not file.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=str(file))
    if dates is not None and dates not in ("dmy", "mdy", "ymd"):
        raise ProblemError("OPTION_UNREADABLE", option="--dates", form="dmy | mdy | ymd", value=dates)
    chosen = {name: value or None for name, value in _pairs(columns, "--map", "COLUMN=FIELD").items()}
    home = find_home()
    with database(home) as server:
        from outpace.desk.intake.acts import Reading

        reading = Reading(columns=chosen, constants=_pairs(constants, "--set", "FIELD=VALUE"), date_order=dates)
        receipt = _import(home, server, kind, file, frame, reading, sheet)
        _deliver()
        answer = _answer(receipt)
    tell_json(answer) if as_json else _print(answer)


def _import(
    home: Home,
    server: "Running | None",
    kind: FileKind,
    file: Path,
    frame: Frame,
    reading: "Reading",
    sheet: str | None,
) -> "Receipt":
    from outpace.desk.importing import Runner, turn
    from outpace.desk.intake.acts import open_receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    by = local_operator()
    with ExitStack() as held:
        with scope(by, Purpose.IMPORT):
            incident, area = frame.settle(by)
            held.enter_context(turn(by, incident.pk))
            receipt = open_receipt(
                by=by,
                home=home,
                file=file,
                name=file.name,
                kind=kind,
                incident=incident,
                area=area,
                reading=reading,
                at=now(),
                sheet=sheet,
            )
        runner = Runner(by, home) if server is None else Runner(by, home, revive=server.restart_if_dead)
        return _with_bar(runner, receipt)


def _with_bar(runner: "Runner", receipt: "Receipt") -> "Receipt":
    from dataclasses import replace

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(file=sys.stderr)) as bar:
        line = bar.add_task(receipt.file_name, total=receipt.rows_total, completed=receipt.position)
        return replace(runner, progress=lambda stood: bar.update(line, completed=stood.position)).run(receipt)


def _deliver() -> None:
    """Let the loop work through what the import set in motion, where no worker runs."""
    from outpace.desk.drain import drain

    while drain(now()):
        pass


def _answer(receipt: "Receipt") -> dict[str, object]:
    from outpace.cli.receipts import rejected_rows

    return {
        "receipt": encode(IdKind.RECEIPT, receipt.pk),
        "file": receipt.file_name,
        "sha256": receipt.sha256,
        "kind": receipt.kind,
        "state": receipt.state,
        "read": receipt.position,
        "accepted": receipt.accepted,
        "duplicate": receipt.duplicate,
        "rejected": receipt.rejected,
        "balanced": receipt.position == receipt.accepted + receipt.duplicate + receipt.rejected,
        "mapping": receipt.mapping["columns"],
        "rejects": rejected_rows(receipt),
    }


def _print(answer: dict[str, object]) -> None:
    for reject in answer["rejects"]:  # type: ignore[attr-defined]
        for problem in reject["problems"]:
            line = said(Problem(problem["code"], problem["params"]))
            tell(f"第 {reject['row']} 行  {line}", f"row {reject['row']}  {line}")
    tell(
        "{file}：读取 {read} = 接受 {accepted} + 重复 {duplicate} + 拒绝 {rejected}（sha256 {sha256:.12}…）".format(
            **answer
        ),
        "{file}: read {read} = accepted {accepted} + duplicate {duplicate} + rejected {rejected} (sha256 {sha256:.12}…)".format(
            **answer
        ),
    )
    if answer["rejected"]:
        tell(
            "要更正退回的行：outpace receipts rejects {receipt} --csv 文件名".format(**answer),
            "To correct what was rejected: outpace receipts rejects {receipt} --csv FILE".format(**answer),
        )

"""Play the fictional outbreak into the desk hour by hour: reports, interviews, the loop, the staff, the tick.

The rows of the last day come as a file, with the typing mistakes that files have, so that a receipt and its rejected
rows are there to see.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from outpace.desk.areas.acts import import_areas, open_incident
from outpace.desk.areas.models import Area, Incident
from outpace.desk.areas.queries import Place, place, places
from outpace.desk.cases.acts import register_cases
from outpace.desk.cases.links import register_links
from outpace.desk.cases.models import Case
from outpace.desk.drain import drain
from outpace.desk.drills.rows import case_record, exposure_row, link_record
from outpace.desk.drills.staff import Staff
from outpace.desk.home import Home
from outpace.desk.importing import Runner, turn
from outpace.desk.intake.acts import Reading, open_receipt
from outpace.desk.scope.actor import Actor, local_operator
from outpace.desk.scope.session import scope
from outpace.desk.ticking import tick
from outpace.desk.tracing.acts import Source, record_exposures
from outpace.exchange.boundaries import read_boundaries
from outpace.exchange.mapping import FileKind
from outpace.words.area import Level
from outpace.words.purpose import Purpose
from outpace.world.outbreak import Outbreak, OutbreakCase, OutbreakExposure, write_linelist_csv
from outpace.world.province import Province, write_geojson, write_population_csv

ZONE = "Asia/Shanghai"
STEP = timedelta(hours=2)
LAST_FILE = timedelta(hours=12)
"""The reports of these last hours come as a file."""
Progress = Callable[[int, int], None]


def load_areas(province: Province, at: datetime) -> None:
    """Import the province as a user would: a GeoJSON of each level, a CSV of populations."""
    with tempfile.TemporaryDirectory() as folder:
        for level in (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP):
            shapes, people = Path(folder) / f"{level}.geojson", Path(folder) / f"{level}.csv"
            write_geojson(province, shapes, level=level)
            write_population_csv(province, people, level=level)
            file = read_boundaries(shapes, population=people, crs="wgs84", level=level, root=None)
            with scope(local_operator(), Purpose.IMPORT_AREAS) as by:
                import_areas(by=by, records=file.records, zone=ZONE, at=at)


@dataclass(slots=True)
class Player:
    """Plays an outbreak into an incident. `edition` is the protocol edition in force in the fiction."""

    home: Home
    outbreak: Outbreak
    incident: Incident
    staff: Staff
    by: Actor

    def play(self, since: datetime, until: datetime, progress: Progress = lambda done, total: None) -> None:
        """Play from one instant to another, a step at a time."""
        total = max(1, -(-(until - since) // STEP))
        for done, (low, high) in enumerate(_steps(since, until), 1):
            self.step(low, high)
            progress(done, total)

    def step(self, low: datetime, high: datetime) -> None:
        """What happens between two instants."""
        self._register([case for case in self.outbreak.cases if low < case.reported_at <= high], high)
        self._tell([told for told in self.outbreak.exposures if low < told.told_at <= high], high)
        self.deliver(high)
        self.staff.work(high)
        self.deliver(high)
        tick(high)

    def deliver(self, at: datetime) -> None:
        """Let the loop work through everything that waits."""
        while drain(at):
            pass

    def _register(self, cases: Sequence[OutbreakCase], at: datetime) -> None:
        if cases:
            with scope(self.by, Purpose.REGISTER_CASES):
                register_cases(by=self.by, incident=self.incident, rows=[case_record(case) for case in cases], at=at)

    def _tell(self, told: Sequence[OutbreakExposure], at: datetime) -> None:
        for number in dict.fromkeys(row.case for row in told):
            with scope(self.by, Purpose.TRACE_CONTACTS):
                case = (
                    Case.objects.select_related("area", "incident__area")
                    .filter(incident=self.incident, number=number)
                    .first()
                )
                if case is not None:
                    rows = [exposure_row(row) for row in told if row.case == number]
                    about = Source(case.pk, self.incident, self._place(case, rows[0].area_code))
                    record_exposures(by=self.by, source=about, rows=rows, at=at)

    def _place(self, case: Case, code: str | None) -> Place:
        return (
            place(case.area) if case.area else places([code or ""], self.by).get(code or "", place(self.incident.area))
        )

    def link(self, at: datetime) -> None:
        """Register the transmission links that investigations put down."""
        with scope(self.by, Purpose.REGISTER_LINKS):
            register_links(
                by=self.by, incident=self.incident, rows=[link_record(row) for row in self.outbreak.links], at=at
            )

    def import_file(self, since: datetime, at: datetime) -> None:
        """Import the line list of the cases reported since an instant, typing mistakes and all."""
        recent = tuple(case for case in self.outbreak.cases if case.reported_at > since)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"linelist-{at:%m%d}.csv"
            write_linelist_csv(replace(self.outbreak, cases=recent), file)
            self._import(file, FileKind.LINELIST, at)

    def _import(self, file: Path, kind: FileKind, at: datetime) -> None:
        with turn(self.by, self.incident.pk):
            with scope(self.by, Purpose.IMPORT):
                receipt = open_receipt(
                    by=self.by,
                    home=self.home,
                    file=file,
                    name=file.name,
                    kind=kind,
                    incident=self.incident,
                    area=self.incident.area,
                    reading=Reading(),
                    at=at,
                )
            Runner(self.by, self.home, clock=lambda: at).run(receipt)


def _steps(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    low = since
    while low < until:
        high = min(low + STEP, until)
        yield low, high
        low = high


def open_demo(outbreak: Outbreak, edition: str, at: datetime) -> Incident:
    """Open the fictional incident."""
    with scope(local_operator(), Purpose.KEEP_INCIDENTS) as by:
        area = Area.objects.get(code=outbreak.area_code)
        return open_incident(
            by=by,
            code=outbreak.code,
            zh=outbreak.name.zh,
            en=outbreak.name.en,
            edition=edition,
            area=area,
            at=at,
            began=outbreak.began,
        )

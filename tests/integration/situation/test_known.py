"""What was known then: a figure asked for later, as known at an instant, is the one that stood on the screen at that instant."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from outpace.exchange.linelist import CaseRecord
from outpace.exchange.links import LinkRecord
from outpace.words.case import CaseClass, FoundBy
from outpace.words.contact import ContactState, Setting
from outpace.words.problem import ProblemError
from tests.integration.api.conftest import open_post
from tests.integration.conftest import NOW, Province
from tests.integration.situation.conftest import day

if TYPE_CHECKING:
    from outpace.desk.areas.models import Area
    from outpace.desk.scope.actor import Actor
    from outpace.desk.situation.frame import Frame

HOUR = timedelta(hours=1)
CASES = [
    CaseRecord(
        number=f"K-{n}",
        area_code=f"900{1 + n % 2}",
        case_class=(CaseClass.SUSPECTED, CaseClass.CONFIRMED)[n % 2],
        found_by=FoundBy.CONTROL,
        onset=day(f"2022-03-0{n}"),
        reported=None if n == 4 else day("2022-03-05"),
    )
    for n in range(1, 5)
]
LINKS = [LinkRecord(infector="K-1", infectee="K-2"), LinkRecord(infector="K-2", infectee="K-3")]


class Story:
    """Acts one after the other, an hour between; the figures of each hour are kept where they are `shown`."""

    def __init__(self, province: Province, *, shown: bool = False) -> None:
        from outpace.desk.accounts.models import Account
        from outpace.desk.scope.actor import Actor, Role, local_operator
        from outpace.desk.scope.session import scope

        open_post("commander", Role.COMMANDER, province.root.path)
        with scope(local_operator(), "test"):  # type: ignore[arg-type]
            account = Account.objects.values_list("pk", flat=True).get(name="commander")
        self.by = Actor(account, Role.COMMANDER, (province.root.path,))
        self.province, self.at = province, NOW
        self.keys: dict[str, int] = {}
        self.shown: dict[datetime, dict[str, Any]] = {}
        for act in (
            self.register,
            self.tell,
            self.confirm,
            self.correct,
            self.join,
            self.finish,
            self.refute,
            self.move,
        ):
            self.at += HOUR
            act()
            if shown:
                self.shown[self.at] = {who: figures(self.frame(area), by) for who, by, area in self.readers()}

    def readers(self) -> "Iterator[tuple[str, Actor, Area | None]]":
        yield "province", self.by, None
        yield "county A, from above", self.by, self.province.a
        yield "county B, from above", self.by, self.province.b

    def frame(self, area: "Area | None" = None) -> "Frame":
        from outpace.desk.situation.frame import Frame

        return Frame(self.province.incident, area, self.at)

    @contextmanager
    def acting(self, purpose: str = "test") -> "Iterator[Actor]":
        from outpace.desk.scope.session import scope

        with scope(self.by, purpose) as by:  # type: ignore[arg-type]
            yield by

    def loop(self) -> None:
        from outpace.desk.drain import drain

        while drain(self.at):
            pass

    def register(self) -> None:
        from outpace.desk.cases.acts import register_cases

        with self.acting() as by:
            told = register_cases(by=by, incident=self.province.incident, rows=CASES, at=self.at)
            self.keys = {CASES[index].number: key for index, key in told.accepted.items()}
        self.loop()

    def tell(self) -> None:
        from outpace.desk.areas.queries import place
        from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures

        rows = [
            ExposureRow(setting=Setting.HOUSEHOLD, name=name, first=day("2022-03-03"), last=day(last))
            for name, last in (("石梅", "2022-03-05"), ("叶舟", "2022-03-06"))
        ]
        source = Source(self.keys["K-1"], self.province.incident, place(self.province.b))
        with self.acting("trace contacts") as by:
            record_exposures(by=by, source=source, rows=rows, at=self.at)
        self.loop()

    def confirm(self) -> None:
        self._decide(ContactState.CONFIRMED, "close")

    def refute(self) -> None:
        self._decide(ContactState.REFUTED, None)

    def _decide(self, state: ContactState, tier: str | None) -> None:
        from outpace.desk.tracing.acts import decide_contact
        from outpace.desk.tracing.models import Contact

        with self.acting() as by:
            contact = Contact.objects.order_by("last_exposure").first()
            assert contact is not None
            decide_contact(by=by, contact=contact, state=state, tier=tier, why="asked again", at=self.at)
        self.loop()

    def correct(self) -> None:
        from outpace.desk.cases.corrections import correct_case
        from outpace.desk.cases.models import Case

        for number, field, value in (
            ("K-2", "case_class", "discarded"),
            ("K-3", "onset", "2022-02-26"),
            ("K-4", "found_by", "community"),
        ):
            with self.acting() as by:
                case = Case.objects.select_related("area", "incident__area").get(number=number)
                correct_case(by=by, case=case, field=field, value=value, why="asked again", at=self.at)
        self.loop()

    def join(self) -> None:
        from outpace.desk.cases.links import register_links

        with self.acting() as by:
            register_links(by=by, incident=self.province.incident, rows=LINKS, at=self.at)

    def finish(self) -> None:
        from outpace.desk.tasks.acts import finish_task
        from outpace.desk.tasks.models import Task

        with self.acting() as by:
            task = Task.objects.filter(done_at=None).order_by("due_at", "pk").first()
            assert task is not None
            finish_task(by=by, task=task, outcome="done", note="", at=self.at)

    def move(self) -> None:
        from outpace.desk.cases.models import Case
        from outpace.desk.cases.moves import transfer_case

        with self.acting("transfer a record") as by:
            case = Case.objects.select_related("area", "incident__area").get(number="K-1")
            transfer_case(by=by, case=case, to=self.province.a, why="lives there", at=self.at)
        self.loop()


def figures(frame: "Frame", by: "Actor", *, as_known: datetime | None = None) -> dict[str, Any]:
    """Every figure of a frame, as an actor sees it: as the rows stand, or as known at an instant."""
    from outpace.desk.ledger.known import Moment
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.figures.chains import chain_figures, chain_lines
    from outpace.desk.situation.figures.curve import epidemic_curve
    from outpace.desk.situation.figures.delays import case_delays
    from outpace.desk.situation.figures.graph import chain_graph
    from outpace.desk.situation.figures.if_traced import follow_up_if_traced
    from outpace.desk.situation.figures.map import area_map
    from outpace.desk.situation.figures.summary import summary

    known = None if as_known is None else Moment(frame.as_of, as_known)
    with scope(by, "test"), replace(frame, known=known).as_was() as asked:  # type: ignore[arg-type]
        return {
            "summary": {name: value for name, value in summary(asked).items() if name not in ("rows", "as_known")},
            "map": without(area_map(asked, "county")),
            "curve": without(epidemic_curve(asked, "onset")),
            "delays": without(case_delays(asked, "onset", "report")),
            "chains": without(chain_figures(asked)),
            "lines": list(chain_lines(asked)),
            "graph": without(chain_graph(asked) or {}),
            "if traced": without(follow_up_if_traced(asked)),
        }


def without(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the links to its rows and its stamp of knowledge, which differ by what was asked."""
    return {name: value for name, value in answer.items() if name not in ("rows", "as_known")}


@pytest.fixture
def story(province: Province) -> Story:
    return Story(province)


def test_a_figure_as_known_then_is_the_one_that_was_shown_then(province: Province) -> None:
    story = Story(province, shown=True)
    assert story.shown
    assert len({str(shown) for shown in story.shown.values()}) == len(story.shown), "an act changed no figure"
    for at, shown in story.shown.items():
        for who, by, area in story.readers():
            then = figures(replace(story.frame(area), as_of=at), by, as_known=at)
            assert then == shown[who], f"{who} at {at}"


def test_what_was_corrected_since_is_in_the_figure_of_then_as_known_now(story: Story) -> None:
    first, end = NOW + HOUR, story.at
    then = figures(replace(story.frame(), as_of=first), story.by, as_known=first)["summary"]
    now = figures(replace(story.frame(), as_of=first), story.by, as_known=end)["summary"]
    assert (then["cases"]["total"], then["cases"]["discarded"]) == (4, 0)
    assert (now["cases"]["total"], now["cases"]["discarded"]) == (3, 1), "K-2 turned out to be none"
    assert now["contacts"]["total"] == then["contacts"]["total"] == 0, "nobody had been traced yet"
    assert now["found"] == {"control": 2, "screening": 0, "community": 1, "unknown": 0}


def test_a_case_counts_from_the_day_it_was_reported_on(story: Story) -> None:
    before = datetime(2022, 3, 4, 12, tzinfo=NOW.tzinfo)
    then = figures(replace(story.frame(), as_of=before), story.by, as_known=story.at)["summary"]
    assert then["cases"]["total"] == 0
    after = figures(replace(story.frame(), as_of=before + 2 * HOUR * 12), story.by, as_known=story.at)["summary"]
    assert after["cases"]["total"] == 2, "one was discarded, of one nobody knew the day before it was recorded"


def test_who_may_not_see_a_row_now_does_not_see_it_as_it_was(story: Story) -> None:
    from outpace.desk.ledger.models import Superseded
    from outpace.desk.scope.session import scope

    moved = story.keys["K-1"]
    for by, sees in ((story.province.tracer_a, True), (story.province.tracer_b, False)):
        with scope(by, "test"):  # type: ignore[arg-type]
            assert Superseded.objects.filter(key=moved).exists() is sees
    at = NOW + HOUR
    frame = replace(story.frame(), as_of=at)
    theirs = [figures(frame, by, as_known=at) for by in (story.province.tracer_a, story.province.tracer_b)]
    assert [shown["summary"]["cases"]["total"] for shown in theirs] == [2 + 1, 2 - 1]


def test_a_figure_reads_no_other_moment_than_its_own(story: Story) -> None:
    from outpace.desk.ledger.known import Moment
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.figures.summary import summary
    from outpace.desk.situation.frame import OtherMomentError

    frame = replace(story.frame(), known=Moment(NOW + HOUR, NOW + HOUR))
    with scope(story.by, "test"):  # type: ignore[arg-type]
        with pytest.raises(OtherMomentError):
            summary(frame)
        with frame.as_was(), pytest.raises(OtherMomentError):
            summary(story.frame())


def test_the_tables_are_read_again_after_the_moment_even_after_a_failure(story: Story) -> None:
    from outpace.desk.ledger.known import Moment, standing
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.figures.summary import summary

    frame = replace(story.frame(), known=Moment(NOW, NOW))
    with scope(story.by, "test"):  # type: ignore[arg-type]
        with suppress(ZeroDivisionError), frame.as_was():
            assert summary(frame)["cases"]["total"] == 0
            raise ZeroDivisionError
        assert standing() is None
        assert summary(story.frame())["cases"]["total"] == 3
        with frame.as_was():
            pass
        assert summary(story.frame())["cases"]["total"] == 3


def test_nothing_is_written_into_the_past(story: Story) -> None:
    from django.db import DatabaseError

    from outpace.desk.cases.models import Case
    from outpace.desk.ledger.known import Moment
    from outpace.desk.scope.session import scope

    frame = replace(story.frame(), known=Moment(NOW, NOW))
    with scope(story.by, "test"), pytest.raises(DatabaseError, match="cannot update view"), frame.as_was():  # type: ignore[arg-type]
        Case.objects.update(onset=None)


def test_a_moment_that_cannot_be_shown_is_refused(story: Story) -> None:
    from outpace.desk.ledger.known import Moment, moment
    from outpace.desk.scope.session import scope

    late, now = story.at + HOUR, story.at
    with scope(story.by, "test"):  # type: ignore[arg-type]
        assert moment(None, None, now) is None
        assert moment(NOW, None, now) == Moment(NOW, now)
        assert moment(None, NOW, now) == Moment(NOW, NOW)
        for as_of, as_known, code in ((None, late, "KNOWN_LATER"), (late, now, "KNOWN_BEFORE_AS_OF")):
            with pytest.raises(ProblemError, match=code):
                moment(as_of, as_known, now)


def test_a_view_has_the_columns_of_its_table(province: Province) -> None:
    """A view is made with the columns there were: a migration that changes such a table makes its view anew."""
    from django.db import connection

    from outpace.desk.scope.session import scope

    columns = """
        select c.relname, array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) order by a.attname)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = %s::regnamespace group by c.relname
    """
    with scope(province.commander, "test"), connection.cursor() as cursor:  # type: ignore[arg-type]
        cursor.execute(columns, ["public"])
        tables = dict(cursor.fetchall())
        cursor.execute(columns, ["known"])
        views = dict(cursor.fetchall())
    assert len(views) == 6
    assert {name: tables[name] for name in views} == views

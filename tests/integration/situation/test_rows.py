"""A figure and the list it opens hold the same number of rows, now and as known then."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.integration.situation.conftest import Outbreak

if TYPE_CHECKING:
    from outpace.desk.scope.actor import Actor


def test_every_figure_opens_as_many_rows_as_it_counts(traced: Outbreak) -> None:
    from ninja.testing import TestClient

    from outpace.desk.api.assembly import api
    from outpace.desk.situation.figures.summary import summary

    client = TestClient(api)
    for actor in (traced.province.commander, traced.province.tracer_a):
        with traced.seen_by(actor) as frame:
            figures = summary(frame)
        assert figures["rows"]
        for name, link in figures["rows"].items():
            room, figure = name.split(".")
            if name == "tasks.overdue":
                continue
            answer = client.get(link, user=object(), actor=actor).json()
            assert answer["total"] == figures[room][figure], (name, link)


def test_overdue_tasks_are_the_ones_the_list_calls_overdue(traced: Outbreak) -> None:
    from outpace.desk.api.tasks import TaskNarrow, TaskState, _listing
    from outpace.desk.situation.figures.summary import summary
    from outpace.desk.situation.frame import Frame
    from outpace.desk.tasks.models import Task

    actor = traced.province.commander
    with traced.seen_by(actor) as frame:
        at = sorted(set(Task.objects.values_list("due_at", flat=True)))[1]
        figures = summary(Frame(frame.incident, None, at))
        listed = _listing(actor, TaskNarrow(state=TaskState.OVERDUE), at).total()
    assert figures["tasks"]["overdue"] == listed > 0
    assert figures["rows"]["tasks.overdue"].endswith("&state=overdue")


def test_a_figure_of_then_opens_the_rows_of_then(traced: Outbreak) -> None:
    from ninja.testing import TestClient

    from outpace.desk.api.assembly import api
    from outpace.desk.cases.corrections import correct_case
    from outpace.desk.cases.models import Case
    from outpace.desk.ledger.known import Moment
    from outpace.desk.situation.figures.summary import summary
    from tests.integration.conftest import NOW

    client, actor, later = TestClient(api), traced.province.commander, NOW + timedelta(hours=1)
    with traced.seen_by(actor) as frame:
        case = Case.objects.select_related("area", "incident__area").get(number="S-2")
        correct_case(by=actor, case=case, field="case_class", value="discarded", why="tested again", at=later)
        with replace(frame, known=Moment(NOW, NOW)).as_was() as then:
            figures = summary(then)
        assert (figures["cases"]["total"], summary(frame)["cases"]["total"]) == (5, 4)
    for name, link in figures["rows"].items():
        room, figure = name.split(".")
        if name != "tasks.overdue":
            shown, file = (client.get(at, user=object(), actor=actor) for at in (link, _as_file(link)))
            assert shown.json()["total"] == figures[room][figure], (name, link)
            assert len(file.content.splitlines()) == 1 + figures[room][figure], (name, link)
    listed = client.get(figures["rows"]["cases.total"], user=object(), actor=actor).json()["items"]
    assert {row["number"]: row["case_class"] for row in listed}["S-2"] == "asymptomatic"
    first = f"{figures['rows']['cases.total']}&limit=2"
    onward = client.get(f"{first}&cursor={_get(client, first, actor)['next']}", user=object(), actor=actor).json()
    assert len(onward["items"]) == 2


def _as_file(link: str) -> str:
    path, _, query = link.partition("?")
    return f"{path}.csv?{query}"


def _get(client: Any, link: str, actor: "Actor") -> Any:
    return client.get(link, user=object(), actor=actor).json()

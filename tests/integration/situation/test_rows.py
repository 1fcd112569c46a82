"""A figure and the list it opens hold the same number of rows."""

from tests.integration.situation.conftest import Outbreak


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

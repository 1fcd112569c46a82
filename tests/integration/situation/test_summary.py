"""The summary counts each thing once, keeps the unknown apart, and shows nobody another county's figures."""

from datetime import timedelta

from outpace.desk.scope.session import scope
from tests.integration.conftest import NOW, tell_of_doctored_rows
from tests.integration.situation.conftest import Outbreak


def test_totals_are_the_sum_of_their_parts(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.summary import summary

    with outbreak.seen_by(outbreak.province.commander) as frame:
        figures = summary(frame)
    assert figures["cases"] == {
        "total": 5,
        "confirmed": 2,
        "asymptomatic": 1,
        "suspected": 1,
        "probable": 0,
        "class_unknown": 1,
        "discarded": 1,
        "today": 1,
        "yesterday": 1,
        "report_unknown": 1,
        "deaths": 1,
        "onset_unknown": 1,
    }
    assert figures["found"] == {"control": 2, "screening": 1, "community": 1, "unknown": 1}
    assert figures["area_unknown"] == {"cases": 1}
    assert figures["links"] == {"total": 3, "infectees": 2, "ambiguous": 1, "from_outside": 0}
    assert (figures["as_of"], figures["zone"], figures["cutoff_hour"]) == (NOW.isoformat(), "Asia/Shanghai", 24)


def test_a_tracer_sees_the_figures_of_her_county(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.summary import summary

    with outbreak.seen_by(outbreak.province.tracer_a) as frame:
        hers = summary(frame)
    with outbreak.seen_by(outbreak.province.commander, outbreak.province.a) as frame:
        narrowed = summary(frame)
    assert hers["cases"]["total"] == 3
    assert hers["cases"]["deaths"] == 0
    assert hers["found"] == {"control": 2, "screening": 1, "community": 0, "unknown": 0}
    assert hers["links"] == {"total": 3, "infectees": 2, "ambiguous": 1, "from_outside": 1}
    assert {k: v for k, v in hers.items() if k != "rows"} == {k: v for k, v in narrowed.items() if k != "rows"}


def test_proposals_plans_and_tasks_are_counted_after_the_loop(traced: Outbreak) -> None:
    from outpace.desk.situation.figures.summary import summary

    with traced.seen_by(traced.province.commander) as frame:
        figures = summary(frame)
    assert figures["contacts"] == {
        "total": 2,
        "proposed": 2,
        "confirmed": 0,
        "refuted": 0,
        "undecided": 1,
        "not_contacts": 1,
    }
    assert figures["plans"] == {"total": 1, "undecided": 0}
    tasks = figures["tasks"]
    assert tasks["open"] == sum(kind["open"] for kind in tasks["by_kind"]) > 0
    assert tasks["overdue"] == 0


def test_a_task_is_overdue_after_its_limit_and_done_tasks_give_their_hours(traced: Outbreak) -> None:
    from outpace.desk.situation.figures.summary import summary
    from outpace.desk.situation.frame import Frame
    from outpace.desk.tasks.models import Task

    with scope(traced.province.commander, "test"):
        first = Task.objects.filter(done_at=None).order_by("due_at", "pk").first()
        assert first is not None
        same = Task.objects.filter(kind=first.kind)
        exactly = summary(Frame(traced.province.incident, None, max(t.due_at for t in same)))
        later = summary(Frame(traced.province.incident, None, max(t.due_at for t in same) + timedelta(seconds=1)))
        Task.objects.filter(pk=first.pk).update(done_at=first.created_at + timedelta(hours=3))
        tell_of_doctored_rows(traced.province.commander, traced.province.a.path)
        done = summary(Frame(traced.province.incident, None, NOW))

    def of(figures: dict[str, dict[str, list[dict[str, object]]]]) -> dict[str, object]:
        return next(row for row in figures["tasks"]["by_kind"] if row["kind"] == first.kind)

    assert of(exactly)["overdue"] == 0
    assert of(later)["overdue"] == of(later)["open"] == len(same)
    assert of(done)["p50_h"] == of(done)["p90_h"] == 3.0
    assert of(done)["open"] == len(same) - 1
    assert done["tasks"]["done_today"] == 1


def test_every_rows_link_names_the_incident(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.summary import summary
    from outpace.words.ids import IdKind, encode

    with outbreak.seen_by(outbreak.province.commander, outbreak.province.a) as frame:
        rows = summary(frame)["rows"]
    incident, area = encode(IdKind.INCIDENT, outbreak.province.incident.pk), encode(IdKind.AREA, outbreak.province.a.pk)
    assert rows["found.community"] == f"/cases?incident={incident}&area={area}&found_by=community"
    assert all(f"incident={incident}" in link for link in rows.values())

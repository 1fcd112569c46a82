"""A chunk whose commit the importer never heard of isn't booked a second time."""

from typing import Any

import pytest

from tests.integration.faults.conftest import DATA, Terminal

LINELIST = DATA / "linelist_gaps.csv"


def test_a_commit_that_was_not_heard_of_counts_once(with_areas: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from outpace.desk.importing import Runner

    book, lost = Runner._book, []

    def unheard(self: Runner, key: int, part: Any) -> Any:
        done = book(self, key, part)
        if part.start not in lost:
            lost.append(part.start)
            raise OperationalError("the connection broke after the commit")
        return done

    monkeypatch.setattr(Runner, "_book", unheard)
    monkeypatch.setattr("outpace.desk.importing.time.sleep", lambda _: None)
    with_areas.run("incident", "open", "T", "--edition", "mers-2015", "--retrospective")
    receipt = with_areas.json("import", "linelist", str(LINELIST), "--incident", "T")
    rows = len(LINELIST.read_text("utf-8-sig").strip().splitlines()) - 1
    assert lost
    assert (receipt["read"], receipt["duplicate"]) == (rows, 0)
    assert receipt["accepted"] + receipt["rejected"] == rows

"""Two imports into one incident at once: the second is told so in one sentence, and nothing of it was started."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.integration.faults.conftest import DATA, FAULTS, LANGUAGES, Terminal
from tests.repository.test_problems import is_chinese

LINELIST = DATA / "linelist_gaps.csv"


@contextmanager
def _half_way(file: Path, chunk: int = 15) -> Iterator[None]:
    """An import of a file that stands after its first rows while the body runs, as another process would hold it."""
    from outpace.desk.areas.models import Incident
    from outpace.desk.clock import now
    from outpace.desk.importing import Runner, turn
    from outpace.desk.intake.acts import Reading, open_receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.settings import HOME
    from outpace.exchange.mapping import FileKind

    by = local_operator()
    with scope(by, "test"):
        incident = Incident.objects.select_related("area").get()
    with turn(by, incident.pk):
        with scope(by, "test"):
            receipt = open_receipt(
                by=by, home=HOME, file=file, name=file.name, kind=FileKind.LINELIST, incident=incident,
                area=incident.area, reading=Reading(), at=now(),
            )  # fmt: skip
        with pytest.raises(_PausedError):
            Runner(by, HOME, progress=_pause, chunk=chunk).run(receipt)
        yield


class _PausedError(Exception):
    """Stops an import after its first chunk."""


def _pause(_: object) -> None:
    raise _PausedError


def _counts() -> tuple[int, int]:
    from outpace.desk.cases.models import Case
    from outpace.desk.intake.models import Receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), "test"):
        return Receipt.objects.count(), Case.objects.count()


@pytest.mark.parametrize("second", [LINELIST, FAULTS / "linelist_31_february.csv"], ids=["same file", "other file"])
def test_the_second_is_refused_and_can_be_repeated(with_areas: Terminal, second: Path) -> None:
    with_areas.run("incident", "open", "T", "--edition", "mers-2015", "--retrospective")
    with _half_way(LINELIST):
        before = _counts()
        for lang, language in LANGUAGES.items():
            answer = with_areas.run("import", "linelist", str(second), "--incident", "T", lang=lang)
            assert answer.code == 6
            assert answer.problem.startswith("IMPORT_RUNNING: ")
            assert LINELIST.name in answer.problem
            assert "15" in answer.problem
            assert is_chinese(answer.problem) == (language == "zh")
        assert _counts() == before == (1, 15)
    done = with_areas.json("import", "linelist", str(LINELIST), "--incident", "T")
    assert (done["read"], done["accepted"], done["duplicate"]) == (40, 40, 0)
    assert _counts() == (1, 40)


def test_another_incident_is_not_in_the_way(with_areas: Terminal) -> None:
    with_areas.run("incident", "open", "T", "--edition", "mers-2015", "--retrospective")
    with _half_way(LINELIST):
        other = with_areas.json(
            "import", "linelist", str(LINELIST), "--incident", "U", "--edition", "mers-2015", "--retrospective"
        )
    assert other["accepted"] == 40
    assert _counts() == (2, 55)

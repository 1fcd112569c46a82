"""`make test` ends badly when any part of it does, and says which."""

import sys
from pathlib import Path

import pytest

from suite import Part, close

GOOD, BAD = ((sys.executable, "-c", f"raise SystemExit({code})") for code in (0, 3))


def _ended(name: str, *commands: tuple[str, ...]) -> Part:
    part = Part(name, commands)
    part.run()
    return part


def test_a_part_ends_with_its_first_failure(tmp_path: Path) -> None:
    never = (sys.executable, "-c", f"open({str(tmp_path / 'ran')!r}, 'w')")
    assert _ended("whole", GOOD, GOOD).code == 0
    assert _ended("broken", GOOD, BAD, never).code == 3
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("bad", range(3))
def test_one_bad_part_is_enough(bad: int, capsys: pytest.CaptureFixture[str]) -> None:
    parts = [_ended(f"part {n}", BAD if n == bad else GOOD) for n in range(3)]
    with pytest.raises(SystemExit) as ended:
        close(parts)
    assert ended.value.code == 3
    said = capsys.readouterr().out.splitlines()
    assert [("FAILED" in line) for line in said] == [n == bad for n in range(3)]


def test_what_never_ran_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        close([_ended("page", GOOD), Part("browser", [GOOD])])
    assert ended.value.code == 1
    assert "NOT RUN" in capsys.readouterr().out.splitlines()[1]

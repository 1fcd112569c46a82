"""The folder of the editions can be named by a setting; a folder that is not there is refused in a sentence."""

from pathlib import Path

import pytest

from outpace.protocols.shelf import data_root, open_shelf
from outpace.words.problem import ProblemError


def test_the_setting_names_the_folder_in_place_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = data_root()
    monkeypatch.setenv("OUTPACE_PROTOCOLS", str(tmp_path))
    assert data_root() == tmp_path != ours
    assert open_shelf(data_root()).editions == ()


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = data_root()
    monkeypatch.setenv("OUTPACE_PROTOCOLS", "")
    assert data_root() == ours


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTPACE_PROTOCOLS", str(tmp_path / "nowhere"))
    with pytest.raises(ProblemError) as refusal:
        data_root()
    assert refusal.value.problem.code == "PROTOCOL_FOLDER"
    assert "nowhere" in refusal.value.problem.text.zh

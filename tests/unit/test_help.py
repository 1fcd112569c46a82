"""`outpace world --help` in Chinese is whole: every command and parameter has its words, and none is left from another day."""

import re
from typing import Any

import pytest
import typer

from outpace.cli.help_in_chinese import speak_chinese, words
from outpace.cli.main import app

HAN = re.compile(r"[\u4e00-\u9fff]")
WHOLE = ("world",)
NARROW = 26


def command(name: str) -> Any:
    return typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]


def tree(group: Any) -> dict[str, Any]:
    """What a table needs for a group of commands: help, and by parameter."""
    own = {"help": group.help, **{each.name: each.help for each in group.params}}
    return own | {name: tree(below) for name, below in getattr(group, "commands", {}).items()}


def same_shape(asked: dict[str, Any], given: dict[str, Any], where: str) -> None:
    assert asked.keys() == given.keys(), where
    for name, below in asked.items():
        if isinstance(below, dict):
            same_shape(below, given[name], f"{where} {name}")


@pytest.mark.parametrize("name", WHOLE)
def test_every_word_of_help_has_its_chinese(name: str) -> None:
    same_shape(tree(command(name)), words()[name], name)


@pytest.mark.parametrize("name", WHOLE)
def test_help_is_chinese_once_it_is_spoken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer import rich_utils

    for panel in ("ARGUMENTS_PANEL_TITLE", "OPTIONS_PANEL_TITLE", "COMMANDS_PANEL_TITLE"):
        monkeypatch.setattr(rich_utils, panel, getattr(rich_utils, panel))
    root = typer.main.get_command(app)
    speak_chinese(root)
    spoken = root.commands[name]  # type: ignore[attr-defined]
    texts = [spoken.help] + [text for below in spoken.commands.values() for text in [below.help, *helps(below)]]
    assert all(HAN.search(text) for text in texts)
    assert HAN.search(spoken.get_help(typer.Context(spoken, info_name=name)) or "选")
    assert not HAN.search(command(name).help), "the next caller gets English again"


@pytest.mark.parametrize("name", WHOLE)
def test_no_line_is_too_long_to_be_shown_in_a_narrow_terminal(name: str) -> None:
    """A line of Chinese has no spaces to break at, and the panel cuts what it can't break."""
    from rich.cells import cell_len

    said = [text for below in words()[name].values() if isinstance(below, dict) for text in options(below)]
    assert max(cell_len(run) for text in said for run in text.split()) <= NARROW


def options(below: dict[str, str]) -> list[str]:
    return [text for parameter, text in below.items() if parameter != "help"]


def helps(below: Any) -> list[str]:
    return [parameter.help for parameter in below.params]

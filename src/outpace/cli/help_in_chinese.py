"""`--help` in Chinese: the words of `help_zh.toml` put in place of the English ones, where the terminal's language is Chinese.

A command that the table doesn't have keeps its English. Nothing else about a command changes.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

HELP = "显示这段说明并退出。"
PANELS = {"ARGUMENTS_PANEL_TITLE": "参数", "OPTIONS_PANEL_TITLE": "选项", "COMMANDS_PANEL_TITLE": "命令"}


def speak_chinese(command: Any) -> None:
    """Put the Chinese words into a tree of commands and into the titles of its panels."""
    from typer import rich_utils

    for name, title in PANELS.items():
        setattr(rich_utils, name, title)
    _speak(command, words())


@cache
def words() -> Mapping[str, Any]:
    """The words by command, and of a command by parameter."""
    return tomllib.loads((files("outpace.cli") / "help_zh.toml").read_text("utf-8"))


def _speak(command: Any, known: Mapping[str, Any]) -> None:
    import typer

    if "help" in known:
        command.help = known["help"]
        command.get_help_option(typer.Context(command)).help = HELP
    for parameter in command.params:
        if parameter.name in known:
            parameter.help = known[parameter.name]
    for name, below in getattr(command, "commands", {}).items():
        if name in known:
            _speak(below, known[name])

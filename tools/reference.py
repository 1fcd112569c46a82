"""Write the pages that the code can tell: commands, problems, the schema of protocol files, retention. `--check` compares.

Settings are explained by hand in `docs/reference/settings.md`; a test holds that page against the code.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from enum import Enum
from importlib.resources import files
from pathlib import Path
from typing import Any

import typer

from outpace.cli.main import app
from outpace.desk.life.classes import classes
from outpace.protocols.schema import schema_of_files

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
MADE_BY = "Made by `python tools/reference.py`; a test holds it against the code."

COMMANDS = f"""# Commands

{MADE_BY} `outpace COMMAND --help` says the same in the terminal.

A command that refuses prints one sentence with its code on standard error; [problems](problems.md) lists them all, with the
exit codes. With `--json` the last line of standard output is one JSON object. Sentences are in Chinese where the
terminal's language is (see `OUTPACE_LANG` in [settings](settings.md)).
"""

PROBLEMS = f"""# Problems

{MADE_BY} Whatever Outpace refuses, it says with a code, in Chinese or in English. A code is never used again for
something else. In braces stands what a sentence is filled with: the value, the row, the file.

The API answers with `application/problem+json` and the HTTP status; a command prints the sentence and ends with the exit code.
HTTP 200 and exit 0 mark a note: nothing was refused.

| exit | meaning |
|---|---|
| 0 | done |
| 1 | a fault of ours, or a benchmark's bar that was not met |
| 2 | the command was used in a wrong way |
| 3 | the input was refused |
| 4 | not allowed |
| 5 | not found |
| 6 | a conflict with what is there |
| 7 | something needed is not ready |
"""

RETENTION = f"""# What is kept how long

{MADE_BY} A job applies it once an hour and says in numbers what went; a legal hold (`outpace hold`) keeps rows past their limit.
Every figure is ours: change it in `src/outpace/desk/life/retention.toml`, and answer for it.

**Case files.** Nothing was recorded about a person, or about anybody she was merged with, and nothing of hers is open (a task,
a plan that has not ended, a pair of records, a request, a broken glass): her vault record, its keys and what joined it to others
are erased; notes, reasons, relations and places that people typed are emptied; an account of her own closes. Cases, contacts,
days and links stay, of nobody in particular, with the number a case was given, which other files may know. If something is
recorded later, the days begin anew.

**Accounts.** Names, names at a provider, second factors, tokens and the password go; key, posts and the ledger stay.

**Bodies.** An event's body, salt and parts are erased by age, and an event `ledger.erased` names the leaves: every proof holds,
and `outpace ledger rebuild` counts what it can't replay. What an erasure itself says, random keys, stays. An event that the loop
still has to take stays until it has.

Backups keep what they were made with until they are deleted: keep none longer than the shortest limit you answer for.

| class | what | 中文 | days | counted from | why |
|---|---|---|---|---|---|
"""


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "commands.md": commands(),
        "problems.md": problems(),
        "protocol.schema.json": schema(),
        "retention.md": retention(),
    }


def schema() -> str:
    """What the readers of protocol files ask for, a line a part, so that two changes seldom meet."""
    found = schema_of_files()
    parts = found.pop("$defs")
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(part, sort_keys=True)}" for name, part in parts.items())
    head = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in found.items())
    return f'{{\n{head},\n"$defs": {{\n{lines}\n}}\n}}\n'


def commands() -> str:
    """All commands, in the order of `outpace --help`."""
    parts = [COMMANDS]
    for name, command in leaves(typer.main.get_command(app), "outpace"):
        parts += [f"## {name}\n", f"{command.help.strip()}\n", f"    {_usage(name, command)}\n"]
        rows = [_row(parameter) for parameter in command.params if parameter.name != "help"]
        parts += ["| | | |\n|---|---|---|\n" + "\n".join(rows) + "\n"] if rows else []
    return "\n".join(parts)


def leaves(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The commands that do something, with the words they are called by."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for word, child in below.items():
        yield from leaves(child, f"{name} {word}")


def _usage(name: str, command: Any) -> str:
    arguments = [parameter.name.upper() for parameter in command.params if not parameter.opts[0].startswith("-")]
    needed = [
        f"{parameter.opts[0]} {_kind(parameter)}"
        for parameter in command.params
        if parameter.opts[0].startswith("-") and parameter.required
    ]
    free = [parameter for parameter in command.params if parameter.name != "help" and not parameter.required]
    return " ".join([name, *arguments, *needed, *(["[options]"] if free else [])])


def _row(parameter: Any) -> str:
    is_option = parameter.opts[0].startswith("-")
    said = f"`{', '.join(parameter.opts)}`" if is_option else f"`{parameter.name.upper()}`"
    kind = "" if getattr(parameter, "is_flag", False) else _kind(parameter)
    return f"| {said} | {kind} | {_help(parameter)} |"


def _kind(parameter: Any) -> str:
    annotation = parameter.type_descriptor.annotation
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " / ".join(str(member.value) for member in annotation)
    named = {Path: "path", int: "number"}
    return named.get(annotation, "text")


def _help(parameter: Any) -> str:
    default = parameter.default
    shown = default.value if isinstance(default, Enum) else default
    tail = "; needed" if parameter.required else f"; `{shown}` unless given" if shown not in (None, "", False) else ""
    return (parameter.help or "").replace("|", r"\|") + tail


def problems() -> str:
    """The catalogue, a table a topic."""
    parts = [PROBLEMS]
    for topic in sorted((files("outpace.words") / "problems").iterdir(), key=lambda file: file.name):
        if topic.name.endswith(".toml"):
            parts.append(f"## {topic.name.removesuffix('.toml').capitalize()}\n")
            parts.append("| code | HTTP | exit | English | 中文 |\n|---|---|---|---|---|")
            parts += [_problem(code, entry) for code, entry in tomllib.loads(topic.read_text("utf-8")).items()]
            parts.append("")
    return "\n".join(parts)


def _problem(code: str, entry: dict[str, Any]) -> str:
    english, chinese = (entry[language].replace("|", r"\|").replace("<", "&lt;") for language in ("en", "zh"))
    return f"| `{code}` | {entry['http']} | {entry['exit']} | {english} | {chinese} |"


def retention() -> str:
    """The classes of what is kept, and the tables of each."""
    rows = [
        f"| `{name}` | {one.title.en} | {one.title.zh} | {one.days} | {one.counted_from} | {one.why} |"
        for name, one in classes().items()
    ]
    return RETENTION + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or say which differ."""
    made = pages()
    stale = [name for name, text in made.items() if _present(name) != text]
    if arguments == ["--check"]:
        for name in stale:
            print(f"docs/reference/{name} is out of date: run python tools/reference.py")
        return 1 if stale else 0
    for name in stale:
        (FOLDER / name).write_text(made[name], "utf-8")
        print(f"docs/reference/{name} written")
    return 0


def _present(name: str) -> str:
    path = FOLDER / name
    return path.read_text("utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The documentation is whole: commands and settings have a heading, links lead somewhere, generated pages are current.

Reads the pages as they stand; whether a sentence is true, a test can't say. Command lines in the pages are parsed by the
commands themselves and never run.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import handbook
import reference
from outpace.cli.main import app
from tests.repository.tree import ROOT, texts

HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"\b(?:OUTPACE_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL|PG_BINDIR)")
ROLES = ("APP", "OWNER")
PASSWORD = "OUTPACE_DB_PASSWORD"
SHOTS = {"docs/images/overview-zh.png", "docs/images/case-en.png"}
NOT_OURS = ("node_modules/",)


def pages() -> list[tuple[str, str]]:
    """Every page of the documentation."""
    return [(name, text) for name, text in texts(".md") if not any(part in name for part in NOT_OURS)]


def headings(name: str) -> set[str]:
    """The headings of a page."""
    return set(HEADING.findall((ROOT / name).read_text("utf-8")))


def settings() -> set[str]:
    """Every setting the code names; the password's name is put together from its role."""
    found = {word for _, text in texts(".py", under="src/") for word in SETTING.findall(text)}
    return found - {PASSWORD} | {f"{PASSWORD}_{role}" for role in ROLES if PASSWORD in found}


def commands() -> dict[str, Any]:
    """The commands by the words they are called by."""
    return dict(reference.leaves(typer.main.get_command(app), "outpace"))


def test_every_command_has_a_heading() -> None:
    assert commands().keys() <= headings("docs/reference/commands.md")


def test_every_setting_has_a_heading() -> None:
    found = settings()
    assert {"OUTPACE_HOME", "DATABASE_URL", f"{PASSWORD}_APP"} <= found
    assert found <= headings("docs/reference/settings.md")


def test_no_heading_names_a_setting_that_is_gone() -> None:
    named = {heading for heading in headings("docs/reference/settings.md") if SETTING.fullmatch(heading)}
    assert named <= settings()


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_a_generated_page_is_current(name: str) -> None:
    assert (ROOT / "docs" / "reference" / name).read_text("utf-8") == reference.pages()[name]


def anchor(heading: str) -> str:
    """The anchor of a heading as code forges make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.strip().replace(" ", "-")


def broken(page: str, text: str) -> list[str]:
    """The links of a page that lead nowhere. Addresses on the web aren't looked at."""
    prose = FENCE.sub("", text)
    return [f"{page}: {link}" for link in LINK.findall(prose) if not _leads(ROOT / page, link)]


def _leads(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    path, _, mark = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not mark or mark in map(anchor, HEADING.findall(target.read_text("utf-8"))))


@pytest.mark.parametrize("link", ["nowhere.md", "../outside.md", "README.md#no-such-heading"])
def test_a_broken_link_is_recognised(link: str) -> None:
    assert broken("README.md", f"[text]({link})")
    assert broken("README.md", "[text](GLOSSARY.md) [text](README.md#two-commands) [text](docs/adr/)") == []


def test_every_link_leads_somewhere() -> None:
    assert [link for name, text in pages() for link in broken(name, text)] == []


def test_the_readme_names_both_commands_and_its_pictures() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = [body for language, body in FENCE.findall(readme) if language == "sh"]
    assert {"make demo", "make test"} <= {
        line.partition("#")[0].strip() for body in blocks for line in body.splitlines()
    }
    assert all(picture in readme for picture in SHOTS)
    assert len(readme.splitlines()) <= 150


def command_lines(text: str) -> Iterator[list[str]]:
    """The words after `outpace` of every command line in the shell blocks of a page."""
    for language, body in FENCE.findall(text):
        for line in body.replace("\\\n", " ").splitlines() if language == "sh" else ():
            for words in simple_commands(line) if "outpace" in line else ():
                if words and words[0].rpartition("/")[2] == "outpace":
                    yield words[1:]


def simple_commands(line: str) -> Iterator[list[str]]:
    """The commands that a line chains, without the variables set before each."""
    tokens = shlex.shlex(line, posix=True, punctuation_chars=True)
    tokens.whitespace_split = True
    words: list[str] = []
    for token in [*tokens, ";"]:
        if set(token) <= set("();<>|&"):
            yield words
            words = []
        elif words or not re.match(r"[A-Za-z_]+=", token):
            words.append(token)


def misuse(words: list[str]) -> str | None:
    """What is wrong with a command line: no such command, no such option, a value that can't be."""
    command: Any = typer.main.get_command(app)
    name, rest = "outpace", words
    try:
        while hasattr(command, "commands"):
            context = command.make_context(name, list(rest))
            name, command, rest = command.resolve_command(context, rest)
        command.make_context(name, list(rest))
    except Exception as refused:
        return f"outpace {shlex.join(words)}: {refused}"
    return None


@pytest.mark.parametrize(
    "line",
    [
        "outpace no-such-command",
        "outpace import linelist a.csv --no-such-option",
        "outpace areas import a.geojson --level moon",
        "outpace figures chains",
        "outpace stop now",
    ],
)
def test_a_wrong_command_line_is_recognised(line: str) -> None:
    assert [misuse(words) for words in command_lines(f"```sh\nOUTPACE_HOME=/tmp/x {line} && true\n```\n")] != [None]
    assert list(command_lines("```sh\na && X=1 .venv/bin/outpace stop # outpace\n```\n")) == [["stop"]]


def test_every_command_line_is_one_that_outpace_takes() -> None:
    found = [(name, words) for name, text in pages() for words in command_lines(text)]
    assert len(found) > 20
    assert [f"{name}: {fault}" for name, words in found if (fault := misuse(words))] == []


def test_a_command_line_reads_files_that_are_there() -> None:
    named = {
        word for _, text in pages() for words in command_lines(text) for word in words if word.startswith("tests/")
    }
    assert named
    assert [word for word in sorted(named) if not (ROOT / word).is_file()] == []


def test_the_handbook_is_current() -> None:
    made = handbook.pages()
    assert {name: handbook.read(name) for name in made} == made
    assert {str(file.relative_to(handbook.FOLDER)) for file in handbook.FOLDER.rglob("*.md")} == set(made)

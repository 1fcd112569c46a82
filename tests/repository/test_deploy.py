"""What runs an installation is sound as far as a reader can tell: units, the wrapper for root, what a build leaves out.

Nothing is started here. Command lines are parsed by the commands themselves, as those of the documentation are.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.repository.test_docs import command_lines, misuse, simple_commands
from tests.repository.tree import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(file.name for file in DEPLOY.glob("outpace*.*"))
SERVICES = [name for name in UNITS if name.endswith(".service")]
KNOWN = {
    "Unit": "Description Documentation After Before Wants Requires PartOf ConditionPathExists RequiresMountsFor OnFailure",
    "Install": "WantedBy RequiredBy Also Alias",
    "Timer": "OnCalendar OnBootSec OnUnitActiveSec AccuracySec RandomizedDelaySec Persistent Unit",
    "Service": """Type ExecStart ExecStartPre ExecStop ExecReload Restart RestartSec TimeoutStartSec TimeoutStopSec KillMode
        KillSignal User Group UMask Environment EnvironmentFile WorkingDirectory Nice IOSchedulingClass OOMScoreAdjust
        LimitNOFILE StateDirectory StateDirectoryMode RuntimeDirectory RuntimeDirectoryMode RuntimeDirectoryPreserve
        ReadWritePaths ReadOnlyPaths InaccessiblePaths NoNewPrivileges ProtectSystem ProtectHome PrivateTmp PrivateDevices
        ProtectClock ProtectHostname ProtectKernelTunables ProtectKernelModules ProtectKernelLogs ProtectControlGroups
        ProtectProc RestrictNamespaces RestrictRealtime RestrictSUIDSGID RestrictAddressFamilies LockPersonality RemoveIPC
        SystemCallArchitectures SystemCallFilter CapabilityBoundingSet AmbientCapabilities""",
}
"""Keys that systemd knows, of those a unit here may want; see systemd.directives(7)."""
LEFT_OUT = {".outpace", ".venv", ".git", "**/node_modules", "keys"}


def entries(text: str) -> list[tuple[str, str, str]]:
    """Section, key and value of every entry of a unit."""
    section, found = "", []
    for line in text.splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            section = head[1]
        elif line and not line.startswith(("#", ";")):
            key, _, value = line.partition("=")
            found.append((section, key, value))
    return found


def strange(text: str) -> list[str]:
    """The keys of a unit that systemd would not take, or that we never heard of."""
    return [f"[{where}] {key}" for where, key, _ in entries(text) if key not in KNOWN.get(where, "").split()]


def values(text: str, key: str) -> list[str]:
    """The values of a key, in order."""
    return [value for _, name, value in entries(text) if name == key]


def folders_that_must_be(text: str) -> list[str]:
    """The folders without which a unit would not start."""
    named = [path for value in values(text, "ReadWritePaths") for path in value.split()]
    return [path for path in named if not path.startswith("-")]


def commands_of(text: str) -> list[list[str]]:
    """The words after `outpace` in the command lines of a unit, those inside a shell's too."""
    found = []
    for line in values(text, "ExecStart"):
        shell = re.fullmatch(r"/bin/sh -c '(.*)'", line)
        for words in simple_commands((shell[1] if shell else line).replace("%%", "%")):
            if words and words[0].endswith("/outpace"):
                found.append(words[1:])
    return found


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_holds_keys_that_systemd_knows(name: str) -> None:
    assert strange((DEPLOY / name).read_text("utf-8")) == []


def test_a_strange_key_is_recognised() -> None:
    assert strange("[Service]\nPrivateTemp=yes\nOnCalendar=daily\nPrivateTmp=yes\n") == [
        "[Service] PrivateTemp",
        "[Service] OnCalendar",
    ]


@pytest.mark.parametrize("name", SERVICES)
def test_a_missing_folder_does_not_keep_a_service_from_starting(name: str) -> None:
    assert folders_that_must_be((DEPLOY / name).read_text("utf-8")) == []
    assert folders_that_must_be("[Service]\nReadWritePaths=-/a /b\n") == ["/b"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_whose_system_is_read_only_has_a_folder_for_drafts(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    assert (values(text, "ProtectSystem"), values(text, "PrivateTmp")) == (["strict"], ["yes"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_command_line_of_a_service_is_one_that_outpace_takes(name: str) -> None:
    found = commands_of((DEPLOY / name).read_text("utf-8"))
    assert found
    assert [fault for words in found if (fault := misuse(words))] == []


def test_a_wrong_command_line_of_a_service_is_recognised() -> None:
    text = "[Service]\nExecStart=/bin/sh -c 'd=$(date +%%F) && /opt/outpace/.venv/bin/outpace backup $d --jsn'\n"
    assert [misuse(words) is None for words in commands_of(text)] == [False]


def test_a_second_backup_on_a_day_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """The shell line of the unit, with `outpace` in the guise of a program that tells what it was given."""
    told = tmp_path / "outpace"
    told.write_text('#!/bin/sh\necho "$@"\n', "utf-8")
    told.chmod(0o755)
    (line,) = values((DEPLOY / "outpace-backup.service").read_text("utf-8"), "ExecStart")
    script = line.removeprefix("/bin/sh -c '").removesuffix("'").replace("%%", "%")
    script = script.replace("/opt/outpace/.venv/bin/outpace", str(told))
    said = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True).stdout.splitlines()
    assert re.fullmatch(r"backup /srv/backup/\d{4}-\d\d-\d\dT\d{6}Z --json", said[0])
    assert said[1] == said[0].replace("backup ", "restore ", 1).replace(" --json", " --check --json")


def test_root_runs_a_command_as_the_service_would(tmp_path: Path) -> None:
    """The wrapper with a `runuser` that tells; systemd's environment files hold values no shell may look at."""
    settings, runuser = tmp_path / "settings", tmp_path / "runuser"
    settings.write_text(
        '# ours\n\nOUTPACE_TLS=1\nDATABASE_URL=postgresql://a/b?c=$(d)&e=f=\nOUTPACE_HOSTS="a b"\nOUTPACE_LANG=zh',
        "utf-8",
    )
    runuser.write_text('#!/bin/sh\necho "$@"\nenv\n', "utf-8")
    runuser.chmod(0o755)
    script = (DEPLOY / "outpace").read_text("utf-8").replace("/etc/outpace/settings", str(settings))
    said = subprocess.run(
        ["/bin/sh", "-c", script, "outpace", "backup", "a b"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[0] == "-u outpace -- /opt/outpace/.venv/bin/outpace backup a b"
    unit = values((DEPLOY / "outpace.service").read_text("utf-8"), "Environment")
    assert {*unit, "OUTPACE_TLS=1", "OUTPACE_HOSTS=a b", "OUTPACE_LANG=zh"} <= set(said)
    assert "DATABASE_URL=postgresql://a/b?c=$(d)&e=f=" in said


@pytest.mark.parametrize("name", [".containerignore", ".dockerignore"])
def test_a_build_takes_no_keys_and_no_data_of_a_checkout(name: str) -> None:
    lines = {line for line in (ROOT / name).read_text("utf-8").splitlines() if line and not line.startswith("#")}
    assert lines >= LEFT_OUT
    assert not [line for line in lines if line.startswith("!")]


def test_both_builders_leave_out_the_same() -> None:
    assert (ROOT / ".containerignore").read_text("utf-8") == (ROOT / ".dockerignore").read_text("utf-8")


def sizes() -> list[list[float]]:
    """The rows of the page's table of sizes, as numbers."""
    page = (ROOT / "docs/how-to/run-in-production.md").read_text("utf-8")
    body = page.partition("| rows a day |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[float(re.sub(r"[^\d.]", "", cell)) for cell in line.strip("| ").split("|")] for line in body]


@pytest.mark.parametrize("row", sizes())
def test_a_size_is_what_the_page_derives_it_from(row: list[float]) -> None:
    """Never less than the figures beside it give, and not much more."""
    rows, people, seconds, cores, memory, disk = row
    derived = (
        rows / 2_200,
        2 + people / (128 / 2 / 4 * 30),
        (10 * 152e6 + rows * 90 * 2_030) / 1e9,
        4 * rows * 365 * 2_030 / 1e9,
    )
    for said, least in zip((seconds, cores, memory, disk), derived, strict=True):
        assert least <= said <= 2 * least


def test_the_page_stops_a_service_as_its_unit_allows() -> None:
    """A unit that is always restarted isn't stopped by the program's own command."""
    page = (ROOT / "docs/how-to/run-in-production.md").read_text("utf-8")
    assert values((DEPLOY / "outpace.service").read_text("utf-8"), "Restart") == ["always"]
    assert ["stop"] not in list(command_lines(page))
    assert "systemctl stop outpace" in page
    assert "install -d -o outpace -g outpace -m 0700 /srv/backup" in page

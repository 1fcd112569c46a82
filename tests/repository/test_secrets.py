"""No secret stands in a file of this repository or in anything that ever did: keys, tokens, passwords with their value.

What git keeps of every commit on every branch is read, blob by blob. Where there is no git, the files alone are.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping

import pytest

from tests.repository.tree import ROOT, texts

SHAPES: Mapping[str, re.Pattern[bytes]] = {
    "a private key": re.compile(rb"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40}"),
    "a key of AWS": re.compile(rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of GitHub": re.compile(rb"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})"),
    "a token of GitLab": re.compile(rb"\bglpat-[A-Za-z0-9_-]{20}\b"),
    "a token of Slack": re.compile(rb"\bxox[abprs]-[A-Za-z0-9-]{20,}"),
    "a key of Google": re.compile(rb"\bAIza[A-Za-z0-9_-]{35}\b"),
    "a token of a registry": re.compile(rb"\b(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{60})"),
    "a signed web token": re.compile(rb"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}"),
    "a token of ours": re.compile(rb"\bopt_[A-Za-z0-9_-]{43}\b"),
    "a password in an address": re.compile(
        rb"\b[a-z+]{3,16}://[A-Za-z0-9_]+:[A-Za-z0-9_!%-]{8,}@[a-z0-9.-]+\.[a-z]{2,}"
    ),
    "a key in hexadecimal": re.compile(
        rb"(?i)(?:secret|password|passwd|api_?key|private_?key|token)[a-z_.]{0,12}[\"']?\s*[:=]\s*[\"']?(?-i:[0-9a-f]{64})\b"
    ),
}
"""What a secret looks like that somebody has pasted. A hash of a lock file or a test's invented number looks otherwise."""

HINTS = {
    "a private key": (b"PRIVATE KEY",), "a key of AWS": (b"AKIA", b"ASIA"), "a token of GitHub": (b"gh", b"github_pat_"),
    "a token of GitLab": (b"glpat-",), "a token of Slack": (b"xox",), "a key of Google": (b"AIza",),
    "a token of a registry": (b"npm_", b"pypi-"), "a signed web token": (b".eyJ",), "a token of ours": (b"opt_",),
    "a password in an address": (b"://",),
}  # fmt: skip
"""What a text holds that could hold one: looked for first, in a thousandth of the time."""
LONG = re.compile(rb"[0-9a-f]{64}")
LARGEST = 4_000_000
Found = tuple[str, str]


def secrets_in(content: bytes) -> Iterator[str]:
    """What kinds of secret stand in a text."""
    for name, shape in SHAPES.items():
        hinted = any(hint in content for hint in HINTS[name]) if name in HINTS else LONG.search(content)
        if hinted and shape.search(content):
            yield name


def _history() -> Iterator[tuple[str, bytes]]:
    """Every version of every file that any commit holds, by the hash of its content."""
    every = subprocess.run(["git", "rev-list", "--objects", "--all"], cwd=ROOT, capture_output=True, check=True).stdout
    asked = b"".join(line.split(b" ")[0] + b"\n" for line in every.splitlines() if b" " in line)
    read = subprocess.run(
        ["git", "cat-file", "--batch", "--buffer"], cwd=ROOT, input=asked, capture_output=True, check=True
    ).stdout
    at = 0
    while at < len(read):
        end = read.index(b"\n", at)
        name, kind, size = read[at:end].split(b" ")
        at = end + 1 + int(size) + 1
        if kind == b"blob" and int(size) <= LARGEST:
            yield name.decode(), read[end + 1 : at - 1]


def test_no_file_holds_a_secret() -> None:
    found = [(name, kind) for name, text in texts() for kind in secrets_in(text.encode())]
    assert found == []


@pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="NOT RUN: there is no history here"
)
def test_no_file_ever_held_one() -> None:
    count, found = 0, set[Found]()
    for name, content in _history():
        count += 1
        found |= {(name, kind) for kind in secrets_in(content)}
    assert count > 100
    assert found == set()


PLANTED = {
    "a private key": "-----BEGIN " + "PRIVATE KEY-----\n" + "MC4CAQAwBQYDK2VwBCIEIA" * 3,
    "a key of AWS": "AKIA" + "ABCDEFGHIJKLMNOP",
    "a token of GitHub": "ghp_" + "a1B2" * 9,
    "a token of GitLab": "glpat-" + "a1B2c" * 4,
    "a token of Slack": "xoxb-" + "12345-" * 5,
    "a key of Google": "AIza" + "a1B2c" * 7,
    "a token of a registry": "npm_" + "a1B2" * 9,
    "a signed web token": "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0" + "." + "a1B2" * 10,
    "a token of ours": "opt_" + "a1B2c" * 8 + "a1B",
    "a password in an address": "postgresql://owner:" + "correcthorse@db.example.org",
    "a key in hexadecimal": 'SECRET_KEY = "' + "0123456789abcdef" * 4 + '"',
}


@pytest.mark.parametrize("kind", SHAPES)
def test_a_secret_would_be_seen(kind: str) -> None:
    assert list(secrets_in(f"before {PLANTED[kind]} after".encode())) == [kind]

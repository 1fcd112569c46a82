"""How fast the rulebook decides, one contact after another with reasons or millions through its tables, and how fast it loads.

Contacts are made up: fifty to a case, as tracing brings them. Loading is measured in processes of their own,
beside what merely parsing the same YAML with PyYAML's own loader takes.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import numpy as np

from benchmarks.harness import Bar, Report, Result, Size
from outpace.protocols import Edition, editions
from outpace.protocols.sections.contacts import TIERS
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.plans import CASES, PLACES, contact_table
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.contact import ExposureFacts, Setting
from outpace.words.moment import Dated

CONTACTS = {Size.SMALL: 50_000, Size.FULL: 500_000}
ROWS = {Size.SMALL: 4_000_000, Size.FULL: 40_000_000}
PER_CASE = 50
ROUNDS = 3
DAY = date(2022, 3, 10)
AS_OF = datetime(2022, 4, 1, tzinfo=UTC)
SETTINGS = tuple(Setting)
LOAD = "from outpace.protocols.shelf import editions; editions()"
PARSE = """
import yaml
from outpace.protocols.shelf import data_root, edition_folders
for _, folder in edition_folders(data_root()):
    for file in folder.iterdir():
        if file.name.endswith(".yaml"):
            yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
"""


def measure(size: Size) -> Report:
    """Decide one by one and through tables, load from the files."""
    law = next(edition for edition in editions() if edition.has(TIERS))
    decided = max(_one_by_one(law, CONTACTS[size]) for _ in range(ROUNDS))
    through = max(_through_tables(law, ROWS[size]) for _ in range(ROUNDS))
    loaded, parsed = _best(LOAD), _best(PARSE)
    results = (
        Result("contact decisions with reasons", decided, "decisions/s/core", bar=Bar(100_000)),
        Result("contact decisions through tables", through, "decisions/s", bar=Bar(10_000_000)),
        Result("all editions loaded and checked", loaded, "s", parsed, Bar(2.0, is_ceiling=True)),
    )
    return Report({"edition": law.id, "editions": len(editions()), "contacts_per_case": PER_CASE}, results)


def _one_by_one(law: Edition, count: int) -> float:
    """Contacts decided in a second of this process's own time."""
    asked = list(_contacts(count))
    began = time.process_time()
    for exposure, case in asked:
        propose_tier(exposure, case, law, AS_OF, "Asia/Shanghai")
    return count / (time.process_time() - began)


def _contacts(count: int) -> Iterator[tuple[ExposureFacts, CaseFacts]]:
    random = Random(20220310)
    for number in range(count):
        if number % PER_CASE == 0:
            onset = DAY - timedelta(days=random.randint(0, 20))
            case = CaseFacts(case_class=CaseClass.CONFIRMED, onset=Dated(onset))
        first = onset + timedelta(days=random.randint(-6, 1))
        yield (
            ExposureFacts(
                setting=random.choice(SETTINGS),
                first=Dated(first),
                last=Dated(first + timedelta(days=random.randint(0, 4))),
                minutes=random.choice((5, 15, 60, 240)),
                protected=random.choice((None, False, True)),
                closed_space=random.choice((None, False, True)),
            ),
            case,
        )


def _through_tables(law: Edition, count: int) -> float:
    """Contacts decided in a second of this process's own time, columns of codes given, in pieces that fit a cache."""
    tables, numbers = contact_table(law), np.random.default_rng(20220310)
    piece = 1 << 18
    columns = {axis.name: numbers.integers(0, len(axis), piece) for axis in tables.axes}
    gate = numbers.integers(0, len(CASES) * 2 * len(PLACES), piece)
    began = time.process_time()
    for _ in range(count // piece):
        tables.decide(gate, tables.flat(columns))
    return count // piece * piece / (time.process_time() - began)


def _best(what: str) -> float:
    """The least of a few starts, each in a process of its own, without the interpreter's own start."""
    asked = f"import time; began = time.perf_counter()\n{what}\nprint(time.perf_counter() - began)"
    runs = [
        subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True) for _ in range(ROUNDS)
    ]
    return min(float(run.stdout) for run in runs)

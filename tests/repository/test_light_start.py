"""A word of help, a stop and a look at the machine load neither the database's layers nor the libraries of numbers."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"django", "numpy", "polars", "shapely", "ninja", "cryptography", "yaml", "numba"}
RUN = """
import sys
sys.argv = ["outpace", *sys.argv[1:]]
from outpace.cli.main import main
try:
    main()
except SystemExit:
    pass
finally:
    sys.stderr.write("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def _loaded(words: tuple[str, ...], home: Path) -> set[str]:
    """The packages that are loaded when a command ends."""
    env = {"OUTPACE_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    done = subprocess.run([sys.executable, "-c", RUN, *words], env=env, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", [("--help",), ("import", "linelist", "--help"), ("stop",), ("doctor",)])
def test_a_light_command_loads_nothing_heavy(words: tuple[str, ...], tmp_path: Path) -> None:
    loaded = _loaded(words, tmp_path / "home")
    assert "typer" in loaded
    assert not loaded & HEAVY, f"`outpace {' '.join(words)}` imports what it does not use"


WORKER = """
import sys
import django
django.setup()
import outpace.desk.drain, outpace.desk.resuming, outpace.desk.ticking
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_worker_loads_no_libraries_of_numbers(tmp_path: Path) -> None:
    """Every process of an installation waits for what it imports, at each start."""
    env = {"OUTPACE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "outpace.desk.settings"}
    done = subprocess.run([sys.executable, "-c", WORKER], env=env, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "django" in loaded
    assert not loaded & {"numpy", "polars", "shapely", "numba"}

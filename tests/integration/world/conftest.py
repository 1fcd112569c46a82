"""The command line on an empty database, as the tests of faults use it."""

from tests.integration.faults.conftest import terminal

__all__ = ["terminal"]

"""Keeps an installation's database running until its standard input closes: what a running desk does for commands."""

import sys

from outpace.desk.database import database
from outpace.desk.home import find_home

if __name__ == "__main__":
    with database(find_home()):
        sys.stdout.write("kept\n")
        sys.stdout.flush()
        sys.stdin.read()

"""A supervisor to be killed: starts the cluster of the home given, says so, lives until its input ends.

With `fork` it leaves a child that has inherited all its files.
"""

import os
import sys
from pathlib import Path

from outpace.desk.postgres import Cluster

with Cluster.under(Path(sys.argv[1]), os.environ, durable=False).start() as running:
    if "fork" in sys.argv and os.fork() == 0:
        sys.stdin.read()
        os._exit(0)
    sys.stdout.write(f"running {running.pid}\n")
    sys.stdout.flush()
    sys.stdin.read()

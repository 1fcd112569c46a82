"""`python -m outpace.desk.archive`: keep the archive that OUTPACE_ARCHIVE names, started by the supervisor."""

import logging
import os
import signal
import sys
import time
from datetime import timedelta

from outpace.desk.archive.folder import archive_of
from outpace.desk.archive.keeper import Keeper, Pace
from outpace.desk.archive.state import Standing
from outpace.desk.clock import ticks, wall_now
from outpace.desk.home import find_home
from outpace.desk.postgres import Cluster, embedded

PATIENCE = "OUTPACE_ARCHIVE_PATIENCE_S"
BASE_HOURS = "OUTPACE_ARCHIVE_BASE_HOURS"
log = logging.getLogger("outpace.archive")


def main() -> int:
    """Look every second, more often until the receiver follows, until told to stop."""
    archive, home = archive_of(os.environ), find_home()
    if archive is None:
        return 1
    stopping: list[int] = []
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda number, _: stopping.append(number))
    pace = Pace(
        patience=timedelta(seconds=float(os.environ.get(PATIENCE, "10"))),
        base_every=timedelta(hours=float(os.environ.get(BASE_HOURS, "24"))),
    )
    server = embedded(Cluster.under(home.make().root, os.environ))
    keeper, last = Keeper(home, archive, server, pace, wall_now, ticks), None
    while not stopping:
        standing = keeper.look()
        if standing is not last:
            log.warning("the archive is %s%s", standing, keeper.why and f": {keeper.why}")
        last = standing
        time.sleep(0.2 if standing is Standing.BEHIND else 1.0)
    keeper.end()
    return 0


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s")
    sys.exit(main())

"""The worker as it would be without lanes: one process, and every event in one queue. Started by `benchmarks.lanes`."""

import os

import django


def main() -> None:
    """Do the worker's duty until told to stop."""
    from outpace.desk import drain, lanes
    from outpace.desk.home import find_home
    from outpace.desk.life.editions_kept import open_editions
    from outpace.desk.loop import Lane
    from outpace.desk.serving import duties

    open_editions(find_home())
    lanes.PORTION.update(dict.fromkeys(Lane, lanes.ROWS))
    drain._WAITING = drain._WAITING.replace(lanes.LANE, f"'{Lane.ORDINARY}'")
    duties.run("worker")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outpace.desk.settings")
    django.setup()
    main()

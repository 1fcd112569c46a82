"""What was observed in a run as files that `outpace import` takes, and the truth beside them."""

from datetime import date
from pathlib import Path

from outpace.cli.say import chinese
from outpace.cli.world_stage import Staged


def write_files(stage: Staged, out: Path, began: date) -> dict[str, int]:
    """Write line list, links, exposures, events and truth into a folder; how many rows each has, by path."""
    from outpace.world.observed import observe
    from outpace.world.outbreak import write_exposures_csv, write_linelist_csv, write_links_csv
    from outpace.world.places.address import address
    from outpace.world.reports import reports
    from outpace.world.tables import write_events, write_truth

    out.mkdir(parents=True, exist_ok=True)
    language, world = "zh" if chinese() else "en", stage.world
    seen = observe(world)
    written = reports(world, seen, address(world.setting.places, stage.areas), began).outbreak(
        stage.scenario.id, stage.scenario.title
    )
    write_linelist_csv(written, out / "linelist.csv", language)
    write_links_csv(written, out / "links.csv", language)
    write_exposures_csv(written, out / "exposures.csv", language)
    return {
        str(out / "linelist.csv"): len(written.cases),
        str(out / "links.csv"): len(written.links),
        str(out / "exposures.csv"): len(written.exposures),
        str(out / "events.csv"): write_events(seen, world, out / "events.csv"),
        str(out / "truth.csv"): write_truth(world, out / "truth.csv"),
    }

"""A fictional outbreak of ours, for the demo: cases, links and exposures with the gaps of life. No rules."""

from outpace.world.outbreak.demo import outbreak
from outpace.world.outbreak.files import write_exposures_csv, write_linelist_csv, write_links_csv
from outpace.world.outbreak.records import Outbreak, OutbreakCase, OutbreakExposure, OutbreakLink, SpoiledRow

__all__ = [
    "Outbreak",
    "OutbreakCase",
    "OutbreakExposure",
    "OutbreakLink",
    "SpoiledRow",
    "outbreak",
    "write_exposures_csv",
    "write_linelist_csv",
    "write_links_csv",
]

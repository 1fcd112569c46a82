"""A fictional province: generated areas with borders, names and people. No persons, no database."""

from outpace.world.province.files import write_geojson, write_population_csv
from outpace.world.province.yunlan import Province, ProvinceArea, yunlan

__all__ = ["Province", "ProvinceArea", "write_geojson", "write_population_csv", "yunlan"]

"""A fictional province: generated areas with borders, names and people. No persons, no database."""

from outpace.world.province.areas import Province, ProvinceArea
from outpace.world.province.files import write_geojson, write_population_csv
from outpace.world.province.yunlan import yunlan

__all__ = ["Province", "ProvinceArea", "write_geojson", "write_population_csv", "yunlan"]

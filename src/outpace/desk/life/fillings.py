"""The back-fills of this version, in order. One that has come to its end stays here until the version after next."""

from outpace.desk.life.upgrade import Chunk, Filling


def _seal_names(position: int, limit: int) -> Chunk:
    from outpace.desk.people.backfill import seal_plain

    return Chunk(seal_plain(chunk=limit), position)


def _seal_rejects(position: int, limit: int) -> Chunk:
    from outpace.desk.intake.backfill import seal_rejects

    return Chunk(seal_rejects(chunk=limit), position)


FILLINGS = (
    Filling("names-sealed", _seal_names, apart=True),
    Filling("rejects-sealed", _seal_rejects, apart=True),
)

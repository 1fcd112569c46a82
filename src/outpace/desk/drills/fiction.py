"""Which edition the fiction is set under."""

from outpace.protocols.shelf import data_root


def fiction_edition() -> str:
    """The edition named in the file `fiction` beside the editions."""
    return (data_root() / "fiction").read_text("utf-8").strip()

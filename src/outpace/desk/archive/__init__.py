"""The archive: a running copy of the embedded database on a second disk. What burns with a machine is nothing acknowledged.

A copy of the data folder (the base) and the server's log since then. While the archive keeps up, a write is acknowledged only
once its log lies on both disks. A process of its own keeps it; `life.replay` brings it back. It knows no tables and no Django.
"""

from outpace.desk.archive.folder import Archive, archive_of
from outpace.desk.archive.state import Standing, State, forget_state, read_state, said

__all__ = ["Archive", "Standing", "State", "archive_of", "forget_state", "read_state", "said"]

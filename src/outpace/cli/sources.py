"""What `outpace restore` can bring back: a backup, or an archive. Both are tried out and brought back by the same words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from outpace.desk.home import Home

if TYPE_CHECKING:
    from outpace.desk.archive import Archive
    from outpace.desk.life.account import Account
    from outpace.desk.life.keys_tried import KeysTried
    from outpace.desk.life.replay import Replayed

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Came:
    """What came back, what was found out about keys (nothing in earnest), and what else there is to say."""

    account: "Account"
    keys: "KeysTried | None"
    zh: str
    en: str
    more: Mapping[str, object] = field(default_factory=dict)


class Source(Protocol):
    """A copy of an installation's data in a folder."""

    noted_as: str

    def refuse_absent(self) -> None:
        """See that it is there, before anybody is asked for a passphrase."""

    def fits(self, keys: Home) -> bool:
        """Whether a home holds its keys."""

    def account(self) -> "Account | None":
        """Its account as it was written, where it was."""

    def try_out(self, step: Step, keys: Home | None) -> Came:
        """Restore it elsewhere, compare, throw away."""

    def bring_back(self, home: Home, step: Step) -> Came:
        """Restore it in earnest."""


def source_in(folder: Path) -> Source:
    """The copy in a folder, known by what lies there."""
    from outpace.desk.archive import Archive

    archive = Archive(folder)
    return FromArchive(archive) if archive.is_one() else FromBackup(folder)


class FromBackup:
    """A backup: what was there at one instant."""

    noted_as = "check"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def refuse_absent(self) -> None:
        from outpace.desk.life.manifest import look

        look(self.folder)

    def fits(self, keys: Home) -> bool:
        from outpace.desk.life.restore import keys_fit

        return keys_fit(keys, self.folder)

    def account(self) -> "Account":
        from outpace.desk.life.manifest import look

        return look(self.folder).account

    def try_out(self, step: Step, keys: Home | None) -> Came:
        from outpace.desk.life.restore import check

        tried = check(self.folder, step, keys)
        return self._came(tried.account, tried.keys)

    def bring_back(self, home: Home, step: Step) -> Came:
        from outpace.desk.life.restore import restore

        return self._came(restore(home, self.folder, step).account, None)

    def _came(self, account: "Account", keys: "KeysTried | None") -> Came:
        root, size = account.ledger_root[:16], account.ledger_size
        return Came(
            account,
            keys,
            f"每张表的行数和账本根 {root}…（{size} 条）与备份时一致",
            f"every table's count and the ledger's root {root}… ({size} leaves) are the backup's",
        )


class FromArchive:
    """An archive: everything up to the last write that reached it."""

    noted_as = "replay"

    def __init__(self, archive: "Archive") -> None:
        self.archive = archive

    def refuse_absent(self) -> None:
        self.archive.keys()
        self.archive.newest()

    def fits(self, keys: Home) -> bool:
        from outpace.desk.life.replay import keys_fit

        return keys_fit(keys, self.archive)

    def account(self) -> None:
        return None

    def try_out(self, step: Step, keys: Home | None) -> Came:
        from outpace.desk.life.replay import try_out

        came = try_out(self.archive, step, keys)
        return self._came(came, came.keys)

    def bring_back(self, home: Home, step: Step) -> Came:
        from outpace.desk.life.replay import bring_back

        return self._came(bring_back(home, self.archive, step), None)

    def _came(self, came: "Replayed", keys: "KeysTried | None") -> Came:
        root, size, base = came.account.ledger_root[:16], came.account.ledger_size, f"{came.base:%Y-%m-%d %H:%M} UTC"
        return Came(
            came.account,
            keys,
            f"基础副本（{base}）加 {came.segments} 段日志；每个事件都与账本一致，"
            f"账本根 {root}…（{size} 条）包含归档承诺过的全部",
            f"the base of {base} and {came.segments} segments of log; every event is what its leaf says, and the ledger's root "
            f"{root}… ({size} leaves) holds all that the archive was promised",
            {"base": came.base.isoformat(timespec="seconds"), "segments": came.segments},
        )

"""How an archive stands: one file in the installation's runtime folder, written every second by whoever keeps the archive.

Alarms, health and metrics read it. A file that nobody renews says that nobody keeps the archive.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from outpace.desk.home import Home
from outpace.words.decision import Text

FILE = "archive.json"
STALE = timedelta(seconds=30)


class Standing(StrEnum):
    """`kept`: each acknowledged write lies on both disks. `copying`: so, but the base is not whole yet. `behind`: no."""

    KEPT = "kept"
    COPYING = "copying"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class State:
    """How the archive stands, since when, when it was last looked at, when its newest base was begun, and what is wrong."""

    standing: Standing
    since: datetime
    at: datetime
    base: datetime | None = None
    why: str = ""

    def after(self, standing: Standing, at: datetime, base: datetime | None, why: str) -> "State":
        """The state at a later look; `since` stays while the standing does."""
        since = self.since if standing is self.standing else at
        return replace(self, standing=standing, since=since, at=at, base=base, why=why)


def said(state: State | None) -> Text:
    """How the archive stands, as a sentence."""
    since = f"{state.since:%Y-%m-%d %H:%M} UTC" if state else "?"
    match state.standing if state else Standing.BEHIND:
        case Standing.KEPT:
            base = f"{state.base:%Y-%m-%d %H:%M} UTC" if state and state.base else "?"
            return Text(
                f"从 {since} 起，每次确认的写入都已同时写到归档盘；基础副本：{base}。",
                f"Since {since} each acknowledged write lies on the archive's disk too; base of {base}.",
            )
        case Standing.COPYING:
            return Text(
                f"从 {since} 起，写入已同时记到归档盘；第一份基础副本还在做，做完才能恢复。",
                f"Since {since} writes go to the archive's disk too; its first base is being made, and until then nothing "
                "can be restored from it.",
            )
        case Standing.BEHIND:
            return Text(
                f"归档从 {since} 起没有跟上：新的写入只在这台机器的一块盘上。",
                f"The archive has not kept up since {since}: what is written now is on one disk of this machine alone.",
            )


def write_state(home: Home, state: State) -> None:
    """Say how the archive stands."""
    times = {"since": state.since.isoformat(), "at": state.at.isoformat()}
    base = state.base.isoformat() if state.base else None
    draft = home.runtime / f".{FILE}"
    draft.write_text(json.dumps({**asdict(state), **times, "base": base}), "utf-8")
    draft.replace(home.runtime / FILE)


def forget_state(home: Home) -> None:
    """Forget what a former keeper said: nobody keeps the archive now."""
    (home.runtime / FILE).unlink(missing_ok=True)


def read_state(home: Home, as_of: datetime) -> State | None:
    """How the archive stands; None where nobody has said. What nobody renewed for half a minute is `behind`."""
    try:
        raw = json.loads((home.runtime / FILE).read_text("utf-8"))
        state = State(
            standing=Standing(raw["standing"]),
            since=datetime.fromisoformat(raw["since"]),
            at=datetime.fromisoformat(raw["at"]),
            base=datetime.fromisoformat(raw["base"]) if raw["base"] else None,
            why=raw["why"],
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    if as_of.astimezone(UTC) - state.at > STALE and state.standing is not Standing.BEHIND:
        return replace(state, standing=Standing.BEHIND, since=state.at, why="")
    return state

"""A run that stops and goes on: everything a world remembers as one file, and back, bit for bit.

What is carried is found by looking, not by a list: every attribute of the world and of whatever hangs on it, but for what
the world makes of place, epidemic and seed when it begins. Read without executing anything: numbers, words, and classes of
this room.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.kernels import SOURCES, digest
from outpace.world.rehearsal import Rehearsal
from outpace.world.timestep import World

FORMAT = 1
ROOM = "outpace.world."
MADE_AGAIN = frozenset({"setting", "epidemic", "seed", "_host", "_odds", "_drawing", "_notes"})
"""What a world makes of place, epidemic and seed when it begins."""

BROUGHT_AGAIN = frozenset({"world", "plan", "capacity", "fevers", "triage"})
"""What a caller is given when it begins."""

DAYS_ASKED = 1_000
"""For so many days a caller's capacities are part of what tells runs apart."""


def save(world: World, path: Path, scenario: str, caller: Rehearsal | None = None) -> None:
    """Write a run as it stands, with what its caller remembers; the file is whole or not there."""
    packing = _Packing(_given(world, caller))
    state = {name: packing.pack(value) for name, value in _state(world, MADE_AGAIN).items()}
    called = {} if caller is None else {n: packing.pack(value) for n, value in _state(caller, BROUGHT_AGAIN).items()}
    head = {"format": FORMAT, "state": state, "caller": called, **fingerprint(world, scenario, caller)}
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            _write(file, packing.arrays | {"head": np.frombuffer(json.dumps(head).encode(), np.uint8)})
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write(file: BinaryIO, arrays: Mapping[str, NDArray[Any]]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)


def resume(world: World, path: Path, scenario: str, caller: Rehearsal | None = None) -> None:
    """Bring a world that has just begun, and its caller, to where a saved run stood.

    Raises ProblemError WORLD_SAVE_UNREADABLE, and WORLD_SAVE_SCENARIO, _SEED, _PLACES, _PLAN or _PROGRAM where the run was
    another one.
    """
    head, arrays = _read(path)
    _refuse_another(head, fingerprint(world, scenario, caller), path)
    unpacking = _Unpacking(_given(world, caller), arrays)
    try:
        state = {name: unpacking.unpack(packed) for name, packed in head["state"].items()}
        called = {name: unpacking.unpack(packed) for name, packed in head["caller"].items()}
    except (KeyError, TypeError, AttributeError, ImportError) as fault:
        raise ProblemError("WORLD_SAVE_UNREADABLE", file=path.name) from fault
    for name, value in state.items():
        setattr(world, name, value)
    for name, value in called.items():
        setattr(caller, name, value)


def fingerprint(world: World, scenario: str, caller: Rehearsal | None = None) -> dict[str, str | int]:
    """What a run is a run of: scenario, epidemic, seed, places with layers and people, the caller's plan, program."""
    setting = world.setting
    return {
        "scenario": scenario,
        "epidemic": _hash(repr(world.epidemic)),
        "seed": world.seed,
        "places": _hash(repr((setting.seed, setting.places.towns, setting.layers))),
        "plan": "" if caller is None else _planned(caller),
        "program": _hash(digest() + "".join(_data())),
    }


def _planned(caller: Rehearsal) -> str:
    forces = [caller.capacity(day) for day in range(DAYS_ASKED)]
    return _hash(repr((caller.plan, caller.fevers, caller.triage.__qualname__, forces)))


def _data() -> Iterator[str]:
    """The tables that stand beside the code."""
    for file in sorted(SOURCES.rglob("*.toml")):
        yield file.read_text("utf-8")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _state(whole: World | Rehearsal, given: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in vars(whole).items() if name not in given}


def _given(world: World, caller: Rehearsal | None) -> dict[str, Any]:
    """What is there before a run goes on, by name: nothing of it is carried, whatever points to it points to it again."""
    made = {name: value for name, value in vars(world).items() if name in MADE_AGAIN}
    if caller is None:
        return made
    brought = {name: getattr(caller, name) for name in sorted(BROUGHT_AGAIN)}
    return made | {f"caller's {name}": value for name, value in brought.items()} | {"recall": caller.plan.recall}


def _read(path: Path) -> tuple[dict[str, Any], Mapping[str, NDArray[Any]]]:
    if not path.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=str(path))
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        head = json.loads(arrays.pop("head").tobytes())
        if head["format"] != FORMAT:
            raise ValueError(f"format {head['format']}")
    except (ValueError, KeyError, EOFError, OSError, zipfile.BadZipFile, AttributeError, TypeError) as fault:
        raise ProblemError("WORLD_SAVE_UNREADABLE", file=path.name) from fault
    return head, arrays


def _refuse_another(head: Mapping[str, Any], asked: Mapping[str, str | int], path: Path) -> None:
    """The program first: under another one the other marks say nothing."""
    codes = {
        "program": "WORLD_SAVE_PROGRAM",
        "scenario": "WORLD_SAVE_SCENARIO",
        "seed": "WORLD_SAVE_SEED",
        "places": "WORLD_SAVE_PLACES",
        "plan": "WORLD_SAVE_PLAN",
        "epidemic": "WORLD_SAVE_SCENARIO",
    }
    for part, code in codes.items():
        if head.get(part) != asked[part]:
            said = "scenario" if part == "epidemic" else part
            raise ProblemError(code, file=path.name, saved=str(head.get(said)), asked=asked[said])


class _Packing:
    """Takes values apart into JSON and arrays. What hangs there twice is packed once and pointed to."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.arrays: dict[str, NDArray[Any]] = {}
        self._given = {id(value): name for name, value in given.items()}
        self._seen: dict[int, dict[str, Any]] = {}

    def pack(self, value: Any) -> Any:
        """One value. Raises TypeError for what can't be carried."""
        match value:
            case Enum():
                return {"enum": _name(value), "value": value.value}
            case bool() | int() | float() | str() | None:
                return value
            case np.generic():
                return {"scalar": self._array(np.asarray(value))}
            case tuple() | frozenset():
                return {"tuple": _name(value), "items": [self.pack(each) for each in value]}
        if id(value) in self._given:
            return {"given": self._given[id(value)]}
        if id(value) not in self._seen:
            self._seen[id(value)] = {"again": len(self._seen)}
            return {"number": len(self._seen) - 1, **self._shared(value)}
        return self._seen[id(value)]

    def _shared(self, value: Any) -> dict[str, Any]:
        match value:
            case np.ndarray():
                return {"array": self._array(value)}
            case list():
                return {"list": [self.pack(each) for each in value]}
            case set():
                return {"set": [self.pack(each) for each in sorted(value)]}
            case dict():
                return {"dict": [[self.pack(key), self.pack(each)] for key, each in value.items()]}
        return {"object": _name(value), "parts": {name: self.pack(each) for name, each in _parts(value).items()}}

    def _array(self, value: NDArray[Any]) -> str:
        if value.dtype.hasobject:
            raise TypeError("an array of objects can't be saved")
        name = f"a{len(self.arrays)}"
        self.arrays[name] = value
        return name


def _parts(value: Any) -> dict[str, Any]:
    """The attributes of an object of this room. Raises TypeError for another."""
    if not type(value).__module__.startswith(ROOM):
        raise TypeError(f"{type(value)} can't be saved")
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return dict(vars(value))


def _name(value: Any) -> str:
    return f"{type(value).__module__}:{type(value).__qualname__}"


class _Unpacking:
    """Puts values together again, in the order they were taken apart."""

    def __init__(self, given: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
        self._given, self._arrays = given, arrays
        self._made: dict[int, Any] = {}

    def unpack(self, packed: Any) -> Any:
        """One value. Raises TypeError for a class that isn't of this room."""
        match packed:
            case {"enum": name, "value": value}:
                return _class(name)(value)
            case {"scalar": name}:
                return self._arrays[name][()]
            case {"tuple": name, "items": items}:
                return self._tuple(name, [self.unpack(each) for each in items])
            case {"given": name}:
                return self._given[name]
            case {"again": number}:
                return self._made[number]
            case {"number": number}:
                return self._shared(number, packed)
        return packed

    def _tuple(self, name: str, items: list[Any]) -> Any:
        made = {"builtins:tuple": tuple, "builtins:frozenset": frozenset}.get(name)
        return made(items) if made else _class(name)._make(items)

    def _shared(self, number: int, packed: Mapping[str, Any]) -> Any:
        """Made before it is filled, so that what hangs on it may point back."""
        match packed:
            case {"array": name}:
                self._made[number] = self._arrays[name]
            case {"list": items}:
                self._made[number] = made = []
                made += [self.unpack(each) for each in items]
            case {"set": items}:
                self._made[number] = {self.unpack(each) for each in items}
            case {"dict": pairs}:
                held: dict[Any, Any] = {}
                self._made[number] = held
                held |= {self.unpack(key): self.unpack(each) for key, each in pairs}
            case {"object": name, "parts": parts}:
                kind = _class(name)
                self._made[number] = object.__new__(kind)
                for part, each in parts.items():
                    object.__setattr__(self._made[number], part, self.unpack(each))
        return self._made[number]


def _class(name: str) -> Any:
    module, _, kind = name.partition(":")
    if not module.startswith(ROOM):
        raise TypeError(f"{name} is not of this room")
    found: Any = import_module(module)
    for part in kind.split("."):
        found = getattr(found, part)
    return found

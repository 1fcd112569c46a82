"""`python -m outpace_verify`: check a folder, a server or a proof; be a witness. Exit 0 sound, 1 found something, 2 misused."""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from outpace_verify.bodies import check_bodies, gone
from outpace_verify.checks import Saved, check
from outpace_verify.findings import Finding, finding
from outpace_verify.folder import read_folder
from outpace_verify.notes import Key, UnreadableError, read_key, read_note
from outpace_verify.online import Server, check_server
from outpace_verify.proofs import Proof, check_proof
from outpace_verify.witness import RefusedError, open_witness

SOUND, FOUND, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.run(asked))
    except (UnreadableError, OSError) as wrong:
        sys.stderr.write(_pick(f"无法读取：{wrong}", f"can't be read: {wrong}") + "\n")
        return MISUSED


def verify(asked: argparse.Namespace) -> int:
    """Check a folder or a server against what outsiders saved."""
    saved = {file: read_note(Path(file).read_text("utf-8")) for file in asked.against}
    witnesses = [read_key(line) for line in asked.witness]
    key = read_key(asked.key) if asked.key else None
    if asked.log.startswith(("http://", "https://")):
        return _tell(asked.json, *_server(asked.log, key, saved, witnesses))
    return _tell(asked.json, *_folder(Path(asked.log), key, saved, witnesses))


def _folder(folder: Path, key: Key | None, saved: Saved, witnesses: list[Key]) -> tuple[dict[str, Any], list[Finding]]:
    log = read_folder(folder)
    found = [*check(log, saved, witnesses), *check_bodies(log)]
    if key and log.key and key != log.key:
        found.append(finding("SAVED_OTHER_KEY", file="log.key"))
    last = log.checkpoints[-1] if log.checkpoints else None
    return {
        "log": log.key.name if log.key else None,
        "size": len(log.leaves),
        "root": last.root.hex() if last else None,
        "checkpoints": len(log.checkpoints),
        "last": last.time.isoformat() if last else None,
        "bodies": None if log.bodies is None else len(log.bodies),
        "gone": gone(log),
    }, found


def _server(url: str, key: Key | None, saved: Saved, witnesses: list[Key]) -> tuple[dict[str, Any], list[Finding]]:
    try:
        server = Server(url)
    except UnreadableError as wrong:
        return {"log": url}, [finding("SERVER_SILENT", url=str(wrong))]
    now = server.checkpoint
    told = {"log": now.origin, "size": now.size, "root": now.root.hex(), "last": now.time.isoformat()}
    return told, list(check_server(server, key, saved, witnesses))


def proof(asked: argparse.Namespace) -> int:
    """Check one proof."""
    try:
        read = Proof(Path(asked.file).read_text("utf-8"))
    except UnreadableError:
        return _tell(asked.json, {"log": None}, [finding("PROOF_UNREADABLE", file=asked.file)])
    found = list(check_proof(read, read_key(asked.key) if asked.key else None))
    told = {"log": read.checkpoint.origin, "size": read.checkpoint.size, "last": read.checkpoint.time.isoformat()}
    return _tell(asked.json, told, found)


def cosign(asked: argparse.Namespace) -> int:
    """Be a witness: print the note with one more signature, or refuse."""
    witness = open_witness(Path(asked.folder), asked.name)
    if asked.show_key:
        sys.stdout.write(witness.line + "\n")
        return SOUND
    server = Server(asked.url)
    last = witness.memory
    before = read_note(last.read_text("utf-8")).size if last.exists() else 0
    path = server.path(before) if 0 < before < server.checkpoint.size else []
    note = _note_of(server)
    try:
        sys.stdout.write(witness.cosign(note, read_key(asked.key), path, int(time.time())))
    except RefusedError as refused:
        sys.stderr.write(_pick(f"拒绝签名：{refused}", f"not signed: {refused}") + "\n")
        return FOUND
    return SOUND


def _note_of(server: Server) -> str:
    text = server.checkpoint.text
    own = next(line for line in server.note.split("\n\n", 1)[1].split("\n") if line.startswith(f"— {server.key.name} "))
    return f"{text}\n{own}\n"


def _tell(as_json: bool, told: dict[str, Any], found: list[Finding]) -> int:
    if as_json:
        answer = {"sound": not found, **told, "findings": [one.as_json() for one in found]}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        return FOUND if found else SOUND
    _tell_lines(found)
    facts = ", ".join(f"{name} {value}" for name, value in told.items() if value is not None)
    verdict = _pick("核对无误", "sound") if not found else _pick(f"发现 {len(found)} 处问题", f"{len(found)} findings")
    sys.stdout.write(f"{verdict}: {facts}\n")
    return FOUND if found else SOUND


def _tell_lines(found: Iterable[Finding]) -> None:
    for one in found:
        sys.stdout.write(f"{one.code}: {one.said(chinese=_chinese())}\n")


def _chinese() -> bool:
    names = ("OUTPACE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return next((value for name in names if (value := os.environ.get(name))), "").startswith("zh")


def _pick(zh: str, en: str) -> str:
    return zh if _chinese() else en


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m outpace_verify", description=__doc__)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("verify", help="check an exported folder, or a server by its address")
    one.add_argument("log", metavar="FOLDER|URL")
    one.add_argument(
        "--against", action="append", default=[], metavar="NOTE", help="a checkpoint saved earlier (repeat)"
    )
    one.add_argument("--witness", action="append", default=[], metavar="KEY", help="a witness's public key (repeat)")
    one.set_defaults(run=verify)
    two = commands.add_parser("proof", help="check one proof")
    two.add_argument("file")
    two.set_defaults(run=proof)
    three = commands.add_parser("cosign", help="be a witness of a server's log")
    three.add_argument("url")
    three.add_argument("folder", help="the witness's own folder, with its key and its memory")
    three.add_argument("--name", required=True, help="the witness's name, for instance its host name")
    three.add_argument("--show-key", action="store_true", help="print the witness's public key and end")
    three.set_defaults(run=cosign)
    for command in (one, two, three):
        command.add_argument("--key", help="the log's public key as you got it from elsewhere")
        command.add_argument("--json", action="store_true", help="one JSON object")
    return parser


if __name__ == "__main__":
    sys.exit(main())

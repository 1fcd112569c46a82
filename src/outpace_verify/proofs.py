"""Check one proof: that an event, or one row of a bulk act, stands in the log under a signed checkpoint."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from outpace_verify.findings import Finding, finding
from outpace_verify.merkle import root_by_path
from outpace_verify.notes import Checkpoint, Key, UnreadableError, read_key, read_note, strict_hex

FORMAT = "outpace-proof/1"


class Proof:
    """A proof as its file gives it. Raises UnreadableError."""

    def __init__(self, text: str) -> None:
        try:
            told: Mapping[str, Any] = json.loads(text)
            if told["format"] != FORMAT:
                raise UnreadableError(str(told["format"]))
            self.key: Key = read_key(told["key"])
            self.checkpoint: Checkpoint = read_note(told["checkpoint"])
            self.number, self.data = int(told["leaf"]["number"]), strict_hex(told["leaf"]["data"])
            self.path = [strict_hex(step) for step in told["path"]]
            self.item: Mapping[str, Any] | None = told.get("item")
        except (KeyError, TypeError, ValueError) as wrong:
            raise UnreadableError(str(wrong)) from None


def check_proof(proof: Proof, key: Key | None) -> Iterator[Finding]:
    """Everything that is wrong with a proof. `key` is the log's, where the reader has it from elsewhere."""
    if not proof.checkpoint.is_signed_by(key or proof.key):
        yield finding("SIGNATURE_WRONG", number=1)
    root = root_by_path(proof.data, proof.number, proof.checkpoint.size, proof.path)
    if root != proof.checkpoint.root:
        yield finding("PATH_WRONG")
    if proof.item is not None and not _holds_item(proof.data, proof.item):
        yield finding("ITEM_WRONG")


def _holds_item(data: bytes, item: Mapping[str, Any]) -> bool:
    try:
        value, path = strict_hex(item["hash"]), [strict_hex(step) for step in item["path"]]
        if "row_hash" in item:
            opened = hashlib.sha256(strict_hex(item["row_salt"]) + strict_hex(item["row_hash"])).digest()
            if opened != value:
                return False
        return root_by_path(value, int(item["number"]) - 1, int(item["count"]), path) == data[40:]
    except (KeyError, TypeError, ValueError):
        return False

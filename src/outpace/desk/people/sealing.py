"""Seal and open what identifies people, in this process: the database holds and hands out ciphertext only.

Each person has a data key of her own, random, wrapped under the vault's `wrap` key. Without the row that holds it nothing of
her can be opened again, in no copy: deleting it erases her. AES-256-GCM throughout, bound to the person and the part.
"""

import json
import os
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from outpace.desk.people.identity import (
    Mask,
    from_bytes,
    mask_from_bytes,
    mask_of,
    mask_to_bytes,
    to_bytes,
)
from outpace.desk.people.keys import VaultKeys, vault_keys
from outpace.matching.profile import Profile

_NONCE, _KEY = 12, 32
_WRAPPED, _WHOLE, _MASKED = b"k", b"i", b"m"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A person as the vault's tables hold her."""

    whole: bytes
    mask: bytes
    wrapped: bytes

    @property
    def packed(self) -> bytes:
        """All of it in one value, as `vault.put_packed` takes it apart."""
        return self.wrapped + len(self.mask).to_bytes(2, "big") + self.mask + self.whole


@cache
def _wrapper(keys: VaultKeys) -> AESGCM:
    return AESGCM(keys.wrap)


@cache
def _store(keys: VaultKeys) -> AESGCM:
    return AESGCM(keys.store)


def _about(person: int, part: bytes) -> bytes:
    return person.to_bytes(8, "big") + part


def seal(person: int, profile: Profile) -> Sealed:
    """Seal a person under a fresh data key."""
    chance = os.urandom(_KEY + 3 * _NONCE)
    key, one, two, three = chance[:32], chance[32:44], chance[44:56], chance[56:]
    own = AESGCM(key)
    return Sealed(
        whole=one + own.encrypt(one, to_bytes(profile), _about(person, _WHOLE)),
        mask=two + own.encrypt(two, mask_to_bytes(mask_of(profile)), _about(person, _MASKED)),
        wrapped=three + _wrapper(vault_keys()).encrypt(three, key, _about(person, _WRAPPED)),
    )


def open_whole(person: int, whole: bytes, wrapped: bytes) -> Profile:
    """Open a person. Raises cryptography's InvalidTag for anything that was changed, moved or sealed with another key."""
    return from_bytes(_open(person, whole, wrapped, _WHOLE))


def open_mask(person: int, mask: bytes, wrapped: bytes, keys: VaultKeys | None = None) -> Mask:
    """Open a person's mask, with the installation's keys unless others are tried. Raises InvalidTag likewise."""
    return mask_from_bytes(_open(person, mask, wrapped, _MASKED, keys))


def _open(person: int, sealed: bytes, wrapped: bytes, part: bytes, keys: VaultKeys | None = None) -> bytes:
    sealed, wrapped = bytes(sealed), bytes(wrapped)
    key = _wrapper(keys or vault_keys()).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _about(person, _WRAPPED))
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _about(person, part))


def seal_content(content: bytes) -> bytes:
    """Seal what another room keeps for a while and must not keep in the clear."""
    nonce = os.urandom(_NONCE)
    return nonce + _store(vault_keys()).encrypt(nonce, content, b"content")


def open_content(sealed: bytes) -> bytes:
    """Open what `seal_content` sealed. Raises InvalidTag."""
    held = bytes(sealed)
    return _store(vault_keys()).decrypt(held[:_NONCE], held[_NONCE:], b"content")


class SealedJSONField(models.BinaryField):  # type: ignore[type-arg]
    """A JSON value that stands sealed in the database: for cells of a file that may name somebody. Can't be searched."""

    def get_prep_value(self, value: Any) -> Any:
        """Seal on the way in."""
        return None if value is None else seal_content(json.dumps(value, ensure_ascii=False).encode())

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> Any:
        """Open on the way out."""
        return None if value is None else json.loads(open_content(value))

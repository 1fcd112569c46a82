"""Make an installation ready: keys, roles, tables. Idempotent: a second run changes nothing."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.core.management import call_command
from django.db import connections

from outpace.desk.home import Home
from outpace.desk.scope.token import pads

KEY_BYTES = 32
_STORE_PADS = """
insert into scope.key (ipad, opad) values (%s, %s)
on conflict (sole) do update set ipad = excluded.ipad, opad = excluded.opad
"""


def make_keys(home: Home) -> None:
    """Make the keys that are missing; none has a default and none is ever replaced."""
    home.make()
    for name in ("web.key", "scope.key"):
        _make_once(home.keys / name, secrets.token_hex(KEY_BYTES).encode())
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _make_once(home.keys / "checkpoint.pem", pem)


def _make_once(file: Path, content: bytes) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def checkpoint_signer(home: Home) -> Ed25519PrivateKey:
    """Load the key that signs checkpoints."""
    key = load_pem_private_key((home.keys / "checkpoint.pem").read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("checkpoint.pem does not hold an Ed25519 key")
    return key


def migrate(home: Home) -> None:
    """Bring the tables up to date as the owner role and give the database this installation's scope key."""
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    ipad, opad = pads(bytes.fromhex((home.keys / "scope.key").read_text("ascii").strip()))
    with connections["owner"].cursor() as cursor:
        cursor.execute(_STORE_PADS, [ipad, opad])
    connections["owner"].close()

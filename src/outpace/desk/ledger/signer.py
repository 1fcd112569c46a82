"""The key that signs checkpoints: made once for an installation, kept in its keys folder."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from outpace.desk.keyfile import make_once

FILE = "checkpoint.pem"


def make_signer(keys: Path) -> None:
    """Make the key unless it is there."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    make_once(keys / FILE, pem)


def checkpoint_signer(keys: Path) -> Ed25519PrivateKey:
    """Load the key. Raises FileNotFoundError before the installation is set up."""
    key = load_pem_private_key((keys / FILE).read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{FILE} does not hold an Ed25519 key")
    return key

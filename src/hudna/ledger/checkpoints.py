"""Signed checkpoints of the log (C2SP tlog-checkpoint: a signed note of origin, size and root), and the key that signs.

Given away, a checkpoint lets anybody show later that the log was cut back or rewritten: `hudna verify --against FILE`.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hudna.errors import LedgerError
from hudna.ledger.beside import Beside, replace_durably, sync_folder, write_new
from hudna.ledger.failpoints import reached

ED25519 = b"\x01"
SECRET = 0o600
MOST_LINES = 200
"""Lines of a checkpoint that are looked at; a note with its cosignatures has a few."""


class BadCheckpoint(LedgerError):
    """A checkpoint that is none, or that no key of this ledger has signed."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log at one size: which log, how many entries, and the root of the tree over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


class Signer:
    """The key that signs for one origin."""

    def __init__(self, origin: str, private: Ed25519PrivateKey) -> None:
        self.origin = origin
        self._private = private
        self._public = private.public_key().public_bytes_raw()

    @property
    def verifier_key(self) -> str:
        """The public half as a line: name, key id, key."""
        encoded = base64.b64encode(ED25519 + self._public).decode()
        return f"{self.origin}+{_key_id(self.origin, self._public).hex()}+{encoded}"

    def signed(self, checkpoint: Checkpoint) -> str:
        """The checkpoint as a signed note."""
        signature = _key_id(self.origin, self._public) + self._private.sign(checkpoint.text.encode())
        return f"{checkpoint.text}\n\N{EM DASH} {self.origin} {base64.b64encode(signature).decode()}\n"


def signer_at(path: Path, origin: str) -> Signer:
    """The key kept at `path`, made now where there is none, for its owner's eyes alone."""
    if path.exists():
        return Signer(origin, _private_key(path))
    private = Ed25519PrivateKey.generate()
    part = path.with_name(path.name + ".part")
    encryption = serialization.NoEncryption()
    write_new(
        part,
        private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption),
        SECRET,
    )
    part.rename(path)
    sync_folder(path.parent)
    reached("key.written")
    return Signer(origin, private)


def sign_again(beside: Beside, checkpoint: Checkpoint, verifier_key: str) -> None:
    """Signs the log as it is, where the key that signs for it is there; otherwise the next batch signs with a new one."""
    if beside.key.exists():
        signer = signer_at(beside.key, checkpoint.origin)
        if signer.verifier_key == verifier_key:
            replace_durably(beside.checkpoint, signer.signed(checkpoint).encode())


def _private_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise LedgerError(f"{path}: no key ({error}); move it away, and a new one is made and logged") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerError(f"{path}: no Ed25519 key; move it away, and a new one is made and logged")
    return key


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def checkpoint_in(note: str, verifier_keys: Iterable[str]) -> Checkpoint:
    """The checkpoint of a signed note; raises `BadCheckpoint` unless one of the keys has signed it as it stands."""
    text, _, signatures = note.rpartition("\n\n")
    lines = text.split("\n")
    if not text or len(lines) < 3 or "" in lines or note.count("\n") > MOST_LINES:
        raise BadCheckpoint("no checkpoint: it has origin, size, root, an empty line and signatures")
    try:
        size, root = int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadCheckpoint("no checkpoint: its second line is a number, its third a root in base64") from error
    if str(size) != lines[1] or len(root) != 32 or base64.b64encode(root).decode() != lines[2]:
        raise BadCheckpoint("no checkpoint: size or root are not written as they must be")
    keys = [key for key in map(_verifier, verifier_keys) if key]
    signed = text.encode() + b"\n"
    checked = [_checks(signed, line, name, public) for line in signatures.split("\n") for name, public in keys]
    if False in checked or True not in checked:
        raise BadCheckpoint(f"checkpoint of {lines[0]} at {size}: not signed by a key of this ledger")
    return Checkpoint(lines[0], size, root)


def _verifier(line: str) -> tuple[str, bytes] | None:
    """Name and key of a verifier key, or None where it is none of ours, such as one that was damaged."""
    name, _, rest = line.partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        return None
    if len(key) != 33 or key[:1] != ED25519 or _key_id(name, key[1:]).hex() != key_id:
        return None
    return name, key[1:]


def _checks(signed: bytes, line: str, name: str, public: bytes) -> bool | None:
    """Whether a signature line of that key is right; None where it is another's."""
    prefix = f"\N{EM DASH} {name} "
    if not line.startswith(prefix):
        return None
    try:
        signature = base64.b64decode(line.removeprefix(prefix), validate=True)
    except (ValueError, binascii.Error):
        return False
    if base64.b64encode(signature).decode() != line.removeprefix(prefix):
        return False  # other letters for the same bytes
    if signature[:4] != _key_id(name, public):
        return None
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature[4:], signed)
    except InvalidSignature:
        return False
    return True

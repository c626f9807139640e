"""Passwords, kept as argon2id hashes; and secrets long enough that a plain hash hides them."""

import hashlib
import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hudna.desk.accounts.book import BadAccounts

SHORTEST, LONGEST = 12, 1024
"""Letters of a password."""
_HASHER = PasswordHasher()
"""Argon2id with the figures of RFC 9106 for machines with little memory: 64 MB, three passes."""
_AT_ONCE = BoundedSemaphore(2)
"""Logins that are reckoned at the same time: each takes 64 MB."""


def hashed(password: str) -> str:
    """The hash of a new password; raises `BadAccounts` where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadAccounts(f"a password has {SHORTEST} to {LONGEST} letters; four or five words do well")
    return _HASHER.hash(password)


def is_right(password: str, hash_: str | None) -> bool:
    """Whether a password has that hash; where there is none it takes as long, and is wrong."""
    with _AT_ONCE:
        try:
            right = _HASHER.verify(hash_ or _nobodys(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return right and hash_ is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))


def new_secret() -> str:
    """A secret of 256 bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()

"""The accounts of a desk as one file beside the ledger: people, their sessions, their tokens, and the secret of the desk.

It is read anew whenever it has changed, replaced as a whole under a lock, and nobody but its owner may read it.  It is no part of
the ledger: a password must be forgotten when it is changed, and the log forgets nothing.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import msgspec

from hudna.errors import HudnaError
from hudna.ledger.address import Address
from hudna.ledger.beside import Beside, holding, replace_durably

MODE = 0o600
PATIENCE = 10.0
"""Seconds to wait for another who changes the accounts."""
OTHERS = 0o077
"""The rights of those who are not the owner."""


class BadAccounts(HudnaError):
    """The file of accounts is damaged, or open to others; or what is asked of it cannot be done."""


class User(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person: the name that reviews are signed with, a role, the argon2id hash of the password, and since when."""

    name: str
    role: str
    password: str
    made: str


class Session(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A login that holds until `ends`; `digest` is the SHA-256 of what the cookie holds."""

    digest: str
    name: str
    made: str
    ends: str


class Token(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A token that asks in a person's name for what its scopes allow, until `ends`; `digest` is the SHA-256 of its secret."""

    id: str
    name: str
    digest: str
    scopes: tuple[str, ...]
    made: str
    ends: str


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it.  `secret` is what the tokens of forms are made with, in hexadecimal digits."""

    secret: str
    users: tuple[User, ...] = ()
    sessions: tuple[Session, ...] = ()
    tokens: tuple[Token, ...] = ()
    format: int = 1

    def user(self, name: str) -> User | None:
        """The person of that name."""
        return next((one for one in self.users if one.name == name), None)


Change = Callable[[Book], Book]


class Shelf:
    """Where the book of a ledger lies."""

    def __init__(self, address: Address) -> None:
        self.path: Path = Beside(address).accounts
        self._seen: tuple[tuple[int, ...], Book] | None = None
        self._lock = Lock()

    def book(self) -> Book:
        """The accounts as they are now, none where there is no file; raises `BadAccounts`."""
        with self._lock:
            try:
                state = self.path.stat()
            except FileNotFoundError:
                return Book("")
            if state.st_mode & OTHERS:
                raise BadAccounts(f"{self.path}: others may read it; say: chmod 600 {self.path}")
            mark = state.st_ino, state.st_mtime_ns, state.st_size
            if self._seen is None or self._seen[0] != mark:
                self._seen = mark, self._read()
            return self._seen[1]

    def _read(self) -> Book:
        try:
            book = msgspec.json.decode(self.path.read_bytes(), type=Book)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadAccounts(
                f"{self.path}: damaged ({error}); put a copy of it there, or begin anew without it"
            ) from error
        if book.format != 1 or len(book.secret) != 64:
            raise BadAccounts(f"{self.path}: of a later version of Hudna, or damaged; use that version")
        return book

    def change(self, how: Change) -> Book:
        """Replaces the book by what `how` makes of it, under a lock; the first time, a secret is made."""
        busy = f"{self.path}: somebody else is changing the accounts; try again in a moment"
        with holding(self._lock_file(), PATIENCE, busy):
            book = self.book()
            changed = how(book if book.secret else msgspec.structs.replace(book, secret=secrets.token_hex(32)))
            if changed != book:
                replace_durably(self.path, msgspec.json.format(msgspec.json.encode(changed), indent=1), MODE)
        return changed

    def _lock_file(self) -> Path:
        path = self.path.with_name(self.path.name + ".lock")
        os.close(os.open(path, os.O_CREAT | os.O_CLOEXEC, MODE))
        return path

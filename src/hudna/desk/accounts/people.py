"""What is done with accounts: people come and go, change role and password, log in and out, and have tokens."""

import re
import secrets
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from hudna.desk.access import SCOPES, Who
from hudna.desk.accounts.book import BadAccounts, Book, Session, Shelf, Token, User
from hudna.desk.accounts.passwords import digest, hashed, is_right, new_secret

ROLES = tuple(who.name.lower() for who in Who if who is not Who.ANYBODY)
NAME = re.compile(r"\w[\w .@-]{0,63}")
SESSION = timedelta(hours=12)
"""How long a login holds."""
MOST_SESSIONS = 20
"""Logins of one person that hold at once; the oldest ends where there would be more."""
LONGEST_TOKEN = 366
"""Days."""
PREFIX = "hudna"


def now() -> datetime:
    """This second."""
    return datetime.now(UTC).replace(microsecond=0)


def add_user(shelf: Shelf, name: str, role: str, password: str) -> None:
    """A new person; raises `BadAccounts` where the name is taken, or name, role or password will not do."""
    if not NAME.fullmatch(name) or name != name.strip():
        raise BadAccounts(f"{name}: no name for an account; use letters, digits, spaces, and . @ - between them")
    _known_role(role)
    user = User(name, role, hashed(password), now().isoformat())

    def added(book: Book) -> Book:
        if any(one.name.casefold() == name.casefold() for one in book.users):
            raise BadAccounts(f"{name}: there is an account of that name; hudna users lists them")
        return replace(book, users=(*book.users, user))

    shelf.change(added)


def set_role(shelf: Shelf, name: str, role: str) -> None:
    """Gives a person another role, from their next request on."""
    _known_role(role)
    shelf.change(lambda book: _with(book, replace(_there(book, name), role=role)))


def set_password(shelf: Shelf, name: str, password: str) -> None:
    """Gives a person another password, and ends all their sessions."""
    made = hashed(password)
    shelf.change(lambda book: _without_sessions(_with(book, replace(_there(book, name), password=made)), name))


def remove_user(shelf: Shelf, name: str) -> None:
    """Takes a person's account away, with their sessions and tokens; what they signed stays in the ledger."""

    def removed(book: Book) -> Book:
        gone = _there(book, name)
        left = tuple(one for one in book.users if one != gone)
        tokens = tuple(one for one in book.tokens if one.name != name)
        return replace(_without_sessions(book, name), users=left, tokens=tokens)

    shelf.change(removed)


def log_out_everywhere(shelf: Shelf, name: str) -> int:
    """Ends all sessions of a person; how many there were."""
    before = sum(one.name == _there(shelf.book(), name).name for one in shelf.book().sessions)
    shelf.change(lambda book: _without_sessions(book, name))
    return before


def log_in(shelf: Shelf, name: str, password: str) -> str | None:
    """The secret of a new session, None where name or password is wrong."""
    user = shelf.book().user(name)
    if not is_right(password, user.password if user else None):
        return None
    secret, begun = new_secret(), now()
    session = Session(digest(secret), name, begun.isoformat(), (begun + SESSION).isoformat())

    def begin(book: Book) -> Book:
        if book.user(name) != user:  # changed while the password was looked at
            raise BadAccounts(f"{name}: the account has just changed; log in again")
        held = [one for one in book.sessions if one.ends > session.made]
        own = [one for one in held if one.name == name]
        over = own[: max(0, len(own) - MOST_SESSIONS + 1)]
        return replace(book, sessions=(*(one for one in held if one not in over), session))

    shelf.change(begin)
    return secret


def log_out(shelf: Shelf, session: str) -> None:
    """Ends one session, by its digest."""
    shelf.change(lambda book: replace(book, sessions=tuple(one for one in book.sessions if one.digest != session)))


def add_token(shelf: Shelf, name: str, scopes: Collection[str], days: int) -> str:
    """A new token of a person, which is shown this once and never again."""
    if not scopes or set(scopes) - SCOPES.keys():
        raise BadAccounts(f"{', '.join(scopes) or 'no scope'}: a token is good for one or more of {', '.join(SCOPES)}")
    if not 1 <= days <= LONGEST_TOKEN:
        raise BadAccounts(f"{days} days: a token holds for 1 to {LONGEST_TOKEN} days")
    secret, begun = new_secret(), now()
    made = Token(
        secrets.token_hex(4), name, digest(secret), tuple(sorted(set(scopes))),
        begun.isoformat(), (begun + timedelta(days=days)).isoformat(),
    )  # fmt: skip
    shelf.change(lambda book: replace(book, tokens=(*book.tokens, made)) if _there(book, name) else book)
    return f"{PREFIX}_{made.id}_{secret}"


def revoke_token(shelf: Shelf, wanted: str) -> None:
    """Ends a token, by its id."""

    def revoked(book: Book) -> Book:
        left = tuple(one for one in book.tokens if one.id != wanted)
        if len(left) == len(book.tokens):
            raise BadAccounts(f"{wanted}: no token of that id; hudna tokens lists them")
        return replace(book, tokens=left)

    shelf.change(revoked)


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise BadAccounts(f"{role}: no such role; there are {', '.join(ROLES)}")


def _there(book: Book, name: str) -> User:
    user = book.user(name)
    if user is None:
        raise BadAccounts(f"{name}: no account of that name; hudna users lists them")
    return user


def _with(book: Book, user: User) -> Book:
    return replace(book, users=tuple(user if one.name == user.name else one for one in book.users))


def _without_sessions(book: Book, name: str) -> Book:
    return replace(book, sessions=tuple(one for one in book.sessions if one.name != name))

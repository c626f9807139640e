"""Who is calling at the desk of a team: the person of a session, or the token of one."""

import hmac

from starlette.requests import Request

from hudna.desk.access import NOBODY, Caller, Who
from hudna.desk.accounts.book import Book, Shelf
from hudna.desk.accounts.passwords import digest
from hudna.desk.accounts.people import PREFIX, ROLES, now
from hudna.errors import HudnaError

COOKIE = "hudna_session"


class Team:
    """Knows people by their accounts; whoever it does not know is nobody."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def __call__(self, request: Request) -> Caller:
        """The caller: by the token where one is sent, and by nothing else then; else by the session of the cookie."""
        try:
            book = self.shelf.book()
        except (HudnaError, OSError):  # accounts that cannot be read let nobody in
            return NOBODY
        moment = now().isoformat()
        sent = request.headers.get("authorization")
        if sent is not None:
            return _by_token(book, sent, moment)
        return _by_session(book, request.cookies.get(COOKIE, ""), moment)


def _by_token(book: Book, sent: str, moment: str) -> Caller:
    scheme, _, token = sent.partition(" ")
    prefix, _, rest = token.strip().partition("_")
    name, _, secret = rest.partition("_")
    if scheme.lower() != "bearer" or prefix != PREFIX:
        return NOBODY
    held = next((one for one in book.tokens if one.id == name), None)
    if held is None or not hmac.compare_digest(held.digest, digest(secret)) or held.ends <= moment:
        return NOBODY
    return _caller(book, held.name, scopes=frozenset(held.scopes))


def _by_session(book: Book, cookie: str, moment: str) -> Caller:
    if not cookie:
        return NOBODY
    wanted = digest(cookie)
    held = next((one for one in book.sessions if hmac.compare_digest(one.digest, wanted)), None)
    return NOBODY if held is None or held.ends <= moment else _caller(book, held.name, session=held.digest)


def _caller(book: Book, name: str, session: str = "", scopes: frozenset[str] | None = None) -> Caller:
    user = book.user(name)
    if user is None or user.role not in ROLES:
        return NOBODY
    return Caller(name, Who[user.role.upper()], session, scopes)

"""Logging in and out at the desk of a team, and what an admin sees of its accounts."""

import re
from math import ceil

from starlette.responses import Response

from hudna.desk.accounts.book import Shelf
from hudna.desk.accounts.calling import COOKIE
from hudna.desk.accounts.people import SESSION, log_in, log_out, now
from hudna.desk.accounts.people import log_out_everywhere as end_all
from hudna.desk.view import View
from hudna.errors import HudnaError

FIELDS = frozenset(("name", "password", "then"))
WITHIN = re.compile(r"/(?:en|ar)/[^\\\x00-\x20]*")
"""Pages of the desk, to which one is led after logging in."""


class NoTeam(HudnaError):
    """The desk has one user and no accounts."""


def page(view: View) -> Response:
    """The form."""
    _shelf(view)
    return asked(view, 200, then=view.asked("then"))


def asked(view: View, status: int, *, then: str = "", said: str = "") -> Response:
    """The form, with what went wrong, and leading to a page afterwards."""
    return view.shown("login.html", status, then=then if WITHIN.fullmatch(then) else "", said=said)


def entered(view: View) -> Response:
    """Opens a session, or says to try again, and when."""
    shelf, limits = _shelf(view), view.desk.limits
    name, then = view.form.get("name", ""), view.form.get("then", "")
    address = view.request.client.host if view.request.client else ""
    if (wait := limits.begin(name, address)) > 0:
        answer = asked(view, 429, then=then, said=view.t("login.wait", n=ceil(wait)))
        answer.headers["Retry-After"] = str(ceil(wait))
        return answer
    secret = log_in(shelf, name, view.form.get("password", ""))
    if secret is None:
        return asked(view, 401, then=then, said=view.t("login.wrong"))
    limits.succeeded(name, address)
    answer = view.sent_to("today")
    if WITHIN.fullmatch(then):
        answer.headers["Location"] = then
    secure = view.request.url.scheme == "https"
    answer.set_cookie(
        COOKIE, secret, max_age=int(SESSION.total_seconds()), path="/", secure=secure, httponly=True, samesite="strict"
    )
    return answer


def left(view: View) -> Response:
    """Ends the session of whoever asks."""
    log_out(_shelf(view), view.caller.session)
    answer = view.sent_to("login")
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


def users(view: View) -> Response:
    """The people, how many sessions and tokens each has, and the tokens."""
    book, moment = _shelf(view).book(), now().isoformat()
    held = [one.name for one in book.sessions if one.ends > moment]
    return view.shown("users.html", book=book, sessions=held.count, moment=moment)


def ended(view: View) -> Response:
    """Ends all sessions of a person."""
    end_all(_shelf(view), view.form.get("name", ""))
    return view.sent_to("users")


def _shelf(view: View) -> Shelf:
    if view.desk.shelf is None:
        raise NoTeam("this desk has one user and no accounts; start it with: hudna desk --team")
    return view.desk.shelf

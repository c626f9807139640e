"""Who may see and do what at the desk: every route asks for somebody, and every caller is somebody."""

import getpass
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from starlette.requests import Request


class Who(IntEnum):
    """What a route asks for, and what a caller is; whoever is more may do what those who are less may do."""

    ANYBODY = 0
    READER = 1
    REVIEWER = 2
    EDITOR = 3
    ADMIN = 4


SCOPES = {
    "entries": "entries, stories, commitments, registers and sources",
    "reports": "the printed text of reports, the paragraphs behind entries, and the search",
    "log": "the log and its checkpoint",
    "export": "exports and briefs",
    "feed": "feeds of saved filters",
}
"""What a token can be good for."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at the desk: the name that a review is signed with, "" for nobody known, and what they may do.

    `session` tells the sessions of one person apart, "" where there are none.  `scopes` is None for a person, and what a token
    is good for where one calls in a person's name.
    """

    name: str
    who: Who
    session: str = ""
    scopes: frozenset[str] | None = None

    def may(self, needed: Who, scope: str = "") -> bool:
        """Whether the caller may do what asks for `needed`, and of a token for that scope."""
        return self.who >= needed and (self.scopes is None or scope in self.scopes)

    @property
    def key(self) -> str:
        """What the tokens of forms are made for: one session of one person."""
        return f"{self.name}\n{self.session}"


class Callers(Protocol):
    """Says who is calling; what the desk asks at every request."""

    def __call__(self, request: Request) -> Caller:
        """The caller of a request; never raises."""
        ...


NOBODY = Caller("", Who.ANYBODY)


class OneUser:
    """The single user of this machine, who may do everything: the desk then listens on loopback and nowhere else."""

    def __init__(self) -> None:
        self.caller = Caller(getpass.getuser(), Who.ADMIN)

    def __call__(self, request: Request) -> Caller:
        """That user, whatever the request."""
        return self.caller

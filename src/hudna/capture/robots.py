"""What a host's robots.txt wants (RFC 9309), read by protego."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from hudna.capture.snapshot import Snapshot
from hudna.capture.unpack import Packed

NAME: Final = "Hudna"


def _version() -> str:
    try:
        return version("hudna")
    except PackageNotFoundError:
        return "0"


AGENT: Final = f"{NAME}/{_version()} (reads the press on ceasefires; keeps to robots.txt)"
GOOD_FOR: Final = timedelta(hours=12)
UNREACHABLE_FOR: Final = timedelta(minutes=30)
LARGEST: Final = 500_000
"""Bytes that are looked at, as the standard has it."""
LONGEST_DELAY: Final = 60.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The wishes of one host: `unreachable` says why they are not known, which means that nothing is wanted for now, and
    `answered` whether its server spoke at all.

    `delay` is the seconds that it wants between two requests, a minute at most.
    """

    rules: Protego
    until: datetime
    delay: float = 0.0
    unreachable: str = ""
    answered: bool = True

    @classmethod
    def of(cls, answer: Snapshot | None, now: datetime) -> "Robots":
        """The wishes in an answer; one that there is no such file (4xx, or None) allows everything, as the standard has it."""
        if answer is not None and (answer.status >= 500 or answer.status == 429):
            return cls.without(f"the server answers {answer.status}", now)
        try:
            text = answer.content() if answer is not None and answer.status == 200 else b""
        except Packed as error:
            return cls.without(str(error), now)
        rules = Protego.parse(text[:LARGEST].decode("utf-8", "ignore"))
        return cls(rules, now + GOOD_FOR, min(float(rules.crawl_delay(NAME) or 0.0), LONGEST_DELAY))

    @classmethod
    def without(cls, why: str, now: datetime, *, answered: bool = True) -> "Robots":
        """The wishes of a host that cannot be asked for them."""
        return cls(Protego.parse(""), now + UNREACHABLE_FOR, unreachable=why, answered=answered)

    def stale(self, now: datetime) -> bool:
        """Whether the host has to be asked again."""
        return now >= self.until

    def allow(self, url: str) -> bool:
        """Whether the host lets us fetch an address."""
        return bool(self.rules.can_fetch(url, NAME))


def robots_address(url: str) -> str:
    """Where the wishes of an address's host are."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))

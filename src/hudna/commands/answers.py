"""How a command that asks the ledger answers: with lines or with a page, or with what is wrong."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from hudna.commands.complaints import Complaints
from hudna.commands.lines import print_lines
from hudna.errors import BadQuestion, LedgerError
from hudna.ledger.address import Address
from hudna.ledger.store import Ledger

Found = TypeVar("Found")
Lines = Callable[[Found], Iterable[object]]
Page = Callable[[Found], object]
WRONGLY_PUT = 2
"""The exit code where the question was put wrongly."""


def answered(
    address: Address, find: Callable[[Ledger], Found], lines: Lines[Found], page: Page[Found], *, as_json: bool
) -> int:
    """Prints what is found in the ledger, as `lines` or as a `page`; 1 where it cannot be used, 2 where the question is wrong."""
    complaints = Complaints()
    try:
        found = find(Ledger(address))
    except BadQuestion as error:
        complaints.say(error)
        return WRONGLY_PUT
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        print_lines(lines(found))
    else:
        page(found)
    return complaints.exit_code


def no_day(option: str, text: str) -> bool:
    """Whether what an option was given is no date; says so."""
    if not text:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        Complaints().say(f"{option} {text}: no date; write it as 2020-11-01")
        return True
    return False

"""`hudna actors`, `places` and `agreements`: what the ledger names; `hudna resolve`: a person settles what words name."""

import getpass
from datetime import UTC, datetime

from hudna.commands.answers import answered
from hudna.commands.complaints import Complaints
from hudna.errors import LedgerError
from hudna.ledger.address import Address
from hudna.ledger.names import Named, Open, names_in, settle
from hudna.ledger.store import Ledger


def list_names(address: Address, kind: str, *, as_json: bool) -> int:
    """Prints the identities of a kind with their counts, then the words that are still open, by frequency."""

    def page(found: tuple[list[Named], list[Open]]) -> None:
        from hudna.publish.names import NamesPage

        NamesPage().show(kind, *found)

    return answered(
        address, lambda ledger: names_in(ledger, kind), lambda found: (*found[0], *found[1]), page, as_json=as_json
    )


def resolve_words(address: Address, kind: str, words: str, identity: str, *, by: str, why: str) -> int:
    """Keeps a person's decision and says how many mentions it settles."""
    complaints = Complaints()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        count = settle(Ledger(address), kind, words, identity, by=by or getpass.getuser(), why=why, at=at)
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    print(f"{words}: {identity}, {count} mention{'' if count == 1 else 's'}")
    return complaints.exit_code

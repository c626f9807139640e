"""`hudna review` and `hudna reviews`: what people say of entries."""

import getpass
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from hudna.commands.answers import answered
from hudna.commands.complaints import Complaints
from hudna.errors import LedgerError
from hudna.ledger.address import Address
from hudna.ledger.choosing import BadReview, Given
from hudna.ledger.laying import SCALARS
from hudna.ledger.reviewing import Asked, Signed, review
from hudna.ledger.reviews import Act, Review, reviews_in
from hudna.ledger.store import Ledger
from hudna.pipeline import story_judge

VALUED = (*SCALARS, "count")
"""Fields whose value is given before their words."""


def review_entry(
    address: Address,
    about: str,
    act: str,
    words: Sequence[str],
    *,
    by: str,
    why: str,
    means: Sequence[str] = (),
    kinds: Sequence[str] = (),
    nothing: bool = False,
) -> int:
    """Keeps a review and prints its number; 1 where it could not be kept."""
    complaints = Complaints()
    signed = Signed(by or getpass.getuser(), why, datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        asked = _asked(Act(act), words, means, kinds, nothing)
        number = review(Ledger(address), about, asked, signed, story_judge())
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    print(f"{about}: review {number} by {signed.by}; take it back with: hudna review {about} undo {number}")
    return complaints.exit_code


def _asked(act: Act, words: Sequence[str], means: Sequence[str], kinds: Sequence[str], nothing: bool) -> Asked:
    """What the words after an act say of it."""
    if act is not Act.CORRECT and (means or kinds or nothing):
        raise BadReview("--means, --kind and --none go with correct alone")
    return _READ[act](act, words, means, kinds, nothing)


def _corrected(act: Act, words: Sequence[str], means: Sequence[str], kinds: Sequence[str], nothing: bool) -> Asked:
    if not words:
        raise BadReview("correct which field? say: correct FIELD VALUE, or correct FIELD WORDS")
    field, *rest = words
    text = rest.pop(0) if field in VALUED and rest else ""
    return Asked(act, given=Given(field, text, tuple(rest), tuple(means), tuple(kinds), nothing))


def _undone(act: Act, words: Sequence[str], *_: Any) -> Asked:
    if len(words) != 1 or not words[0].isdecimal():
        raise BadReview("undo which review? give its number; hudna reviews shows them")
    return Asked(act, undo=int(words[0]))


def _bare(act: Act, words: Sequence[str], *_: Any) -> Asked:
    if words:
        raise BadReview(f"{act} takes no more words, and here is {words[0]}")
    return Asked(act)


_READ: dict[Act, Callable[..., Asked]] = {
    Act.ACCEPT: _bare,
    Act.REJECT: _bare,
    Act.CORRECT: _corrected,
    Act.MERGE: lambda act, words, *_: Asked(act, others=tuple(words)),
    Act.SPLIT: lambda act, words, *_: Asked(act, others=tuple(words)),
    Act.STATUS: lambda act, words, *_: Asked(act, status=" ".join(words)),
    Act.UNDO: _undone,
}


def list_reviews(address: Address, about: str, *, as_json: bool) -> int:
    """Prints the reviews of an entry or report, or of the whole ledger, in the order in which they were made."""

    def page(found: list[Review]) -> None:
        from hudna.publish.reviews import ReviewsPage

        ReviewsPage().reviews(found)

    return answered(address, lambda ledger: reviews_in(ledger, about), lambda found: found, page, as_json=as_json)

"""The person's value laid over the machine's, field by field; both are shown, and neither is ever written over the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from hudna.ledger.reviews import Chosen, Review, Value
from hudna.ledger.standing import Held
from hudna.rules.codebook import codebook

SOURCE, STATUS, ANNOUNCED = "source", "status", "announced"
TRUTHS = ("negated", "commitment")
SCALARS = ("action", "when", "modality", *TRUTHS)
WORDED = {"actor": "actor", "recipient": "recipient", "place": "place", "when": "time", "count": "count"}
"""Fields that words stand behind, and the part that these play in the evidence."""
FIELDS = tuple(dict.fromkeys((*SCALARS, *WORDED, SOURCE)))
"""What of an entry can be corrected."""
YES = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of an entry with what a person says and what the rules say, and the review that says it.

    `stale` is true where the words that the person chose do not stand in this wording of the report: the machine's count then.
    """

    field: str
    person: str
    machine: str
    by: str
    at: str
    why: str
    review: int
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people have said of an entry: `verdict` is `accepted`, `rejected` or "", and who said that, when and why."""

    verdict: str
    by: str
    at: str
    why: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows of an entry with the person's values laid over the machine's; `chain` is None in the outlet's own voice."""

    row: Any
    words: list[Any]
    chain: list[Any] | None
    corrections: tuple[Correction, ...]


def read_values(row: Any, words: Sequence[Any], chain: Sequence[Any] | None, text: str) -> dict[str, Value]:
    """What the rules read, field by field: of the rows of `entries`, `evidence` and `hops`, and the text of the report."""
    values = {}
    for field in FIELDS:
        own = str(getattr(row, field)) if field in SCALARS else ""
        if field in TRUTHS:
            own = YES[bool(getattr(row, field))]
        parts: tuple[Chosen, ...] | None = None
        if field == SOURCE:
            parts = tuple(Chosen(h.start, h.end, text[h.start : h.end], h.identity, h.kind) for h in chain or ())
        elif field in WORDED:
            mine = [part for part in words if part.role == WORDED[field]]
            parts = tuple(Chosen(p.start, p.end, text[p.start : p.end], p.meaning) for p in mine)
        values[field] = Value(own, parts)
    return values


def laid_over(held: Held, row: Any, words: Sequence[Any], chain: Sequence[Any] | None, text: str) -> Laid:
    """The rows of one entry as people would have them."""
    machine = read_values(row, words, chain, text)
    laying = _Laying(dict(row._mapping), list(words), None if chain is None else list(chain))
    corrections = []
    for name in FIELDS:
        claim = _claim(held, name, machine, text, in_own_voice=chain is None)
        if claim is None:
            continue
        review, value, stale = claim
        corrections.append(_correction(review, name, said(name, value), said(name, machine[name]), stale))
        if not stale:
            laying.lay(name, value, review)
    if held.status:
        laying.fields["status"] = held.status.value.text
        corrections.append(_correction(held.status, STATUS, held.status.value.text, row.status, False))
    elif laying.fields["commitment"] != row.commitment:
        laying.fields["status"] = ANNOUNCED if laying.fields["commitment"] else ""
    return Laid(laying.row(), laying.words, laying.chain, tuple(corrections))


@dataclass(slots=True)
class _Laying:
    """The columns of an entry, the words behind it and its chain, while values are laid over them."""

    fields: dict[str, Any]
    words: list[Any]
    chain: list[Any] | None

    def lay(self, field: str, value: Value, review: Review) -> None:
        """Puts a value in the place of what is there."""
        if field in SCALARS:
            self.fields[field] = value.text == YES[True] if field in TRUTHS else value.text
        if field == SOURCE:
            self.chain = [_hop(one) for one in value.words or ()] or None
        elif field in WORDED and value.words is not None:
            role, rule = WORDED[field], f"review {review.number}"
            kept = [part for part in self.words if part.role != role]
            self.words = kept + [_part(role, one, rule) for one in value.words]

    def row(self) -> SimpleNamespace:
        """The columns, with those that follow from others."""
        self.fields["register"] = codebook().actions[self.fields["action"]].register
        if self.chain is None:
            self.fields["attribution"] = None
        return SimpleNamespace(**self.fields)


def _claim(
    held: Held, field: str, machine: Mapping[str, Value], text: str, *, in_own_voice: bool
) -> tuple[Review, Value, bool] | None:
    """What a person says of a field and whether it does not fit this wording; None where it is what the rules say."""
    claimed = held.claimed(field)
    if claimed is None:
        return None
    review, value = claimed
    corrected = field in held.corrections
    if not corrected and _same(value, machine[field]):
        return None
    placed = None if value.words is None else _placed(value.words, text)
    stale = placed is None and value.words is not None
    stale = stale or (field == SOURCE and in_own_voice and bool(placed))
    if stale:
        return (review, value, True) if corrected else None
    return review, Value(value.text, None if placed is None else tuple(placed)), False


def _same(accepted: Value, machine: Value) -> bool:
    """Whether the rules say what a person has accepted; who that is, settled since where it was open, is no difference."""
    ours, theirs = accepted.words or (), machine.words or ()
    if accepted.text != machine.text or len(ours) != len(theirs):
        return False
    return all(
        (one.start, one.end, one.kind) == (other.start, other.end, other.kind) and one.meaning in ("", other.meaning)
        for one, other in zip(ours, theirs, strict=True)
    )


def reviewed(held: Held, corrections: tuple[Correction, ...]) -> Reviewed:
    """What people have said of an entry, as its readers see it."""
    if held.verdict is None:
        return Reviewed("", "", "", "", corrections)
    verdict = "rejected" if held.rejected else "accepted"
    return Reviewed(verdict, held.verdict.by, held.verdict.at, held.verdict.why, corrections)


def said(field: str, value: Value) -> str:
    """A value as people read it, with what its words mean where that is not the value itself."""
    words = value.words or ()
    if field == SOURCE:
        return " ← ".join(one.printed for one in words) or "the outlet itself"
    named = [f"{one.printed} = {one.meaning}" if one.meaning not in ("", value.text) else one.printed for one in words]
    return " · ".join(part for part in (value.text, " + ".join(named)) if part)


def _placed(words: Sequence[Chosen], text: str) -> list[Chosen] | None:
    """The chosen words where they stand in this wording, None where one of them does not or where it is not clear where."""
    found = []
    for one in words:
        start = one.start
        if text[one.start : one.end] != one.printed:
            start = text.find(one.printed)
            if start < 0 or text.find(one.printed, start + 1) >= 0:
                return None
        found.append(Chosen(start, start + len(one.printed), one.printed, one.meaning, one.kind))
    return found


def _part(role: str, one: Chosen, rule: str) -> SimpleNamespace:
    return SimpleNamespace(role=role, start=one.start, end=one.end, meaning=one.meaning, rule=rule)


def _hop(one: Chosen) -> SimpleNamespace:
    return SimpleNamespace(start=one.start, end=one.end, kind=one.kind, identity=one.meaning)


def _correction(review: Review, field: str, person: str, machine: str, stale: bool) -> Correction:
    return Correction(field, person, machine, review.by, review.at, review.why, review.number, stale)

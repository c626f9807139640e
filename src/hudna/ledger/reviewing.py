"""Making a review: what it is about is looked up, it is kept, and what follows from it is reckoned anew, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from hudna.errors import NoSuchEntry
from hudna.ledger.choosing import BadReview, Given, chosen_value
from hudna.ledger.entries import Entry, Explanation, explanations_of
from hudna.ledger.laying import read_values, said
from hudna.ledger.mentions import join_mentions
from hudna.ledger.reviews import Act, Review, Value, reviews_at, write_review
from hudna.ledger.schema import entries, evidence, hops, reports
from hudna.ledger.store import Ledger
from hudna.ledger.story_tables import mentions, places
from hudna.ledger.undertakings import sayings_beside
from hudna.ledger.weaving import Judge, rearrange
from hudna.ledger.writing import Batch

STATUSES = ("in progress", "kept", "partly kept", "contradicted", "unverifiable")
"""What only a person says of a commitment."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who says it, why, and when."""

    by: str
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants: an act, and what it needs of a field, a status, other entries, or the review to undo."""

    act: Act
    given: Given | None = None
    status: str = ""
    others: tuple[str, ...] = ()
    undo: int | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a review is about: the arrival of the report, the entry ("" for the whole report), what the rules say of it."""

    of: int
    entry: str
    machine: str
    value: Value
    field: str = ""


def review(ledger: Ledger, about: str, asked: Asked, signed: Signed, judge: Judge) -> int:
    """Keeps what a person says of an entry or a report; the number of the review.

    Raises `NoSuchEntry`, or `BadReview` where nothing can be kept of it.
    """
    if not signed.by.strip() or not signed.why.strip():
        raise BadReview("a review is signed and has its reason; say --by NAME --reason TEXT")
    with ledger.writing() as batch:
        subject = _subject(ledger, batch.connection, about, asked)
        row = {"at": signed.at, "by": signed.by, "act": asked.act.value, "of": subject.of, "entry": subject.entry}
        row |= {"field": subject.field, "machine": subject.machine, "why": signed.why}
        number = write_review(batch, row, subject.value)
        _reckon_anew(batch, [number], judge)
    return number


def _subject(ledger: Ledger, connection: Connection, about: str, asked: Asked) -> _Subject:
    if asked.act is Act.UNDO:
        return _undone(connection, about, asked.undo)
    try:
        explained = explanations_of(ledger, about)[0]
    except NoSuchEntry:
        report = _report(connection, about)
        if report is None:
            raise
        if asked.act is not Act.SPLIT:
            raise BadReview(f"{about}: a report can be split from its story and no more; review its entries") from None
        return _split_report(connection, report)
    return _DEEDS[asked.act](ledger, explained, asked)


def _machine(connection: Connection, entry: Entry) -> tuple[int, dict[str, Value]]:
    """The arrival of an entry's report, and what the rules say of the entry, field by field."""
    wanted = select(entries, reports.c.text, reports.c.leaf).join(reports, entries.c.report == reports.c.key)
    here = reports.c.id == entry.origin.id, reports.c.version == entry.origin.version, entries.c.id == entry.id
    row = connection.execute(wanted.where(*here)).one()
    behind = evidence.c.report == row.report, evidence.c.entry == row.number
    words = connection.execute(select(evidence).where(*behind).order_by(evidence.c.position)).all()
    chain = None
    if row.attribution is not None:
        told = hops.c.report == row.report, hops.c.attribution == row.attribution
        chain = connection.execute(select(hops).where(*told).order_by(hops.c.position)).all()
    return row.leaf, read_values(row, words, chain, row.text)


def _read_as(values: dict[str, Value]) -> str:
    return "; ".join(f"{field}: {words}" for field, value in values.items() if (words := said(field, value)))


def _judged(ledger: Ledger, explained: Explanation, asked: Asked) -> _Subject:
    with ledger.reading() as connection:
        of, values = _machine(connection, explained.entry)
    fields = values if asked.act is Act.ACCEPT else None
    return _Subject(of, explained.entry.id, _read_as(values), Value(fields=fields))


def _corrected(ledger: Ledger, explained: Explanation, asked: Asked) -> _Subject:
    given = asked.given
    if given is None:
        raise BadReview("correct which field? say: correct FIELD VALUE")
    value = chosen_value(given, explained)
    with ledger.reading() as connection:
        of, values = _machine(connection, explained.entry)
    return _Subject(of, explained.entry.id, said(given.field, values[given.field]), value, given.field)


def _decided(ledger: Ledger, explained: Explanation, asked: Asked) -> _Subject:
    entry = explained.entry
    if not entry.commitment:
        raise BadReview(f"{entry.id}: no commitment, and has no status")
    if asked.status not in STATUSES:
        raise BadReview(
            f"{asked.status or 'nothing'}: no status that a person decides; there are {', '.join(STATUSES)}"
        )
    with ledger.reading() as connection:
        of, _ = _machine(connection, entry)
    return _Subject(of, entry.id, "", Value(asked.status))


def _merged(ledger: Ledger, explained: Explanation, asked: Asked) -> _Subject:
    """One with another entry and with all that is one with that now."""
    entry = explained.entry
    if len(asked.others) != 1 or asked.others[0] == entry.id:
        raise BadReview(f"{entry.id}: merge it with which entry? name one")
    other = explanations_of(ledger, asked.others[0])[0].entry
    if other.commitment != entry.commitment:
        raise BadReview(f"{entry.id} and {other.id}: a commitment and a happening are never one")
    group = _beside(ledger, other)
    if entry.id in group:
        raise BadReview(f"{entry.id} and {other.id}: are one already")
    return _about_others(ledger, entry, [other.id, *sorted(group - {other.id})])


def _split(ledger: Ledger, explained: Explanation, asked: Asked) -> _Subject:
    """Apart from the entries named, or from all that are one with it now.

    A saying leaves its commitment together with those that tell of the same happening, such as its reprints; where there are
    no others, it leaves these.
    """
    entry = explained.entry
    happening = _happening(ledger, entry) - {entry.id}
    beside = (_beside(ledger, entry) - {entry.id}) - happening
    apart, along = (beside, happening) if beside else (happening, set[str]())
    if asked.others:
        apart, along = {*asked.others}, along - {*asked.others}
    unknown = apart - beside - happening
    if unknown:
        raise BadReview(f"{min(unknown)}: is not told as one with {entry.id}")
    if not apart:
        raise BadReview(f"{entry.id}: tells of it alone, and there is nothing to split it from")
    return _about_others(ledger, entry, sorted(apart), sorted(along))


def _about_others(ledger: Ledger, entry: Entry, others: Sequence[str], along: Sequence[str] = ()) -> _Subject:
    with ledger.reading() as connection:
        of, values = _machine(connection, entry)
    return _Subject(of, entry.id, _read_as(values), Value(entries=tuple(others), along=tuple(along)))


def _beside(ledger: Ledger, entry: Entry) -> set[str]:
    """The ids of the entries that are one happening or one commitment with an entry, its own included."""
    found = _happening(ledger, entry)
    return found | {saying.id for saying in sayings_beside(ledger, entry.id)} if entry.commitment else found


def _happening(ledger: Ledger, entry: Entry) -> set[str]:
    """The ids of the entries that tell of the happening that an entry tells of, its own included."""
    if entry.support is None:
        return {entry.id}
    wanted = select(entries.c.id).join(
        mentions, (mentions.c.report == entries.c.report) & (mentions.c.entry == entries.c.number)
    )
    with ledger.reading() as connection:
        told = connection.execute(wanted.where(mentions.c.joined == entry.support.joined)).scalars()
        return {entry.id, *told}


_DEEDS = {
    Act.ACCEPT: _judged,
    Act.REJECT: _judged,
    Act.CORRECT: _corrected,
    Act.STATUS: _decided,
    Act.MERGE: _merged,
    Act.SPLIT: _split,
}


def _report(connection: Connection, about: str) -> Any:
    wanted = select(reports.c.id, reports.c.leaf).where(reports.c.id == about, reports.c.current)
    return connection.execute(wanted).one_or_none()


def _split_report(connection: Connection, report: Any) -> _Subject:
    """A report apart from all that are of its story now."""
    story = select(places.c.story).where(places.c.report == report.id).scalar_subquery()
    wanted = select(reports.c.leaf).join(places, places.c.report == reports.c.id).where(reports.c.current)
    others = connection.execute(wanted.where(places.c.story == story, reports.c.id != report.id)).scalars().all()
    if not others:
        raise BadReview(f"{report.id}: the only report of its story, and there is nothing to split it from")
    return _Subject(report.leaf, "", "", Value(reports=tuple(sorted(others))))


def _undone(connection: Connection, about: str, number: int | None) -> _Subject:
    made = [one for one in reviews_at(connection) if one.number == number and about in (one.entry, one.report)]
    if not made:
        raise BadReview(f"{about}: no review {number} of it; hudna reviews {about} shows their numbers")
    if made[0].undone is not None:
        raise BadReview(f"review {number}: undone already by review {made[0].undone}; undo that, and it holds again")
    return _Subject(made[0].of, made[0].entry, "", Value(review=number))


def _reckon_anew(batch: Batch, numbers: list[int], judge: Judge) -> None:
    """The stories and happenings that a review touches, those included that the reviews touched which it undoes."""
    known = {one.number: one for one in reviews_at(batch.connection)}
    touched: list[Review] = []
    while numbers:
        one = known[numbers.pop()]
        touched.append(one)
        if one.act is Act.UNDO and one.value.review in known:
            numbers.append(one.value.review)
    arrivals = {arrival for one in touched for arrival in one.value.reports}
    if arrivals:
        wanted = select(reports.c.id).where(reports.c.leaf.in_(arrivals), reports.c.redacted.is_(None))
        rearrange(batch.connection, judge, {*batch.connection.execute(wanted).scalars(), touched[0].report})
    else:
        join_mentions(batch.connection, _stories(batch.connection, touched))


def _stories(connection: Connection, touched: Iterable[Review]) -> set[str]:
    names = {name for one in touched for name in (one.entry, *one.value.entries)}
    wanted = select(places.c.story).join(reports, places.c.report == reports.c.id)
    wanted = wanted.join(entries, entries.c.report == reports.c.key).where(reports.c.current)
    return set(connection.execute(wanted.where(entries.c.id.in_(names))).scalars())

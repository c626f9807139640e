"""The way of a report, from an input to its record: the only module that knows the order of the rooms.

capture finds the reports, clean marks what is not theirs, extract reads, identify says who and when, and the record holds
it all with its spans.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hudna.capture.files import NO_DEFAULTS, Complaint, Defaults, Page, accepted, inputs
from hudna.clean import clean
from hudna.errors import UnreadablePage
from hudna.rules.codebook import moments
from hudna.vocabulary import (
    Actor,
    Attribution,
    CleanReport,
    Event,
    Modality,
    Reading,
    Report,
    Role,
    Span,
    TimeWords,
    When,
)
from hudna.vocabulary.record import Dating, Happening, Identity, Record, Statement

Read = Callable[[CleanReport], Reading]
Resolve = Callable[..., When]
Identify = Callable[[str], tuple[Actor, ...]]
REMEMBERED = 65_536
"""Naming phrases whose identities are kept at hand; a batch names the same few actors over and over."""
ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the pipeline calls, so that another reader can stand in for the rules.

    `exactness` is the precisions that `resolve` gives, the most exact first.
    """

    read: Read
    resolve: Resolve
    identify: Identify
    exactness: Sequence[str] = ("day", "")


def default_rooms() -> Rooms:
    """The rules that Hudna brings; loading their tables takes a moment, so nothing here is imported before it is used."""
    from hudna.extract.reader import read
    from hudna.identify.when import EXACTNESS, resolve
    from hudna.identify.who import identify

    return Rooms(read, resolve, lru_cache(REMEMBERED)(identify), EXACTNESS)


def records(
    paths: Iterable[str],
    rooms: Rooms,
    defaults: Defaults = NO_DEFAULTS,
    watch: Callable[[int], None] = lambda _: None,
) -> Iterator[Record | Complaint]:
    """One record a report at `paths`, in order, and a complaint for every input that is none."""
    for item in reports(paths, defaults, watch):
        yield item if isinstance(item, Complaint) else record_of(item, rooms)


def reports(
    paths: Iterable[str],
    defaults: Defaults = NO_DEFAULTS,
    watch: Callable[[int], None] = lambda _: None,
) -> Iterator[CleanReport | Complaint]:
    """Every report at `paths` with its asides, found in its page where it came as one."""
    for item in inputs(paths, defaults, watch):
        if isinstance(item, Page):
            yield from _of_page(item, defaults)
        else:
            yield item if isinstance(item, Complaint) else clean(item)


def _of_page(page: Page, defaults: Defaults) -> Iterator[CleanReport | Complaint]:
    from hudna.clean.page import report_in

    try:
        found = report_in(page.html)
    except UnreadablePage as error:
        yield Complaint(page.path, str(error), "open the page and save its text as .txt")
        return
    for item in accepted(found.report, page.path, defaults):
        yield item if isinstance(item, Complaint) else clean(item, found.asides)


def record_of(cleaned: CleanReport, rooms: Rooms) -> Record:
    """The record of one report."""
    report = cleaned.report
    reading = rooms.read(cleaned)
    ids = _Ids(report.id)
    return Record(
        id=report.id,
        outlet=report.outlet,
        published=report.published,
        title=report.title,
        text=report.text,
        attributions=tuple(_statement(a, ids) for a in reading.attributions),
        events=tuple(_happening(e, report, rooms, ids) for e in reading.events),
        url=report.url,
        asides=cleaned.asides,
        unread=reading.unread,
    )


class _Ids:
    """Ids that stay the same as long as a report says the same at the same place."""

    def __init__(self, report: str) -> None:
        self.hash = hashlib.blake2b(report.encode("utf-8", "surrogatepass"), digest_size=5)
        self.given: set[str] = set()

    def next(self, letter: str, span: Span, what: str) -> str:
        """A letter and eight characters out of the report's id, the place and the kind of the reading."""
        entry = self._hashed(f"{letter}{span.start}-{span.end}{what}")
        copy = 0
        while letter + entry in self.given:
            copy += 1
            entry = self._hashed(f"{letter}{span.start}-{span.end}{what}{copy}")
        self.given.add(letter + entry)
        return letter + entry

    def _hashed(self, key: str) -> str:
        digest = self.hash.copy()
        digest.update(key.encode())
        number = int.from_bytes(digest.digest())
        return "".join(ID_ALPHABET[number >> shift & 31] for shift in range(0, 5 * ID_LENGTH, 5))


def _statement(attribution: Attribution, ids: _Ids) -> Statement:
    return Statement(
        cue=attribution.cue,
        sources=tuple(hop.span for hop in attribution.chain),
        kinds=tuple(hop.kind for hop in attribution.chain),
        carried=attribution.carried,
        content=attribution.content,
        act=attribution.act,
        mode=attribution.mode,
        rule=attribution.rule,
        id=ids.next("A", attribution.cue, ""),
        candidates=attribution.candidates,
    )


def _happening(event: Event, report: Report, rooms: Rooms, ids: _Ids) -> Happening:
    datings = tuple(_dating(time, event, report, rooms) for time in event.time_words)
    return Happening(
        trigger=event.trigger,
        action=event.action,
        actor=event.actor,
        recipient=event.recipient,
        place=event.place,
        when=_when(datings, rooms),
        modality=event.modality,
        negated=event.negated,
        commitment=event.commitment,
        attribution=event.attribution,
        rule=event.rule,
        id=ids.next("C" if event.commitment else "E", event.trigger, event.action),
        who=tuple(Identity(span, rooms.identify(span.cut(report.text))) for span in event.actor + event.recipient),
        datings=datings,
        marks=event.marks,
        counts=event.counts,
    )


def _when(datings: Sequence[Dating], rooms: Rooms) -> str:
    """The most exact date of the event itself."""
    own = [dating for dating in datings if dating.role in (Role.EVENT, Role.DUE)]
    return min(own, key=lambda d: rooms.exactness.index(d.precision)).edtf if own else ""


def _dating(time: TimeWords, event: Event, report: Report, rooms: Rooms) -> Dating:
    ahead = event.modality in (Modality.FUTURE, Modality.DEMANDED, Modality.HYPOTHETICAL) and not time.onward
    moment = event.action in moments()
    words = time.words

    def resolved(span: Span, **options: str) -> When:
        return rooms.resolve(span.cut(report.text), report.published, ahead, span, moment=moment, **options)

    when = resolved(words, base=resolved(time.base).edtf) if time.base is not None else resolved(words)
    edtf, precision = when.edtf, when.precision
    if time.onward and edtf and "/" not in edtf:
        edtf, precision = f"{edtf}/..", "open"
    return Dating(words, edtf, precision, when.calendar, when.rule, when.why, time.role)

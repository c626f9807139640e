"""The way of a report, from an input to its record: the only module that knows the order of the rooms.

capture finds the reports, clean marks what is not theirs, extract reads, identify says who, where and when, and the record holds
it all with its spans.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hudna.capture.addresses import address_of_report, host_of, id_at
from hudna.capture.files import NO_DEFAULTS, Complaint, Defaults, Page, accepted, inputs
from hudna.capture.snapshot import page_in
from hudna.clean import clean
from hudna.errors import UnreadablePage
from hudna.rules.codebook import codebook, moments
from hudna.vocabulary import (
    AgreementMention,
    Aside,
    Attribution,
    CleanReport,
    Event,
    Modality,
    PlaceMention,
    Reading,
    Reckoning,
    Report,
    Role,
    Span,
    TimeWords,
    When,
)
from hudna.vocabulary.record import Dating, Happening, Identified, Identity, Mention, Record, Statement

if TYPE_CHECKING:
    from hudna.identify.judge import StoryJudge

Read = Callable[[CleanReport], Reading]
Resolve = Callable[..., When]
Identify = Callable[[Report, Iterable[Mention]], Identified]
Identities = dict[Mention, Identity]
Places = Mapping[Span, tuple[PlaceMention, ...]]
Locate = Callable[[str, Sequence[Span], str], Places]
ID_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH: Final = 8
PAIRS: Final = tuple(first + second for second in ID_ALPHABET for first in ID_ALPHABET)
"""Ten bits of an id to their two characters, the lower five bits first."""
AGREEMENT: Final = "agreement"
END_OF_SENTENCE: Final = re.compile(r"[.!؟?\n]")


def _nowhere(text: str, phrases: Sequence[Span], outlet: str) -> Places:
    return {}


def _as_printed(text: str, published: str) -> str:
    return published


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the pipeline calls, so that another reader can stand in for the rules.

    `exactness` is the precisions that `resolve` gives, the most exact first; `locate` is handed all place phrases of a
    report together, because one tells of another; `written_on` is handed text and day of print and gives the day to
    reckon from.
    """

    read: Read
    resolve: Resolve
    identify: Identify
    exactness: Sequence[str] = ("day", "")
    locate: Locate = _nowhere
    written_on: Callable[[str, str], str] = _as_printed


def default_rooms(added_places: Path | None = None) -> Rooms:
    """The rules that Hudna brings, and the gazetteer with the places of an added file where there is one.

    Loading their tables takes a moment, so nothing here is imported before it is used.
    """
    from hudna.extract.reader import read
    from hudna.identify.day_of_writing import written_on
    from hudna.identify.gazetteer import gazetteer
    from hudna.identify.when import EXACTNESS, resolve
    from hudna.identify.where import Locator
    from hudna.identify.who import identified

    return Rooms(read, resolve, identified, EXACTNESS, Locator(gazetteer(added_places)).locate, written_on)


def story_judge() -> "StoryJudge":
    """Who tells the ledger which reports are of one story."""
    from hudna.identify.judge import StoryJudge

    return StoryJudge()


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
            yield from reports_of(item, defaults)
        else:
            yield item if isinstance(item, Complaint) else replace(clean(item.report), came=item.came)


def reports_of(page: Page, defaults: Defaults = NO_DEFAULTS) -> Iterator[CleanReport | Complaint]:
    """The report of a page, and the complaint where there is none or something is missing of it."""
    from hudna.clean.page import report_in

    try:
        found = report_in(page.html, page.charset)
    except UnreadablePage as error:
        yield Complaint(page.path, str(error), "open the page and save its text as .txt")
        return
    report = _addressed(found.report, page.url, defaults) if page.url else found.report
    for item in accepted(report, page.path, defaults):
        yield item if isinstance(item, Complaint) else replace(clean(item, found.asides), came=page.came or page.html)


def _addressed(report: Report, url: str, defaults: Defaults) -> Report:
    """A report that was fetched, known by its address: what the address gives later is another wording of the same."""
    address = address_of_report(report.url, url)
    outlet = report.outlet or defaults.outlet or host_of(address)
    return replace(report, id=id_at(address), url=address, outlet=outlet)


def kept_before(report: Report, came: bytes) -> CleanReport:
    """A report that was kept and not read, with its asides found again, those of its page included."""
    asides: tuple[Aside, ...] = ()
    html, charset = page_in(came)
    if html:
        from hudna.clean.page import report_in

        page = report_in(html, charset)
        asides = page.asides if page.report.text == report.text else ()
    return replace(clean(report, asides), came=came)


def record_of(cleaned: CleanReport, rooms: Rooms) -> Record:
    """The record of one report."""
    report = cleaned.report
    reading = rooms.read(cleaned)
    ids = _Ids(report.id)
    places = rooms.locate(report.text, [span for event in reading.events for span in event.place], report.outlet)
    found = rooms.identify(report, _mentions(reading))
    return Record(
        id=report.id,
        outlet=report.outlet,
        published=report.published,
        title=report.title,
        text=report.text,
        attributions=tuple(_statement(a, ids, found.who) for a in reading.attributions),
        events=tuple(_happening(e, report, rooms, ids, found, places) for e in reading.events),
        url=report.url,
        asides=cleaned.asides,
        unread=reading.unread,
        agreements=found.agreements,
    )


def _mentions(reading: Reading) -> list[Mention]:
    """Every naming phrase that is to be resolved: the hops of chains, actors and recipients."""
    hops = [Mention(hop.span, hop.kind) for attribution in reading.attributions for hop in attribution.chain]
    return hops + [Mention(span) for event in reading.events for span in event.actor + event.recipient]


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
        return "".join([PAIRS[number >> shift & 1023] for shift in range(0, 5 * ID_LENGTH, 10)])


def _statement(attribution: Attribution, ids: _Ids, who: Identities) -> Statement:
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
        who=tuple(who[Mention(hop.span, hop.kind)] for hop in attribution.chain),
    )


def _happening(event: Event, report: Report, rooms: Rooms, ids: _Ids, found: Identified, places: Places) -> Happening:
    day = rooms.written_on(report.text, report.published) if event.time_words else ""
    datings = tuple(_dating(time, event, report.text, day, rooms) for time in event.time_words)
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
        who=tuple(found.who[Mention(span)] for span in event.actor + event.recipient),
        datings=datings,
        marks=event.marks,
        counts=event.counts,
        where=tuple(mention for span in event.place for mention in places.get(span, ())),
        agreements=_agreements_of(event, report.text, found.agreements),
    )


def _agreements_of(event: Event, text: str, found: Sequence[AgreementMention]) -> tuple[int, ...]:
    """The mention that an event of the register is about: its trigger's own, the next in the sentence, or the last before."""
    if not found or codebook().actions[event.action].register != AGREEMENT:
        return ()
    after: list[int] = []
    before: list[int] = []
    for number, mention in enumerate(found):
        first, last = sorted((mention.words, event.trigger))
        if first.end > last.start:
            return (number,)
        if not END_OF_SENTENCE.search(text, first.end, last.start):
            (after if first is event.trigger else before).append(number)
    return tuple(after[:1] or before[-1:])


def _when(datings: Sequence[Dating], rooms: Rooms) -> str:
    """The most exact date of the event itself."""
    own = [dating for dating in datings if dating.role in (Role.EVENT, Role.DUE)]
    return min(own, key=lambda d: rooms.exactness.index(d.precision)).edtf if own else ""


def _dating(time: TimeWords, event: Event, text: str, day: str, rooms: Rooms) -> Dating:
    coming = event.modality is Modality.ONGOING and event.action in moments()  # تنتهي الهدنة السبت
    ahead = event.modality in (Modality.FUTURE, Modality.DEMANDED, Modality.HYPOTHETICAL) or coming
    moment = event.action in moments() and event.modality is not Modality.ONGOING

    def resolved(words: TimeWords, *, future: bool) -> When:
        base = resolved(words.base, future=future and words.reckoning is Reckoning.ONWARD) if words.base else None
        options = {"moment": moment, "base": base, "reckoning": words.reckoning}
        return rooms.resolve(words.words.cut(text), day, future, words.words, **options)

    when = resolved(time, future=ahead and not time.onward)
    edtf, precision = when.edtf, when.precision
    if time.onward and edtf and "/" not in edtf:
        edtf, precision = f"{edtf}/..", "open"
    return Dating(time.words, edtf, precision, when.calendar, when.rule, when.why, time.role)

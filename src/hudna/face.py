"""Hudna for Python: `hudna.read(text, published="2020-11-01")`, and what comes back.

Everything stands in the words of the report; `record` has the spans, the candidates and the rules behind it.
"""

from dataclasses import dataclass
from functools import cache

from hudna.capture.files import Complaint, Defaults, accepted, date_of
from hudna.errors import BadQuestion
from hudna.pipeline import Rooms, default_rooms, kept_before, record_of
from hudna.rules.codebook import codebook
from hudna.vocabulary import Report, Span
from hudna.vocabulary.record import Happening, Identity, Record, Statement


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name somebody or a place: `id` is "" while it is open who or where that is."""

    printed: str
    id: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: `chain` from the outermost source to the innermost, each with its kind in `kinds`."""

    chain: tuple[Named, ...]
    kinds: tuple[str, ...]
    cue: str
    content: str
    act: str
    mode: str
    span: Span

    @property
    def source(self) -> Named:
        """The innermost source."""
        return self.chain[-1]


@dataclass(frozen=True, slots=True)
class Event:
    """What is told to happen: `when` is EDTF or "", `told_by` None in the outlet's own voice."""

    action: str
    label: str
    alleged: bool
    printed: str
    actor: tuple[Named, ...]
    recipient: tuple[Named, ...]
    place: tuple[Named, ...]
    when: str
    modality: str
    negated: bool
    commitment: bool
    told_by: Attribution | None
    span: Span
    id: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one report; a notebook shows it as marked text."""

    record: Record
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]

    @property
    def commitments(self) -> tuple[Event, ...]:
        """The events that the actor's side undertakes, those not to happen among them."""
        return tuple(event for event in self.events if event.commitment)

    @property
    def text(self) -> str:
        """The printed text, over which all spans are."""
        return self.record.text

    def _repr_html_(self) -> str:
        from hudna.publish.marked import marked

        return marked(self.record)


@cache
def _rooms() -> Rooms:
    return default_rooms()


def read(
    text: str, *, published: str = "", outlet: str = "", title: str = "", url: str = "", name: str = ""
) -> Reading:
    """What stands in a report; `published` (2020-11-01) is the day from which `yesterday` is reckoned.

    Nothing is kept and nothing is fetched.  Raises `BadQuestion` for a text that is empty or not Arabic, or a date that is none.
    """
    if published and not date_of(published):
        raise BadQuestion(f"published {published!r} is no date; write it as 2020-11-01")
    report = Report(name, outlet, published, url, title, text)
    found = [one for one in accepted(report, "text", Defaults()) if not isinstance(one, Complaint) or not one.passed]
    if isinstance(found[0], Complaint):
        raise BadQuestion(str(found[0]))
    return _reading(record_of(kept_before(found[0], b""), _rooms()))


def _reading(record: Record) -> Reading:
    said = tuple(_attribution(one, record.text) for one in record.attributions)
    return Reading(record, said, tuple(_event(one, record, said) for one in record.events))


def _named(span: Span, identities: tuple[Identity, ...], text: str) -> Named:
    for one in identities:
        if one.words == span and (len(one.candidates) == 1 or one.together):
            ids, labels = (" + ".join(part) for part in zip(*((c.id, c.label) for c in one.candidates), strict=True))
            return Named(span.cut(text), ids, labels)
    return Named(span.cut(text))


def _attribution(one: Statement, text: str) -> Attribution:
    return Attribution(
        chain=tuple(_named(source, one.who, text) for source in one.sources),
        kinds=tuple(kind.value for kind in one.kinds),
        cue=one.cue.cut(text),
        content=one.content.cut(text),
        act=one.act.value,
        mode=one.mode.value,
        span=one.content,
    )


def _event(one: Happening, record: Record, said: tuple[Attribution, ...]) -> Event:
    action = codebook().actions[one.action]
    return Event(
        action=one.action,
        label=action.english,
        alleged=action.alleged,
        printed=one.trigger.cut(record.text),
        actor=tuple(_named(span, one.who, record.text) for span in one.actor),
        recipient=tuple(_named(span, one.who, record.text) for span in one.recipient),
        place=tuple(_place(span, one, record.text) for span in one.place),
        when=one.when,
        modality=one.modality.value,
        negated=one.negated,
        commitment=one.commitment,
        told_by=None if one.attribution is None else said[one.attribution],
        span=one.trigger,
        id=one.id,
    )


def _place(span: Span, event: Happening, text: str) -> Named:
    """A place phrase with what it is resolved to; open unless every place in it is settled."""
    within = [m.resolved for m in event.where if span.start <= m.words.start and m.words.end <= span.end]
    settled = [place for place in within if place]
    if not settled or len(settled) < len(within):
        return Named(span.cut(text))
    return Named(span.cut(text), " + ".join(p.id for p in settled), " + ".join(p.name for p in settled))

"""What a gloss is made of, whether it stands in the ledger or in the reading of one report."""

from dataclasses import dataclass

from hudna.ledger.entries import Entry, Hop
from hudna.ledger.rows import amount_of, identity_of, places_of
from hudna.vocabulary import Span
from hudna.vocabulary.record import Happening, Record, Statement

Part = tuple[str, str]
"""Printed words and what they mean, "" while that is open."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who tells something: the chain from the outermost hop to the innermost as words, kind and identity; and how."""

    outlet: str
    chain: tuple[tuple[str, str, str], ...] = ()
    act: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with all that its sentence says."""

    action: str
    modality: str
    negated: bool
    commitment: bool
    when: str
    actors: tuple[Part, ...]
    recipients: tuple[Part, ...]
    places: tuple[Part, ...]
    times: tuple[Part, ...]
    counts: tuple[Part, ...]
    voice: Voice


def told_by_entry(entry: Entry) -> Told:
    """An entry of the ledger, as people would have it."""
    chain: tuple[Hop, ...] = entry.saying.chain if entry.saying else ()
    act = entry.saying.act if entry.saying else ""
    voice = Voice(entry.origin.outlet, tuple((hop.printed, hop.kind, hop.identity) for hop in chain), act)

    def parts(role: str) -> tuple[Part, ...]:
        return tuple((words.printed, words.meaning) for words in entry.words if words.role == role)

    return Told(
        entry.action, entry.modality, entry.negated, entry.commitment, entry.when,
        parts("actor"), parts("recipient"), parts("place"), parts("time"), parts("count"), voice,
    )  # fmt: skip


def told_in(record: Record, happening: Happening) -> Told:
    """An event of a report that was read."""
    said = None if happening.attribution is None else record.attributions[happening.attribution]
    identities = {identity.words: identity_of(identity) for identity in happening.who}

    def parts(spans: tuple[Span, ...]) -> tuple[Part, ...]:
        return tuple((span.cut(record.text), identities.get(span, "")) for span in spans)

    return Told(
        action=happening.action,
        modality=happening.modality.value,
        negated=happening.negated,
        commitment=happening.commitment,
        when=happening.when,
        actors=parts(happening.actor),
        recipients=parts(happening.recipient),
        places=tuple((span.cut(record.text), places_of(happening, span)[0]) for span in happening.place),
        times=tuple((dating.words.cut(record.text), dating.edtf or dating.why) for dating in happening.datings),
        counts=tuple((count.words.cut(record.text), amount_of(count)) for count in happening.counts),
        voice=voice_of(record, said),
    )


def voice_of(record: Record, said: Statement | None) -> Voice:
    """Who says a statement of a report; the outlet itself where it is None."""
    if said is None:
        return Voice(record.outlet)
    who = [identity_of(identity) for identity in said.who] or [""] * len(said.sources)
    words = [span.cut(record.text) for span in said.sources]
    chain = zip(words, (kind.value for kind in said.kinds), who, strict=True)
    return Voice(record.outlet, tuple(chain), said.act.value)

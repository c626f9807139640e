"""Drift: what one source said on one matter over time, as a series of steps at which its stance or its words changed.

A step is what is held until something else is said.  Nothing here says that somebody lied or broke a word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hudna.ledger import filters as cuts
from hudna.ledger.captures import wordings_of
from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.filters import BadFilter, Filters
from hudna.ledger.fulltext import words_of
from hudna.ledger.names import settled
from hudna.ledger.store import Ledger
from hudna.theatres.sides import side_of
from hudna.vocabulary import Span

AFFIRMED, DENIED, NEGATED = "affirmed", "denied", "negated"
ALIKE, CUT_SHORT = 0.5, 0.8
"""The share of all their words, and of those of the shorter, that two sayings have in common when they are one wording."""
UNNAMED = "unnamed"
AROUND = 120
"""Letters on either side of what it is about that count as the words of a saying."""


@dataclass(frozen=True, slots=True)
class Saying:
    """An entry that a source tells, how it stands to it, and the printed words in which it does."""

    entry: Entry
    stance: str
    printed: str
    words: frozenset[str]

    @property
    def day(self) -> str:
        """The day it was published on."""
        return self.entry.origin.published[:10]


@dataclass(frozen=True, slots=True)
class Step:
    """A stance in certain words, from its first saying to its last.

    `changed` tells what is not as it was on the day of saying before: `stance`, `words`, both, or nothing where the series begins.
    """

    sayings: tuple[Saying, ...]
    changed: tuple[str, ...]

    @property
    def first(self) -> Saying:
        """The first saying."""
        return self.sayings[0]

    @property
    def stance(self) -> str:
        """How the source stands to it, in every saying of the step."""
        return self.sayings[0].stance

    @property
    def until(self) -> str:
        """The day of the last saying."""
        return self.sayings[-1].day

    @property
    def reports(self) -> int:
        """How many reports carry it."""
        return len({saying.entry.origin.id for saying in self.sayings})


@dataclass(frozen=True, slots=True)
class Series:
    """What a source said on one matter: an action, the places, and who acts, by side where that is known."""

    action: str
    places: tuple[str, ...]
    actors: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def turns(self) -> int:
        """How often the stance changed."""
        return sum("stance" in step.changed for step in self.steps)


def drift_in(ledger: Ledger, source: str, matter: str = "", filters: Filters = cuts.NONE) -> list[Series]:
    """The series of a source in which something changed, those whose stance changed most often first.

    `matter` is an action or register, an agreement, or a place, "" for whatever it spoke of.  What no place and no actor tells
    apart from other matters stands in no series.  Raises `BadFilter` where nobody of that name speaks in the ledger.
    """
    asked = _about(ledger, matter, replace(filters, source=source))
    told = _said_by(ledger, source, entries_in(ledger, filters=asked))
    if not told and not _said_by(ledger, source, entries_in(ledger, filters=Filters(source=source))):
        raise BadFilter(f"{source}: nobody of that name says anything in the ledger; hudna actors shows who is named")
    texts = wordings_of(ledger, {entry.origin.id for entry in told})
    series = [
        Series(*key, tuple(_steps([_saying(entry, texts) for entry in some]))) for key, some in _matters(told).items()
    ]
    changed = [one for one in series if any(step.changed for step in one.steps)]
    return sorted(changed, key=lambda one: (-one.turns, -len(one.steps), one.action, one.places, one.actors))


def _about(ledger: Ledger, matter: str, filters: Filters) -> Filters:
    if not matter or cuts.is_action(matter):
        return replace(filters, action=matter or filters.action)
    with ledger.reading() as connection:
        if cuts.is_named(connection, "agreement", matter):
            return replace(filters, agreement=matter)
        if cuts.is_named(connection, "place", matter):
            return replace(filters, place=matter)
    raise BadFilter(f"--about {matter}: no action, and no agreement or place that the ledger names")


def _said_by(ledger: Ledger, source: str, told: Iterable[Entry]) -> list[Entry]:
    """The entries whose innermost hop is the source; those who pass it on are not its author, and no two unnamed ones are one."""
    with ledger.reading() as connection:
        by_person = settled(connection, "actor")
    wanted = words_of(source)

    def is_it(entry: Entry) -> bool:
        hop = entry.saying.chain[-1] if entry.saying and entry.saying.chain else None
        if hop is None or not entry.origin.published:
            return False
        named = by_person.get(cuts.folded(hop.printed)) or hop.identity
        return source in named.split("+") or (not hop.kind.startswith(UNNAMED) and wanted in words_of(hop.printed))

    return [entry for entry in told if is_it(entry)]


def _matters(told: Iterable[Entry]) -> dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Entry]]:
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Entry]] = defaultdict(list)
    for entry in told:
        places = sorted({name for meaning in entry.meanings("place") for name in meaning.split()})
        actors = {side_of(name) or name for meaning in entry.meanings("actor") for name in meaning.split("+")}
        if places or actors:
            found[entry.action, tuple(places), tuple(sorted(actors))].append(entry)
    return found


def stance_of(entry: Entry) -> str:
    """How a source stands to what it tells of: affirmed, denied, negated, or the modality of what has not come about."""
    if entry.negated:
        return DENIED if entry.saying and entry.saying.act == "deny" else NEGATED
    return AFFIRMED if entry.modality in ("happened", "ongoing") else entry.modality


def _saying(entry: Entry, texts: Mapping[str, str]) -> Saying:
    text, content = texts[entry.origin.id], entry.saying.content if entry.saying else entry.trigger
    low = max(min(content.start, entry.trigger.start), entry.trigger.start - AROUND)
    high = min(max(content.end, entry.trigger.end), entry.trigger.end + AROUND)
    low = text.rfind(" ", 0, low) + 1 if low > content.start else low
    high = text.find(" ", high) if high < content.end and text.find(" ", high) > 0 else high
    printed = " ".join(Span(low, high).cut(text).split())
    return Saying(entry, stance_of(entry), printed, frozenset(words_of(printed).split()))


def _steps(told: Sequence[Saying]) -> list[Step]:
    """The steps of a series; what is said otherwise on one and the same day is no change over time."""
    steps: list[Step] = []
    before = today = ""
    for saying in told:
        if saying.day != today:
            before, today = today, saying.day
        held = [number for number, step in enumerate(steps) if step.until in (before, today)]
        same = [number for number in held if steps[number].stance == saying.stance]
        home = next((number for number in same if any(_alike(saying, one) for one in steps[number].sayings)), None)
        if home is not None:
            steps[home] = replace(steps[home], sayings=(*steps[home].sayings, saying))
            continue
        changed = () if same else ("stance",)
        if not any(_alike(saying, one) for number in held for one in steps[number].sayings):
            changed = (*changed, "words")
        steps.append(Step((saying,), changed if before else ()))
    return steps


def _alike(one: Saying, other: Saying) -> bool:
    """Whether two sayings are the same words, one of them perhaps cut short."""
    shared = len(one.words & other.words)
    least = min(len(one.words), len(other.words))
    return shared >= ALIKE * len(one.words | other.words) or shared >= CUT_SHORT * least

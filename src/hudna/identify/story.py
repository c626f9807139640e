"""Which reports tell of one happening, and which of them has it from which."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from hudna.identify.fingerprints import held, letters_of, likeness, stem_weights, words_of
from hudna.identify.numbered import counts_in, ordinals_in
from hudna.identify.voices import cited_in, outlet_name, voices_of
from hudna.rules.known import body_folded
from hudna.vocabulary import Span
from hudna.vocabulary.record import Happening, Record
from hudna.vocabulary.stories import Link, Outline, Stretch, Telling, Tie

SHARED_RUN: Final = 8
"""Words in a row that are no accident."""
COPIED: Final = 0.5
"""The share of a text's runs from which it counts as the other's text."""
LATER: Final = 0.6
"""The share of each from which two texts of different days are one although their headlines are unlike."""
VERBATIM: Final = 0.8
"""The share from which even headlines that number two things do not make two texts of one."""
REWRITTEN: Final = 0.35
"""The share from which two texts of neighbouring days that are alike besides are one text rewritten."""
PASSAGE: Final = 16
"""Words in a row from which a passage is noted although the texts are two."""
REWRITTEN_LIKE: Final = 0.6
REWRITTEN_HEADLINES: Final = 0.25
"""The likeness of two texts and of their headlines of which one is the other rewritten."""
ALIKE: Final = 0.39
ALIKE_HEADLINES: Final = 0.6
"""The likeness of two tellings of one happening, where they share an action at a place: of their words and of their headlines."""
RELAYED: Final = 0.28
"""The likeness of a telling to what it cites: the mean of that of their words and that of their beginnings."""
BEGINNING: Final = 60
"""Words at which what a report is about has been said, for one that tells it in other words."""
NUMBERED: Final = 100
"""Words within which a report says which of several it tells of."""
LEAD: Final = 30
"""Words at which a report of the press has said what it is about."""
TOLD: Final = 1.1
"""Of two, for headline and lead: what has to be found of them in a piece of a report for the piece to tell what the report tells."""
BEGUN: Final = 0.5
"""Of two, for headline and lead of the piece: what the report has to have of them where it begins."""
TOLD_HEADLINES: Final = 0.5
"""The likeness of headlines under which a piece tells what the report tells, whatever that begins with."""
NEAR_DAYS: Final = 1
"""Days between two reports that tell of one happening in words of their own, or in words that are half the same."""
SPECIFIC: Final = 2
"""The least exact where_prec that makes a place one that few reports name: near a place, not a whole district."""


def outline_of(record: Record) -> Outline:
    """What has to be kept of a report so that it can be compared again."""
    return Outline(
        id=record.id,
        day=record.published[:10],
        outlet=outlet_name(record.outlet),
        agency=record.outlet.startswith("وكالة "),
        title=record.title,
        text=record.text,
        asides=tuple(aside.span for aside in record.asides),
        cites=cited_in(record),
        happenings=frozenset(key for event in record.events for key in _happenings(event)),
        voices=voices_of(record),
    )


def telling_of(outline: Outline) -> Telling:
    """The report as it is compared."""
    words = words_of(outline.text, outline.asides)
    title = words_of(outline.title)
    beginning = title + words[:NUMBERED]
    return Telling(
        outline=outline,
        weights=stem_weights(title + words),
        headline=stem_weights(title),
        ordinals=ordinals_in(title),
        counts=counts_in(title),
        all_ordinals=ordinals_in(beginning),
        all_counts=counts_in(beginning),
        words=words,
    )


def headline_of(title: str) -> dict[str, float]:
    """What the stems of a headline weigh."""
    return stem_weights(words_of(title))


def _happenings(event: Happening) -> list[str]:
    places = [mention.resolved for mention in event.where]
    return [f"{event.action} {place.id}" for place in places if place and place.precision <= SPECIFIC]


def compared(first: Telling, second: Telling) -> Link | None:
    """What ties two reports; None where nothing does."""
    one, other = _order(first, second)
    stretches = shared_stretches(one.words, other.words)
    shares = _share(one.words, stretches), _share(other.words, stretches)
    alike = likeness(one.weights, other.weights)
    tie = _tie(one, other, shares, alike, stretches)
    if tie is None:
        return None
    return Link(
        one=one.outline.id,
        other=other.outline.id,
        tie=tie,
        of_one=shares[0],
        of_other=shares[1],
        likeness=alike,
        cited=cites(other.outline, one.outline),
        sure=_order_is_sure(one.outline, other.outline),
        stretches=tuple(_printed(one, other, stretches)),
    )


def _order(first: Telling, second: Telling) -> tuple[Telling, Telling]:
    """The one published first, of one day the one that the other cites, the agency, from which others take their copy, or the first by id."""
    one, other = sorted((first, second), key=lambda telling: _first(telling.outline))
    if one.outline.day == other.outline.day and cites(one.outline, other.outline) > cites(other.outline, one.outline):
        return other, one
    return one, other


def _first(outline: Outline) -> tuple[str, bool, str]:
    return outline.day or "9999", not outline.agency, outline.id


def _order_is_sure(one: Outline, other: Outline) -> bool:
    return bool(one.day) and (one.day != other.day or cites(other, one) != cites(one, other))


def _tie(
    one: Telling,
    other: Telling,
    shares: tuple[float, float],
    alike: float,
    stretches: Sequence[tuple[int, int, int]],
) -> Tie | None:
    days = days_between(one.outline, other.outline)
    near = days is not None and days <= NEAR_DAYS
    later = days is not None and not near
    if max(shares) >= COPIED and _is_item(one, other, shares, later=later):
        return Tie.ITEM
    apart = _numbered_apart(one, other)
    if max(shares) >= (VERBATIM if apart else COPIED):
        return Tie.COPY if min(shares) >= COPIED else Tie.PART
    near = near and not apart
    if near and min(shares) >= REWRITTEN and _is_rewritten(one, other, alike):
        return Tie.COPY
    if near and cites(other.outline, one.outline) and _relays(one, other, alike):
        return Tie.RELAY
    if near and alike >= ALIKE and _one_happening(one, other):
        return Tie.ALIKE
    return Tie.PASSAGE if any(count >= PASSAGE for _, _, count in stretches) else None


def _numbered_apart(one: Telling, other: Telling) -> bool:
    """Whether two reports number two things: the second aeroplane and the first; in the frame of each day, 20 strikes and 33."""
    if one.ordinals and other.ordinals:
        return not one.ordinals & other.ordinals
    if _disjoint(one.ordinals, other.all_ordinals) or _disjoint(other.ordinals, one.all_ordinals):
        return True
    counted = bool(one.counts and other.counts) and one.outline.day != other.outline.day
    return counted and _other_counts(one, other) and _other_counts(other, one)


def _other_counts(one: Telling, other: Telling) -> bool:
    """Whether the numbers of a headline are not those that another report begins with."""
    return _disjoint(one.counts, other.all_counts)


def _disjoint(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others) and not some & others


def _is_rewritten(one: Telling, other: Telling, alike: float) -> bool:
    return alike >= REWRITTEN_LIKE and likeness(one.headline, other.headline) >= REWRITTEN_HEADLINES


def _is_item(one: Telling, other: Telling, shares: tuple[float, float], *, later: bool) -> bool:
    """Whether the words that two reports share are an item beside what one of them tells, and not what both of them tell.

    Days later they may stand under another headline because something new is told in front of them.
    """
    if likeness(one.headline, other.headline) >= TOLD_HEADLINES:
        return False
    return (later and min(shares) < LATER) or (min(shares) < COPIED and not _tells_the_same(one, other, shares))


def _tells_the_same(one: Telling, other: Telling, shares: tuple[float, float]) -> bool:
    """Whether a piece that stands in a longer report is what that report is about, and not an item beside it.

    What a report is about stands in its headline and its first sentences: those of the report are looked for in the piece, and
    those of the piece where the report begins.
    """
    piece, whole = (one, other) if shares[0] >= shares[1] else (other, one)
    told = held(whole.headline, piece.weights) + held(_lead(whole), piece.weights)
    beginning = _beginning(whole)
    begun = held(piece.headline, beginning) + held(_lead(piece), beginning)
    return told >= TOLD and begun >= BEGUN


def _relays(one: Telling, other: Telling, alike: float) -> bool:
    """Whether one tells in its own words what the other told; reports of one war are all a little alike."""
    return (alike + likeness(_beginning(one), _beginning(other))) / 2 >= RELAYED


def _lead(telling: Telling) -> dict[str, float]:
    return stem_weights(telling.words[:LEAD])


def _beginning(telling: Telling) -> dict[str, float]:
    return stem_weights(words_of(telling.outline.title) + telling.words[:BEGINNING])


def _one_happening(one: Telling, other: Telling) -> bool:
    """Whether both tell of an action at the same place under headlines that are alike and name no other number."""
    if _other_counts(one, other) or _other_counts(other, one):
        return False
    shared = one.outline.happenings & other.outline.happenings
    return bool(shared) and likeness(one.headline, other.headline) >= ALIKE_HEADLINES


def days_between(one: Outline, other: Outline) -> int | None:
    """Days between the publications of two reports, None where one has no date."""
    if not one.day or not other.day:
        return None
    return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)


def cites(outline: Outline, of: Outline) -> int:
    """How often a report names another's outlet as a source; an outlet that names itself cites nobody."""
    if not of.outlet or outline.outlet == of.outlet:
        return 0
    return sum(f" {of.outlet} " in f" {phrase} " for phrase in outline.cites)


def shared_stretches(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """Runs of at least eight words that both texts hold: place in one, place in other, words; in the order of other.

    A shorter text is looked for whole.  Where words stand in one more than once, the longest run is taken.
    """
    size = min(SHARED_RUN, len(ours), len(theirs))
    if not size:
        return []
    shared = _runs(ours, size)
    followed = _runs(theirs, size)
    both = set(shared).intersection(followed)
    if not both:
        return []
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start, run in enumerate(shared):
        if run in both:
            places[run].append(start)
    found: list[tuple[int, int, int]] = []
    start = 0
    while start < len(followed):
        longest, at = 0, 0
        for place in places.get(followed[start], ()):
            count = size
            while (
                place + count < len(ours)
                and start + count < len(theirs)
                and ours[place + count] == theirs[start + count]
            ):
                count += 1
            if count > longest:
                longest, at = count, place
        if longest:
            found.append((at, start, longest))
        start += longest or 1
    return found


def _runs(words: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    """Every run of so many words, in order."""
    return list(zip(*[words[start:] for start in range(size)], strict=False))


def _share(words: tuple[str, ...], stretches: Sequence[tuple[int, int, int]]) -> float:
    """The share of a text's words that stand in shared stretches, reckoned in runs."""
    size = min([SHARED_RUN, *(count for _, _, count in stretches)])
    runs = len(words) - size + 1
    return min(1.0, sum(count - size + 1 for _, _, count in stretches) / runs) if runs > 0 else 0.0


def _printed(one: Telling, other: Telling, stretches: Sequence[tuple[int, int, int]]) -> Iterator[Stretch]:
    if not stretches:
        return
    ours, theirs = _Printed(one.outline), _Printed(other.outline)
    for start, at, count in stretches:
        yield Stretch(ours.words(start, count), theirs.words(at, count))


class _Printed:
    """The words of a report where they are printed."""

    def __init__(self, outline: Outline) -> None:
        self.folded = body_folded(outline.text)
        self.letters = letters_of(self.folded, outline.asides)

    def words(self, start: int, count: int) -> Span:
        """So many words from one on."""
        return self.folded.printed_span(self.letters[start][0], self.letters[start + count - 1][1])

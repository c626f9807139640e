"""Stories: which reports tell of one happening, which are one text, and where each of them has it from."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hudna.vocabulary.spans import Span


class Tie(StrEnum):
    """How two reports hang together, the strongest first."""

    COPY = "copy"
    """More than half of each is the same words."""
    PART = "part"
    """More than half of one is the same words, and it is a part of the other."""
    RELAY = "relay"
    """One tells in its own words what the other told, and says whose word it is."""
    ALIKE = "alike"
    """Both tell of the same happening."""
    ITEM = "item"
    """More than half of one is the same words, and in the other it is an item beside what that tells."""
    PASSAGE = "passage"
    """They share words, and may be of different stories."""


ONE_STORY: Final = (Tie.COPY, Tie.PART, Tie.RELAY, Tie.ALIKE)
"""The ties that make one story of two reports; an item in a round-up and a passage that is shared do not."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What has to be kept of a report so that it can be compared with others again.

    `day` is the date of publication or "", `outlet` its name without `the newspaper` and the like, `agency` whether it is one that
    others take their copy from, `asides` the words of the text that are not the report's own, `cites` the names of outlets that it
    names as its sources, one for each time, `happenings` an action and a place each, `voices` whose word each event is.
    """

    id: str
    day: str
    outlet: str
    agency: bool
    title: str
    text: str
    asides: tuple[Span, ...]
    cites: tuple[str, ...]
    happenings: frozenset[str]
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A report as it is compared: its own words, folded, in order, and what they weigh.

    `weights` are its stems and `headline` those of its title; `ordinals` are the numbers that ordinals of the title give (the
    first aeroplane is not the second) and `counts` those that it gives in digits, `all_ordinals` and `all_counts` those of
    its title and beginning.
    """

    outline: Outline
    weights: dict[str, float]
    headline: dict[str, float]
    ordinals: frozenset[str]
    counts: frozenset[str]
    all_ordinals: frozenset[str]
    all_counts: frozenset[str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that two reports share, where each of them prints them."""

    one: Span
    other: Span


@dataclass(frozen=True, slots=True)
class Link:
    """What ties `other` to `one`, of which the first was published no later.

    `of_one` and `of_other` are the shares of their runs of words that stand in the other as well, `likeness` that of their
    stems, all between 0 and 1; `cited` is how often `other` names the outlet of `one` as a source.  `sure` is false where nothing says which of two texts of one day came first.
    """

    one: str
    other: str
    tie: Tie
    of_one: float
    of_other: float
    likeness: float
    cited: int
    sure: bool
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report stands: its story, named by its first report, and the report that it has its text or its telling from.

    `origin` is the report's own id where it has sources of its own, `by` the tie that says otherwise.
    """

    story: str
    origin: str
    by: Tie | None = None
    sure: bool = True

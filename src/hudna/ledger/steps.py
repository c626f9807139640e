"""What the registers that follow one thing over time are made of: steps, each told by one entry or by several."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hudna.ledger.entries import Entry

SEEN = frozenset(("happened", "ongoing"))
TATWEEL = "\u0640"
SENTENCE_ENDS = ".!؟?\n"


@dataclass(frozen=True, slots=True)
class Step:
    """One happening, as told by every entry in `entries`, the first of them first.

    `coordinated` are the entries that say with whom it was coordinated; `ground` is on what it rests that the step is of the
    thing that it is listed under (`named`, `sentence`, `before`), "" where that is open.
    """

    entries: tuple[Entry, ...]
    coordinated: tuple[Entry, ...] = ()
    ground: str = ""

    @property
    def first(self) -> Entry:
        """The entry that told it first."""
        return self.entries[0]

    @property
    def action(self) -> str:
        """The action of the codebook."""
        return self.first.action

    @property
    def when(self) -> str:
        """The first date that an entry gives, EDTF, or "" where none does."""
        return next((entry.when for entry in self.entries if entry.when), "")

    @property
    def told(self) -> str:
        """The day of publication of the first entry, or ""."""
        return self.first.origin.published

    @property
    def seen(self) -> bool:
        """Whether it is told as something that has come about."""
        return self.first.modality in SEEN and not self.first.negated


@dataclass(frozen=True, slots=True)
class Turn:
    """A step without its entries: the action, the first date that an entry gives, the day it was told on, and whether it has come about."""

    action: str
    when: str
    told: str
    seen: bool


AnyStep = TypeVar("AnyStep", Step, Turn)


def happenings(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """Entries that tell of one happening together, in the order in which they were told."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.support.joined if entry.support else entry.id, []).append(entry)
    return [tuple(group) for group in groups.values()]


def by_date(steps: Iterable[AnyStep]) -> tuple[AnyStep, ...]:
    """Steps by the date that they are given or, failing that, that they were told on."""
    return tuple(sorted(steps, key=lambda step: (begun(step.when) or step.told, step.told)))


def begun(when: str) -> str:
    """The first day, month or year of an EDTF date, "" where it has none."""
    first = when.partition("/")[0].strip("~?%")
    return first if first[:1].isdigit() else ""


def ended(when: str) -> str:
    """The last day, month or year of an EDTF date, "" where it has none."""
    last = when.rpartition("/")[2].strip("~?%")
    return last if last[:1].isdigit() else ""


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Where the sentence begins and ends in which a letter of a text stands; a dot inside a masked word (`قـ.ـصف`) ends none."""
    start = next((at + 1 for at in range(place - 1, -1, -1) if _ends_at(text, at)), 0)
    return start, next((at for at in range(place, len(text)) if _ends_at(text, at)), len(text))


def _ends_at(text: str, at: int) -> bool:
    """Whether a sentence ends with this letter."""
    return text[at] in SENTENCE_ENDS and (
        text[at] == "\n" or (not text[at + 1 : at + 2].isalpha() and text[at + 1 : at + 2] != TATWEEL)
    )


def one_voice(one: Entry, other: Entry) -> bool:
    """Whether two entries stand in one report and in one attribution, or both in the voice of the outlet."""
    return one.origin.id == other.origin.id and one.saying == other.saying


def identities(entry: Entry, *roles: str) -> tuple[str, ...]:
    """The settled identities that play these roles, each once."""
    found = (name for role in roles for meaning in entry.meanings(role) for name in meaning.split("+"))
    return tuple(dict.fromkeys(found))


def printed(entries: Sequence[Entry], *roles: str) -> tuple[str, ...]:
    """The words that play these roles, each once."""
    return tuple(dict.fromkeys(words for entry in entries for role in roles for words in entry.named(role)))

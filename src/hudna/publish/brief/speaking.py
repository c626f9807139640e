"""The sentences of a brief in its language, and the notes under them."""

import re
from collections.abc import Iterable, Mapping, Sequence

from hudna.ledger.entries import Entry
from hudna.ledger.steps import sentence_at
from hudna.publish.brief.arabic import date_in_arabic, entry_in_arabic
from hudna.publish.brief.document import Note, Sentence
from hudna.publish.brief.wording import Wording
from hudna.publish.gloss.naming import outlet_in_english, place_in_english
from hudna.publish.gloss.sentence import entry_in_english
from hudna.rules.area_names import arabic_area_names
from hudna.rules.codebook import codebook

SHOWN = 3
"""Notes under one sentence; how many more there are is said."""
LONGEST = 420
"""Letters of a quotation."""
_SPACE = re.compile(r"\s+")


class Speech:
    """Says entries in one language and keeps the notes, each entry once."""

    def __init__(self, wording: Wording, texts: Mapping[str, str]) -> None:
        self.wording = wording
        self.texts = texts
        self.notes: dict[tuple[str, str], Note] = {}

    @property
    def is_arabic(self) -> bool:
        """Whether it speaks Arabic."""
        return self.wording.language == "ar"

    def sentence(self, entries: Sequence[Entry], first: Entry | None = None) -> Sentence:
        """What the first of the entries says, or `first`, with a note for each of them, and how many tell it where several do."""
        said = first or entries[0]
        text = entry_in_arabic(said, self.wording) if self.is_arabic else entry_in_english(said)
        reports = len({entry.origin.id for entry in entries})
        if reports > 1:
            origins = min(max((e.support.origins for e in entries if e.support), default=reports), reports)
            text += f" ({self._support(reports, origins)})"
        ordered = [said, *(entry for entry in entries if entry is not said)]
        shown = ordered[:SHOWN]
        more = self.wording("more_notes", n=len(ordered) - len(shown)) if len(ordered) > len(shown) else ""
        return Sentence(f"{text}.", tuple(self._note(entry) for entry in shown), more)

    def _support(self, reports: int, origins: int) -> str:
        if self.is_arabic:
            return self.wording("support", reports=reports, origins=origins)
        counted = f"{reports} reports", f"{origins} origin{'' if origins == 1 else 's'}"
        return self.wording("support", reports=counted[0], origins=counted[1])

    def _note(self, entry: Entry) -> int:
        key = entry.origin.id, entry.id
        if key not in self.notes:
            origin = entry.origin
            outlet = origin.outlet if self.is_arabic else outlet_in_english(origin.outlet)
            quotation = quotation_of(self.texts.get(origin.id, ""), entry)
            self.notes[key] = Note(
                len(self.notes) + 1, outlet, origin.published[:10], origin.url, quotation, entry.id, origin.id
            )
        return self.notes[key].number

    def area(self, area: str) -> str:
        """What an area is called."""
        if not area:
            return self.wording("no_area")
        name = arabic_area_names().get(area, area) if self.is_arabic else place_in_english(area, area)[0]
        return self.wording("country_open", country=name) if len(area) == len("SYR") else name

    def day(self, day: str) -> str:
        """A day, month or year as tables have it."""
        return date_in_arabic(day) if self.is_arabic and day else day or self.wording("no_date")

    def action(self, action: str) -> str:
        """What an action is called."""
        coded = codebook().actions[action]
        return coded.arabic if self.is_arabic else coded.english

    def register(self, register: str) -> str:
        """What a register is called."""
        labels = codebook().arabic if self.is_arabic else codebook().registers
        return labels[register][:1].upper() + labels[register][1:]


def quotation_of(text: str, entry: Entry) -> str:
    """The sentence that an entry was read in, cut around its trigger where it is long; its trigger where the text is gone."""
    if not text:
        return entry.printed
    start, end = sentence_at(text, entry.trigger.start)
    end = max(end, entry.trigger.end)
    first, last = max(start, entry.trigger.start - LONGEST // 2), min(end, entry.trigger.start + LONGEST // 2)
    first, last = _word_edge(text, first, start, -1), _word_edge(text, last, end, 1)
    cut = _SPACE.sub(" ", text[first:last]).strip()
    return f"{'… ' if first > start else ''}{cut}{' …' if last < end else ''}"


def _word_edge(text: str, at: int, limit: int, step: int) -> int:
    """The nearest edge of a word from a place on, not beyond the limit."""
    while at != limit and not text[at if step > 0 else at - 1].isspace():
        at += step
    return at


def by_area(areas: Iterable[str], speech: Speech) -> list[str]:
    """Areas by name, those that are open last."""
    return sorted(set(areas), key=lambda area: (not area, speech.area(area)))

"""Reports by the hundred thousand, made out of the sentences of some: for the store, which asks how many there are, not what they say.

`python bench/made.py --count 1000 > made.jsonl` writes the texts; `growing.py` adds them to a ledger.

Sentences of many reports are put together at random, and of the words that no reading stands on every third is another word of
the same length.  So no two reports are copies and none reads well.  The readings of the sentences are put together too, each
moved to where its words now are: making a record takes two milliseconds where reading one takes twenty.
"""

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from hudna.clean import clean
from hudna.pipeline import default_rooms, record_of
from hudna.vocabulary import Report, Span
from hudna.vocabulary.record import Happening, Record, Statement

DEMO = Path(__file__).resolve().parent.parent / "demo" / "reports"
PIECES = (8, 22)
"""Sentences in a report, at least and at most."""
CHANGED = 0.34
FIRST_DAY = date(2019, 1, 1)
A_DAY = 270
"""Reports of one day: a hundred thousand are a year of a large collection."""
_END = re.compile(r"[.!؟\n]+\s*")
_WORD = re.compile(r"\w+")


class Piece(NamedTuple):
    """A sentence with what was read in it; spans count from its beginning, `free` are the words that nothing stands on."""

    text: str
    free: tuple[tuple[int, int], ...]
    statements: tuple[Statement, ...]
    happenings: tuple[Happening, ...]
    day: str


def read(paths: Sequence[Path]) -> list[Record]:
    """The records of the reports in folders of JSON files and in files of JSON lines."""
    rooms = default_rooms()
    fields = ("id", "outlet", "published", "url", "title", "text")
    found = []
    for path in paths:
        texts = [one.read_text("utf-8") for one in sorted(path.glob("*.json"))] if path.is_dir() else path.open("rb")
        for text in texts:
            row = json.loads(text)
            found.append(record_of(clean(Report(*(str(row.get(name) or "") for name in fields))), rooms))
    return found


def pieces_of(record: Record) -> Iterator[Piece]:
    """The sentences of a report that no reading crosses."""
    spans = [*map(_extent, record.attributions), *map(_extent_of, record.events)]
    start = 0
    for end in [*(match.end() for match in _END.finditer(record.text)), len(record.text)]:
        if end - start < 20 or any(low < end < high for low, high in spans):
            continue
        yield _piece(record, start, end)
        start = end


def _extent(statement: Statement) -> tuple[int, int]:
    spans = [statement.cue, statement.content]
    return min(span.start for span in spans), max(span.end for span in spans)


def _extent_of(happening: Happening) -> tuple[int, int]:
    return happening.trigger.start, happening.trigger.end


def _piece(record: Record, start: int, end: int) -> Piece:
    inside = Span(start, end)
    numbers = [
        n for n, one in enumerate(record.attributions) if _within(one.cue, inside) and _within(one.content, inside)
    ]
    said = {number: place for place, number in enumerate(numbers)}
    statements = tuple(_statement_in(record.attributions[number], inside) for number in numbers)
    told = [event for event in record.events if _within(event.trigger, inside)]
    happenings = tuple(_happening_in(event, inside, said) for event in told)
    taken = [span for one in statements for span in (one.cue, *one.sources)]
    for one in happenings:
        taken += [one.trigger, *one.actor, *one.recipient, *one.place, *one.marks]
        taken += [dating.words for dating in one.datings] + [count.words for count in one.counts]
    free = tuple(
        m.span()
        for m in _WORD.finditer(record.text[start:end])
        if not any(m.start() < t.end and t.start < m.end() for t in taken)
    )
    return Piece(record.text[start:end].strip("\n"), free, statements, happenings, record.published[:10])


def _within(span: Span, inside: Span) -> bool:
    return inside.start <= span.start and span.end <= inside.end


def _moved(value: Any, by: int) -> Any:
    """A reading with all its spans moved."""
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_moved(one, by) for one in value)
    if hasattr(value, "words") and isinstance(value.words, Span):
        return replace(value, words=_moved(value.words, by))
    return value


def _statement_in(one: Statement, inside: Span) -> Statement:
    kept = [n for n, span in enumerate(one.sources) if _within(span, inside)]
    pick = lambda values: tuple(values[n] for n in kept if n < len(values))  # noqa: E731
    bare = replace(one, sources=pick(one.sources), kinds=pick(one.kinds), who=pick(one.who), candidates=())
    return _statement(bare, -inside.start, one.id)


def _happening_in(one: Happening, inside: Span, said: dict[int, int]) -> Happening:
    cut = {
        name: tuple(s for s in getattr(one, name) if _within(s, inside))
        for name in ("actor", "recipient", "place", "marks")
    }
    cut |= {
        name: tuple(v for v in getattr(one, name) if _within(v.words, inside))
        for name in ("who", "datings", "counts", "where")
    }
    bare = replace(one, **cut, agreements=(), attribution=said.get(-1 if one.attribution is None else one.attribution))
    return _happening(bare, -inside.start, bare.attribution, one.id, one.when)


def _statement(one: Statement, by: int, name: str) -> Statement:
    return Statement(
        _moved(one.cue, by), _moved(one.sources, by), one.kinds, one.carried, _moved(one.content, by), one.act, one.mode,
        one.rule, name, (), _moved(one.who, by),
    )  # fmt: skip


def _happening(one: Happening, by: int, attribution: int | None, name: str, when: str) -> Happening:
    move = lambda value: _moved(value, by)  # noqa: E731
    return Happening(
        move(one.trigger), one.action, move(one.actor), move(one.recipient), move(one.place), when, one.modality, one.negated,
        one.commitment, attribution, one.rule, name, move(one.who), move(one.datings), move(one.marks), move(one.counts),
        move(one.where), (),
    )  # fmt: skip


class Maker:
    """Makes reports out of the pieces of some; the same seed makes the same reports."""

    def __init__(self, records: Sequence[Record], seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.pieces = [piece for record in records for piece in pieces_of(record)]
        self.outlets = sorted({record.outlet for record in records})
        self.words: defaultdict[int, list[str]] = defaultdict(list)
        for piece in self.pieces:
            for start, end in piece.free:
                self.words[end - start].append(piece.text[start:end])

    def make(self, number: int) -> Record:
        """The report of that number, with what would be read in it."""
        chance = self.random
        day = FIRST_DAY + timedelta(number // A_DAY)
        title = " ".join(chance.choice(self.words[length]) for length in chance.choices((3, 4, 5, 6, 7), k=8))
        text, statements, happenings = "", [], []
        for piece in chance.sample(self.pieces, chance.randint(*PIECES)):
            at, before = len(text), len(statements)
            text += self._varied(piece) + "\n"
            statements += [_statement(one, at, f"A{number}-{before + n}") for n, one in enumerate(piece.statements)]
            for one in piece.happenings:
                attribution = None if one.attribution is None else before + one.attribution
                name = f"{'C' if one.commitment else 'E'}{number}-{len(happenings)}"
                happenings.append(_happening(one, at, attribution, name, _on(one.when, piece.day, day)))
        outlet = chance.choice(self.outlets)
        return Record(
            f"made-{number:07}",
            outlet,
            day.isoformat(),
            title,
            text,
            tuple(statements),
            tuple(happenings),
            f"https://made/{number}",
        )

    def _varied(self, piece: Piece) -> str:
        """The text of a piece in which some words that nothing stands on are others of the same length."""
        parts, done = [], 0
        for start, end in piece.free:
            if self.random.random() < CHANGED and end <= len(piece.text):
                parts += (piece.text[done:start], self.random.choice(self.words[end - start]))
                done = end
        return "".join((*parts, piece.text[done:]))


def _on(when: str, told: str, day: date) -> str:
    """A date as far from the day of the new report as it was from that of the old one."""
    try:
        return (date.fromisoformat(when) - date.fromisoformat(told) + day).isoformat()
    except (ValueError, TypeError):
        return when


def maker(texts: Sequence[Path], seed: int) -> Maker:
    """A maker that knows the reports of the demo and those of the files given."""
    return Maker(read([DEMO, *texts]), seed)


def main() -> int:
    """Writes texts as JSON lines."""
    parser = argparse.ArgumentParser(description="Reports made out of the sentences of others, as JSON lines.")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("texts", nargs="*", type=Path, help="files of JSON lines, beside the reports of the demo")
    options = parser.parse_args()
    making = maker(options.texts, options.seed)
    for number in range(options.count):
        one = making.make(number)
        row = {name: getattr(one, name) for name in ("id", "outlet", "published", "url", "title", "text")}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What else a report says of places: the countries it is about, and the names that stand before a phrase."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from hudna.identify.gazetteer import Known
from hudna.identify.place_phrases import PhraseReader, Words

NAMED: Final = 3
ADJECTIVE: Final = 1
TOWN: Final = 1
OUTLET: Final = 1
"""How much a country's name, its adjective, a town of its own and the outlet's theatre say of what a report is about."""
CLEAR: Final = 3
"""How many times more often a country must be named than the next to be the one that is meant."""


class Seen:
    """A name in the text, at words `[start, end)`."""

    __slots__ = ("end", "known", "name", "start")

    def __init__(self, start: int, end: int, name: str, known: tuple[Known, ...]) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.known = known


class Context:
    """One report: read once, when the first phrase asks."""

    def __init__(self, reader: PhraseReader, words: Words, theatre: Sequence[str]) -> None:
        self.known = reader.known
        self.weights: Counter[str] = Counter(dict.fromkeys(theatre, OUTLET))
        self.own: Counter[tuple[str, str]] = Counter()
        self.seen: list[Seen] = []
        texts, table, done, last = words.words, reader.telling, 0, len(words.words)
        for k, word in enumerate(texts):
            telling = table[word]
            if telling is None or k < done:
                continue
            size, name = 0, ""
            if telling.opens and (
                telling.is_plain
                or (telling.seconds and k + 1 < last and texts[k + 1] in telling.seconds)
                or (k and reader.heads(texts[k - 1]))
            ):
                size, name = reader.name_at(words, k, last)
            if size and reader.is_name(words, k, size, name):
                self._see(Seen(k, k + size, name, reader.known.named(name)))
                done = k + size
            else:
                for code in telling.countries:
                    self.weights[code] += ADJECTIVE

    def _see(self, seen: Seen) -> None:
        self.seen.append(seen)
        lands, sole = self.known.countries_of(seen.name)
        for code in lands:
            self.weights[code] += NAMED
        if sole:
            self.weights[sole] += TOWN
            self.own[seen.name, sole] += TOWN

    def others(self, code: str, name: str) -> int:
        """How much but this name speaks of a country."""
        return self.weights[code] - self.own[name, code]

    def main(self) -> str:
        """The country that the report is about, or "" where two or none are."""
        return self.clearest(self.weights)

    def clearest(self, among: Sequence[str] | Counter[str]) -> str:
        """The one of these countries that is named far more often than the rest, or ""."""
        ranked = sorted(((self.weights[code], code) for code in set(among)), reverse=True)
        if not ranked or not ranked[0][0]:
            return ""
        if len(ranked) > 1 and ranked[0][0] < CLEAR * ranked[1][0]:
            return ""
        return ranked[0][1]

    def before(self, k: int) -> list[Seen]:
        """The names before word `k`, the nearest first."""
        return [seen for seen in reversed(self.seen) if seen.end <= k]

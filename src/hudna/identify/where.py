"""Where: place phrases of one report to places, the candidates kept where more than one is left.

What is asked in turn: the longest known name, the kind that its head noun names, what else the phrase says (a country, a place
that it lies in), the countries that the report is about, and the distance to the other places of the report.  Population
alone decides nothing.
"""

from collections.abc import Sequence
from functools import lru_cache

from hudna.identify.gazetteer import Gazetteer
from hudna.identify.offsets import between
from hudna.identify.place_choice import Choice
from hudna.identify.place_phrases import PhraseReader
from hudna.identify.place_pointers import Pointers
from hudna.identify.place_walk import read_phrase
from hudna.rules.countries import by_name
from hudna.theatres.load import theatres
from hudna.vocabulary import PlaceMention, Span


class Locator:
    """Finds places with one gazetteer."""

    def __init__(self, known: Gazetteer) -> None:
        self.known = known
        self.reader = PhraseReader(known)

    def locate(self, text: str, phrases: Sequence[Span], outlet: str = "") -> dict[Span, tuple[PlaceMention, ...]]:
        """The mentions of every phrase of a printed text, () for a phrase that names no place.

        `outlet` may tell which conflict the report is likely to be about.
        """
        if not phrases:
            return {}
        report = _Report(self.known, self.reader, text, _theatre_countries(outlet))
        return {span: report.mentions(span) for span in dict.fromkeys(phrases)}


@lru_cache(maxsize=1024)
def _theatre_countries(outlet: str) -> tuple[str, ...]:
    """The countries of the theatres that an outlet reports."""
    found = (t.countries for t in theatres() if any(outlet in publisher.names for publisher in t.outlets))
    return tuple(dict.fromkeys(code for codes in found for code in codes))


class _Report(Pointers):
    """One report and its place phrases."""

    def mentions(self, span: Span) -> tuple[PlaceMention, ...]:
        """What one phrase names."""
        words, first, stop = self._cut(span)
        if first == stop:
            return ()
        phrase = read_phrase(self.reader, words, first, stop)
        if phrase.is_border and not (phrase.parts and phrase.parts[0].name not in by_name()):
            return self._border(words, phrase, span, stop)
        if not phrase.parts:
            return self._unnamed(words, phrase, span, first, stop)
        found = [self._part(words, part) for part in phrase.parts]
        if len(found) == 2 and first and words.words[first - 1] == "بين":
            return self._between(found, span)
        if len(found) == 1:
            return (self._placed(span, found[0]),)
        return tuple(self._mention(words, part, choice, span) for part, choice in zip(phrase.parts, found, strict=True))

    def _between(self, found: Sequence[Choice], span: Span) -> tuple[PlaceMention, ...]:
        """The middle between two places."""
        middle = tuple(between(a, b) for a in found[0].places for b in found[1].places)
        return (self._placed(span, Choice(middle, "between", "" if middle else "an end of it is not known")),)

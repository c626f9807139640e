"""Where a report plays: the names in its text, the theatres that it may belong to, and the country of what it tells."""

import re
from bisect import bisect_left
from collections import Counter
from typing import Final, NamedTuple

from hudna.identify.names import ERAS, WORD, Hit, accepted, holds, name_at
from hudna.identify.report_words import words_of
from hudna.identify.told import COUNTRIES, TOLD, Told
from hudna.rules.places import longest_place, places
from hudna.text.fold import Folded, fold
from hudna.theatres.load import theatres
from hudna.vocabulary import Report, Span

LEAST: Final = 2
SHARE: Final = 0.5
SOLE: Final = 0.8
FAR: Final = 600
STOPS: Final = ".!؟?\n"
SENTENCE: Final = re.compile(rf"[{STOPS}]")
ABOVE: Final = frozenset(("IGO", ""))


class Named(NamedTuple):
    """A full name found in the text."""

    span: Span
    hit: Hit


class Setting:
    """The text of one report as far as names and countries go; everything is reckoned when it is asked for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.day = report.published[:10]
        self.folded: Folded = fold(report.text)
        self._named: tuple[Named, ...] | None = None
        self._countries: Counter[str] | None = None
        self._theatres: tuple[str, ...] | None = None
        self._home: str | None = None
        self._countries_in: dict[Span, set[str]] = {}
        self._words = words_of(self.folded.text)
        self.tokens: list[str] = self._words.tokens.copy()
        self.telling: list[tuple[int, Told]] = []
        self._look_up()

    def _look_up(self) -> None:
        """The tokens, and those among them that tell something."""
        table, tokens, telling = TOLD, self.tokens, self.telling
        for i, word in enumerate(self._words.tokens):
            told = table[word]
            if told is not None:
                tokens[i] = told.token
                telling.append((i, told))

    def span(self, start: int, end: int) -> Span:
        """The printed words of the tokens `[start, end)`."""
        starts = self._words.token_starts
        return self.folded.printed_span(starts[start], starts[end - 1] + len(self._words.tokens[end - 1]))

    def countries_of(self, i: int) -> tuple[str, ...]:
        """The country that the token names or is the nationality of, () where it is another word or may be of several."""
        return COUNTRIES[self.tokens[i]]

    @property
    def named(self) -> tuple[Named, ...]:
        """Every full name in the text, in order, the longest at each place."""
        if self._named is None:
            self._named = self._find_named()
        return self._named

    def _find_named(self) -> tuple[Named, ...]:
        accepts = accepted(ERAS[self.day], False)
        tokens = self.tokens
        hits: list[Hit] = []
        done = 0
        for i, told in self.telling:
            hit = name_at(tokens, i, accepts) if told.opens and i >= done else None
            if hit:
                hits.append(hit)
                done = hit.end
        spans = [self.span(hit.start, hit.end) for hit in hits]
        return tuple(
            Named(Span(span.start + (0 if tokens[hit.start].startswith("لل") else len(hit.fused)), span.end), hit)
            for span, hit in zip(spans, hits, strict=True)
        )

    @property
    def countries(self) -> Counter[str]:
        """How often each country is named, by name, capital, nationality, or an actor of it; headline included."""
        if self._countries is None:
            self._countries = self._count_countries()
        return self._countries

    def _count_countries(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        codes = [told.countries[0] for _, told in self.telling if told.countries]
        title = [COUNTRIES[word] for word in WORD.findall(fold(self.report.title).text)]
        counts.update(codes + [found[0] for found in title if found])
        for named in self.named:
            found = named.hit.found
            for code in {known.actor.country for known in found} if len(found) > 1 else (found[0].actor.country,):
                if code not in ABOVE:
                    counts[code] += 1
        return counts

    @property
    def theatres(self) -> tuple[str, ...]:
        """The theatres that the report may belong to: those of its day whose home it names more than any stranger's."""
        if self._theatres is None:
            self._theatres = self._find_theatres()
        return self._theatres

    def _find_theatres(self) -> tuple[str, ...]:
        found = []
        for theatre in theatres():
            if not theatre.countries or not holds(self.day, theatre.since, theatre.until):
                continue
            home = sum(self.countries[code] for code in theatre.home)
            strangers = sum(count for code, count in self.countries.items() if code not in theatre.countries)
            if home >= LEAST and home >= SHARE * (home + strangers):
                found.append(theatre.id)
        return tuple(found)

    @property
    def home(self) -> str:
        """The one country that the report is about: that of its theatre, else the one that it names almost alone; or ""."""
        if self._home is None:
            self._home = self._find_home()
        return self._home

    def _find_home(self) -> str:
        homes = {code for theatre in theatres() if theatre.id in self.theatres for code in theatre.home}
        if homes:
            return homes.pop() if len(homes) == 1 else ""
        top = self.countries.most_common(1)
        total = sum(self.countries.values())
        return top[0][0] if top and top[0][1] >= LEAST + 1 and top[0][1] >= SOLE * total else ""

    def country_at(self, span: Span) -> str:
        """The country in which what stands there happens; "" where its sentence names another than the report's own."""
        home = self.home
        if not home:
            return ""
        sentence = self.sentence(span)
        if sentence not in self._countries_in:
            self._countries_in[sentence] = _countries_in(self._words_of(sentence))
        return home if self._countries_in[sentence] <= {home} else ""

    def _words_of(self, span: Span) -> list[str]:
        start, end = self.folded.folded_span(span)
        starts = self._words.token_starts
        return self._words.tokens[bisect_left(starts, start) : bisect_left(starts, end)]

    def sentence(self, span: Span) -> Span:
        """The printed sentence that the span stands in."""
        text = self.report.text
        first = max(0, span.start - FAR)
        start = first
        for stop in STOPS:
            start = max(start, text.rfind(stop, first, span.start) + 1)
        after = SENTENCE.search(text, span.end)
        return Span(start, after.start() if after else len(text))


def _countries_in(words: list[str]) -> set[str]:
    """The countries that a sentence names, those of its places with it where a place has one country."""
    found: set[str] = set()
    i = 0
    while i < len(words):
        end = longest_place(words, i, len(words))
        if end > i:
            name = " ".join(words[i:end])
            sure = {place.country for place in places(name) or places(name[1:])}
            if len(sure) == 1:
                found |= sure
            i = end
            continue
        found.update(COUNTRIES[words[i]])
        i += 1
    return found - ABOVE

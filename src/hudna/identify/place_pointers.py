"""Place phrases without a name of their own: `المدينة`, `شمال البلاد`, `الأراضي السورية`, borders, unknown hamlets."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from hudna.identify.gazetteer import Gazetteer, Known
from hudna.identify.offsets import around, turned
from hudna.identify.place_choice import LARGE_CITY, Choice, choose
from hudna.identify.place_context import Seen
from hudna.identify.place_names import NamedPlaces
from hudna.identify.place_phrases import Part, Phrase, Words, bare, following, nationality, value
from hudna.rules.countries import by_capital, countries
from hudna.vocabulary import PlaceMention, Span

STOPS: Final = re.compile(r"[.\n!؟?]")
KINGDOMS: Final = ("SAU", "JOR", "MAR", "BHR")
CALLED_REACH: Final = 60
"""Words over which `القرية` points back at the one that was called a village."""
SMALL: Final = frozenset(("بلده", "قريه"))
"""Nouns for places that are no cities."""
BACK_KINDS: Final = {
    "town": frozenset(("town", "village")),
    "governorate": frozenset(("governorate",)),
    "district": frozenset(("district", "town")),
    "quarter": frozenset(("quarter",)),
    "land": frozenset(("region",)),
    "region": frozenset(("region", "town", "quarter", "governorate", "mountain", "district", "village")),
}
"""Kinds of the named place that a noun may point back at; other nouns want their own kind."""


class Pointers(NamedPlaces):
    """One report, and its place phrases that point at a place by other words than its name."""

    def _unnamed(self, words: Words, phrase: Phrase, span: Span, first: int, stop: int) -> tuple[PlaceMention, ...]:
        """What a phrase without a name points at: a country by its adjective, an earlier place, what it lies in."""
        direction, single = phrase.direction, stop == first + 1
        plain = not phrase.is_unknown and not phrase.countries
        if phrase.countries and (phrase.is_lands or (not phrase.is_unknown and len(phrase.heads) > 0)):
            return (self._whole(span, phrase.countries, direction),)
        if phrase.back == "capital":
            return self._capital(words, phrase, span, first, stop)
        if phrase.back == "country" and plain:
            return (self._whole(span, (self._land(first),), direction),)
        if phrase.back == "kingdom" and plain:
            return (self._whole(span, (self.context.clearest(KINGDOMS),), direction),)
        if direction and plain and not phrase.back and self._is_of_the_country(words, phrase, first):
            return (self._whole(span, (self._land(first),), direction),)
        if phrase.two and plain:
            return self._two(span, phrase.two, first)
        last = bare(words.words[stop - 1])
        alone = single or last[-1] in self.table.back
        if phrase.back and plain and alone and not phrase.is_turned and any(form.startswith("ال") for form in last):
            return self._back(span, phrase, first)
        if phrase.is_unknown and phrase.heads and not phrase.is_lands:
            return self._inside(words, span, stop)
        return ()

    def _is_of_the_country(self, words: Words, phrase: Phrase, first: int) -> bool:
        """`الجنوب`, `المناطق الجنوبية`, `مناطق الجنوب`: a part of the country the report is about."""
        if phrase.is_lands or not phrase.heads:
            return words.words[first].startswith("ال")
        return not phrase.is_turned

    def _land(self, first: int) -> str:
        """The country meant by `البلاد` at a word: that of the place named last in its sentence, else the report's, or ""."""
        start = self.words.starts[first]
        for seen in self.context.before(first):
            if STOPS.search(self.words.text, self.words.ends[seen.end - 1], start):
                break
            codes = {known.country for known in seen.known}
            if len(codes) == 1 and seen.known[0].kind != "country" and "" not in codes:
                return codes.pop()
        return self.context.main()

    def _capital(self, words: Words, phrase: Phrase, span: Span, first: int, stop: int) -> tuple[PlaceMention, ...]:
        """A capital: the one named right behind the word, else that of the country meant."""
        if stop < len(words.words) and words.beside(stop - 1):
            size, name = self.reader.name_at(words, stop, len(words.words))
            if size and not self.reader.is_noun(name) and name in by_capital():
                part = Part(stop, stop + size, name, ("town",), "", False, False)
                choice = self._settle(words, part).named("capital")
                if phrase.direction:
                    choice = choice.moved(lambda known: around(known, phrase.direction), "direction")
                return (self._placed(span, choice),)
        return (self._whole(span, phrase.countries or (self._land(first),), phrase.direction, "capital"),)

    def _whole(self, span: Span, codes: Sequence[str], direction: str, kind: str = "country") -> PlaceMention:
        """A country, its capital, or the part of it that lies in a direction."""
        found = [known for code in dict.fromkeys(codes) if code and (known := self.known.of(code))]
        choice = Choice(tuple(found), kind, "" if found else "the report is about no one country")
        if kind == "capital":
            choice = choice.moved(lambda known: around(known, "capital"), "capital")
            if direction:
                choice = choice.moved(lambda known: around(known, direction), "direction")
        elif direction:
            name = turned(direction)
            regions = [
                region
                for country in _names(found)
                for region in self.known.named(f"{name} {country}")
                if region.kind != "country"
            ]
            choice = (
                Choice(tuple(dict.fromkeys(regions)), "region")
                if regions
                else choice.moved(lambda known: around(known, direction), "direction")
            )
        return self._placed(span, choice)

    def _back(self, span: Span, phrase: Phrase, first: int) -> tuple[PlaceMention, ...]:
        """The last place before the phrase that is of the kind its noun names."""
        found = self._earlier(phrase.back, first)
        if phrase.back == "town":
            noun = bare(self.words.words[first])[-1].removeprefix("ال")
            found = [seen for seen in found if noun not in SMALL or not _is_city(seen)]
            called = self._called(noun, first)
            if called is not None and not called.known:
                return (PlaceMention(span, (), "place.back.unknown", "the last of its kind is in no gazetteer"),)
            found = [called] if called else found
        if not found:
            return (PlaceMention(span, (), f"place.back.{phrase.back}", "nothing of its kind is named before it"),)
        choice = self._again(found[0], phrase.back)
        if phrase.direction:
            choice = choice.moved(lambda known: around(known, phrase.direction), "direction")
        elif phrase.is_near:
            choice = choice.moved(lambda known: around(known, "near"), "near")
        return (self._placed(span, choice),)

    def _called(self, noun: str, first: int) -> Seen | None:
        """The name that a noun named last, close before word `first` (`قرية س … القرية`), without places where it is in no gazetteer."""
        words = self.words
        for k in range(first - 1, max(0, first - CALLED_REACH), -1):
            if noun not in bare(words.words[k]) or words.words[k].startswith("ال") or not words.beside(k):
                continue
            size, name = self.reader.name_at(words, k + 1, len(words.words))
            if size:
                return Seen(k + 1, k + 1 + size, name, self.known.named(name))
            if words.words[k + 1] not in self.table.describes:
                return Seen(k + 1, k + 2, words.words[k + 1], ())
        return None

    def _two(self, span: Span, kind: str, first: int) -> tuple[PlaceMention, ...]:
        """The last two places of a kind before the phrase, where two are named."""
        found = self._earlier(kind, first)
        for later, earlier in pairwise(found):
            if earlier.end == later.start and self.words.words[later.start].startswith("و"):
                return tuple(self._placed(span, self._again(seen, kind)) for seen in (earlier, later))
        return ()

    def _earlier(self, kind: str, first: int) -> list[Seen]:
        kinds = BACK_KINDS.get(kind, frozenset((kind,)))
        main = self.context.main() if kind == "region" else ""
        return [
            seen
            for seen in self.context.before(first)
            if any(known.kind in kinds and main in ("", known.country) for known in seen.known)
        ]

    def _again(self, seen: Seen, kind: str) -> Choice:
        """The places of an earlier name, of the kind that points back at it."""
        part = Part(seen.start, seen.end, seen.name, (kind,), "", False, False)
        inside = [place for box in self._behind(self.words, seen.end) for place in box.places]
        return choose(seen.known, part, inside, self.context, self._near).named("back")

    def _inside(self, words: Words, span: Span, stop: int) -> tuple[PlaceMention, ...]:
        """An unknown name: what is said right behind it of where that lies."""
        container = self._container(words, stop)
        if not container:
            return (PlaceMention(span, (), "place.unknown", "the gazetteer does not have its name"),)
        choice = self._settle(words, container)
        choice = self._directed(choice, container) if container.direction else choice
        return (self._placed(span, self._within(choice)),)

    def _border(self, words: Words, phrase: Phrase, span: Span, stop: int) -> tuple[PlaceMention, ...]:
        """The border of two countries; of one where the report is about a neighbour too."""
        codes = [*phrase.countries, *(known.country for part in phrase.parts for known in self.known.named(part.name))]
        for n in following(words, stop, 3) if stop < len(words.words) else ():
            name = self.reader.name_at(words, n, len(words.words))[1]
            codes += nationality(words.words[n]) or [k.country for k in self.known.named(name) if k.kind == "country"]
        wanted = tuple(dict.fromkeys(codes or self._border_before(words, stop)))[:2]
        found = _borders(self.known, wanted) if wanted else ()
        if len(wanted) == 1 and len(found) > 1:
            others = {_other(border, wanted[0]): border for border in found}
            clear = self.context.clearest([code for code in others if self.context.weights[code]])
            found = (others[clear],) if clear else tuple(b for c, b in others.items() if self.context.weights[c])
        why = "" if found else "it is not said whose border"
        return (self._placed(span, Choice(found, "border", why)),)

    def _border_before(self, words: Words, stop: int) -> list[str]:
        """The countries of the last border that is named before word `stop`."""
        for k in range(stop - 2, 0, -1):
            if value(self.table.head, words.words[k]) == "border":
                codes = [code for n in following(words, k + 1, 2) for code in nationality(words.words[n])]
                if codes:
                    return codes
        return []


def _is_city(seen: Seen) -> bool:
    """Whether a name is that of a capital or a large city, which nobody calls a small town."""
    return seen.name in by_capital() or any(known.population >= LARGE_CITY for known in seen.known)


def _names(found: Sequence[Known]) -> list[str]:
    """The folded names of countries."""
    return [name for known in found for name in _names_of(known.id)]


@lru_cache(maxsize=512)
def _names_of(code: str) -> tuple[str, ...]:
    return next((country.names for country in countries() if country.iso3 == code), ())


@lru_cache(maxsize=1)
def _borders(known: Gazetteer, wanted: Sequence[str]) -> tuple[Known, ...]:
    """The border of two countries, or all of one."""
    if len(wanted) == 2:
        pair = known.of(f"{wanted[0]}-{wanted[1]}") or known.of(f"{wanted[1]}-{wanted[0]}")
        return (pair,) if pair else ()
    ids = [area for area in known.by_id if area[3:4] == "-" and len(area) == 7 and wanted[0] in (area[:3], area[4:])]
    return tuple(border for area in ids if (border := known.of(area)))


def _other(border: Known, code: str) -> str:
    return border.id[4:] if border.id[:3] == code else border.id[:3]

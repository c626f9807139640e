"""Where: place phrases of one report to places, the candidates kept where more than one is left.

What is asked in turn: the longest known name, the kind that its head noun names, what else the phrase says (a country, a place
that it lies in), the countries that the report is about, and the distance to the other places of the report.  Population
alone decides nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache

from hudna.identify.gazetteer import Gazetteer, Known
from hudna.identify.offsets import around, between, shifted, turned
from hudna.identify.place_choice import Choice, choose
from hudna.identify.place_context import Context, Seen
from hudna.identify.place_phrases import Part, Phrase, PhraseReader, Words, bare, following, nationality, value
from hudna.rules.countries import by_capital, by_name, countries
from hudna.text.fold import fold
from hudna.theatres.load import theatres
from hudna.vocabulary import Place, PlaceMention, Span

STOPS = re.compile(r"[.\n!؟?]")
LOOK_AHEAD = 6
"""Words behind an unknown name in which it may be said where that lies (`حي كذا في مدينة كذا`)."""
NOTHING = "no name in the phrase"
KINGDOMS = ("SAU", "JOR", "MAR", "BHR")
BACK_KINDS = {
    "town": frozenset(("town", "village")),
    "governorate": frozenset(("governorate",)),
    "district": frozenset(("district", "town")),
    "quarter": frozenset(("quarter",)),
    "region": frozenset(("region", "town", "quarter", "governorate", "mountain", "district", "village")),
}
"""Kinds of the named place that a noun may point back at; other nouns want their own kind."""


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
        report = _Report(self, text, outlet)
        return {span: report.mentions(span) for span in dict.fromkeys(phrases)}


@lru_cache(maxsize=1024)
def _theatre_countries(outlet: str) -> tuple[str, ...]:
    """The countries of the theatres that an outlet reports."""
    found = (theatre.countries for theatre in theatres() if outlet in theatre.outlets)
    return tuple(dict.fromkeys(code for codes in found for code in codes))


class _Report:
    """One report and its phrases."""

    def __init__(self, locator: Locator, text: str, outlet: str) -> None:
        self.known, self.reader = locator.known, locator.reader
        self.table = locator.reader.table
        self.folded = fold(text)
        self.words = Words(self.folded.text)
        self.context = Context(self.reader, self.words, _theatre_countries(outlet))
        self.settled: dict[str, Choice] = {}

    def mentions(self, span: Span) -> tuple[PlaceMention, ...]:
        """What one phrase names."""
        words, first, stop = self._cut(span)
        if first == stop:
            return ()
        phrase = self.reader.read(words, first, stop)
        if phrase.is_border and not (phrase.parts and phrase.parts[0].name not in self._country_names()):
            return self._border(words, phrase, span, stop)
        if not phrase.parts:
            return self._unnamed(words, phrase, span, first, stop)
        found = [self._part(words, part, phrase) for part in phrase.parts]
        if len(found) == 2 and first and words.words[first - 1] == "بين":
            return self._between(found, span)
        if len(found) == 1:
            return (self._placed(span, found[0]),)
        return tuple(self._mention(words, part, choice, span) for part, choice in zip(phrase.parts, found, strict=True))

    def _cut(self, span: Span) -> tuple[Words, int, int]:
        """The words of the report, the first one cut where the phrase begins inside it."""
        start, end = self.folded.folded_span(span)
        words = self.words
        first = bisect_right(words.ends, start)
        stop = max(bisect_left(words.starts, end), first)
        if first < stop and words.starts[first] < start:
            words = _Cut(words, first, start)
        return words, first, stop

    # --- names

    def _part(self, words: Words, part: Part, phrase: Phrase) -> Choice:
        """The places that one name of a phrase may be, moved as its direction says."""
        inner = [self._settle(words, box) for box in part.containers] or self._behind(words, part.end)
        choice = self._settle(words, part, [place for box in inner for place in box.places])
        if part.is_unknown:
            choice = choice.moved(lambda known: around(known, "inside"), "within")
        elif part.direction:
            choice = self._directed(choice, part)
        elif part.is_near:
            choice = choice.moved(lambda known: around(known, "near"), "near")
        away = self._away(words, part.start)
        if away and choice.places:
            kilometres, direction = away
            choice = choice.moved(lambda known: shifted(known, direction, kilometres), "away")
            if not direction and kilometres > 25:
                choice = Choice(choice.places, choice.rule, f"{kilometres:g} km from it, and it is not said in which direction")
        return choice

    def _settle(self, words: Words, part: Part, inside: Sequence[Known] = ()) -> Choice:
        return choose(self.known.named(part.name), part, inside, self.context, self._near)

    def _near(self) -> list[Known]:
        """The places of the report that only one place can be meant by."""
        return [seen.known[0] for seen in self.context.seen if len(seen.known) == 1 and seen.known[0].precision == 1]

    def _behind(self, words: Words, k: int) -> list[Choice]:
        """What a name is said to lie in, right behind it (`الحوطة عاصمة محافظة لحج`)."""
        found = self._container(words, k)
        return [self._settle(words, found)] if found else []

    def _container(self, words: Words, k: int) -> Part | None:
        """The name behind word `k` that says where what stands before it lies, or None."""
        table = self.table
        link = False
        for n in following(words, k, LOOK_AHEAD) if k < len(words.words) else ():
            word = words.words[n]
            fused = word[0] in "بل" and word not in self.reader.known.longest
            link = link or word in table.within or word in table.belongs or fused or bool(table.direction.get(word))
            if not link:
                if value(table.head, word) or nationality(word) or word.startswith("ال"):
                    continue
                return None
            size, name = self.reader.name_at(words, n, len(words.words))
            if size and self.reader.is_name(words, n, size, name):
                parts = self.reader.read(words, max(n - 2, k), n + size).parts
                return parts[-1] if parts else None
            if word.startswith("و") and word not in table.belongs and n > k:
                return None
        return None

    def _directed(self, choice: Choice, part: Part) -> Choice:
        """The part of a place that lies in a direction; a region of ours where it is one."""
        named = [
            region
            for place in choice.places
            for region in self.known.named(f"{turned(part.direction)} {part.name}")
            if region.country == place.country
        ]
        if named:
            return Choice(tuple(dict.fromkeys(named)), "region")
        return choice.moved(lambda known: around(known, part.direction, "rural" in part.heads), "direction")

    def _away(self, words: Words, k: int) -> tuple[float, str] | None:
        """Kilometres and direction said before word `k` (`على بعد 10 كم شمال`)."""
        direction = ""
        for n in range(k - 1, max(k - 7, 0), -1):
            word = words.words[n]
            if word in self.table.away:
                number = words.words[n - 1].replace(",", ".")
                return (float(number), direction) if number.replace(".", "").isdigit() else None
            if turn := value(self.table.direction, word):
                direction = (turn + direction)[:2]
            elif word not in ("من", "عن", "الي") and not value(self.table.head, word):
                return None
        return None

    # --- no name

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
                return (self._placed(span, self._settle(words, part).named("capital")),)
        return (self._whole(span, phrase.countries or (self._land(first),), "", "capital"),)

    def _whole(self, span: Span, codes: Sequence[str], direction: str, kind: str = "country") -> PlaceMention:
        """A country, its capital, or the part of it that lies in a direction."""
        found = [known for code in dict.fromkeys(codes) if code and (known := self.known.of(code))]
        choice = Choice(tuple(found), kind, "" if found else "the report is about no one country")
        if direction:
            name = turned(direction)
            regions = [
                region
                for country in lands_names(found)
                for region in self.known.named(f"{name} {country}")
                if region.kind != "country"
            ]
            choice = (
                Choice(tuple(dict.fromkeys(regions)), "region")
                if regions
                else choice.moved(lambda known: around(known, direction), "direction")
            )
        elif kind == "capital":
            choice = choice.moved(lambda known: around(known, "capital"), "capital")
        return self._placed(span, choice)

    def _back(self, span: Span, phrase: Phrase, first: int) -> tuple[PlaceMention, ...]:
        """The last place before the phrase that is of the kind its noun names."""
        found = self._earlier(phrase.back, first)
        if not found:
            return (PlaceMention(span, (), f"place.back.{phrase.back}", "nothing of its kind is named before it"),)
        choice = self._again(found[0], phrase.back)
        if phrase.direction:
            choice = choice.moved(lambda known: around(known, phrase.direction), "direction")
        elif phrase.is_near:
            choice = choice.moved(lambda known: around(known, "near"), "near")
        return (self._placed(span, choice),)

    def _two(self, span: Span, kind: str, first: int) -> tuple[PlaceMention, ...]:
        """The last two places of a kind before the phrase, where two are named."""
        found = self._earlier(kind, first)
        for later, earlier in zip(found, found[1:], strict=False):
            if earlier.end == later.start and self.words.words[later.start].startswith("و"):
                return tuple(self._placed(span, self._again(seen, kind)) for seen in (earlier, later))
        return ()

    def _earlier(self, kind: str, first: int) -> list[Seen]:
        kinds = BACK_KINDS.get(kind, frozenset((kind,)))
        return [seen for seen in self.context.before(first) if any(known.kind in kinds for known in seen.known)]

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
        return (self._placed(span, choice.moved(lambda known: around(known, "inside"), "within")),)

    # --- borders and what lies between

    def _country_names(self) -> frozenset[str]:
        return _all_country_names()

    def _border(self, words: Words, phrase: Phrase, span: Span, stop: int) -> tuple[PlaceMention, ...]:
        """The border of two countries; of one where the report is about a neighbour too."""
        codes = [*phrase.countries, *(known.country for part in phrase.parts for known in self.known.named(part.name))]
        for n in following(words, stop, 3) if stop < len(words.words) else ():
            size, name = self.reader.name_at(words, n, len(words.words))
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

    def _between(self, found: Sequence[Choice], span: Span) -> tuple[PlaceMention, ...]:
        """The middle between two places."""
        middle = tuple(between(a, b) for a in found[0].places for b in found[1].places)
        return (self._placed(span, Choice(middle, "between", "" if middle else "an end of it is not known")),)

    # --- mentions

    def _mention(self, words: Words, part: Part, choice: Choice, span: Span) -> PlaceMention:
        """The mention of one name of several in a phrase, the letters fused to it left out."""
        first = words.words[part.start]
        lead = 0 if part.name.startswith(first) else len(first) - len(part.name.split(" ")[0])
        name = self.folded.printed_span(words.starts[part.start] + max(lead, 0), words.ends[part.end - 1])
        own = Span(max(name.start, span.start), min(name.end, span.end))
        return self._placed(own if own.start < own.end else span, choice)

    def _placed(self, span: Span, choice: Choice) -> PlaceMention:
        candidates = tuple(dict.fromkeys(_place(known) for known in choice.places))
        why = choice.why or ("several places bear the name" if len(candidates) > 1 else "")
        return PlaceMention(span, candidates, f"place.{choice.rule}", why)


class _Cut(Words):
    """Words of which one begins later than printed: the fused letter before a phrase is no part of it."""

    def __init__(self, words: Words, k: int, start: int) -> None:
        self.text, self.ends = words.text, words.ends
        self.words = [*words.words[:k], words.text[start : words.ends[k]], *words.words[k + 1 :]]
        self.starts = [*words.starts[:k], start, *words.starts[k + 1 :]]


def lands_names(found: Sequence[Known]) -> list[str]:
    """The folded names of countries."""
    return [name for known in found for name in _names_of(known.id)]


@lru_cache(maxsize=512)
def _names_of(code: str) -> tuple[str, ...]:
    return next((country.names for country in countries() if country.iso3 == code), ())


@lru_cache(maxsize=1)
def _all_country_names() -> frozenset[str]:
    return frozenset(by_name())


def _borders(known: Gazetteer, wanted: Sequence[str]) -> tuple[Known, ...]:
    """The border of two countries, or all of one."""
    if len(wanted) == 2:
        pair = known.of(f"{wanted[0]}-{wanted[1]}") or known.of(f"{wanted[1]}-{wanted[0]}")
        return (pair,) if pair else ()
    ids = [area for area in known.by_id if area[3:4] == "-" and len(area) == 7 and wanted[0] in (area[:3], area[4:])]
    return tuple(border for area in ids if (border := known.of(area)))


def _other(border: Known, code: str) -> str:
    return border.id[4:] if border.id[:3] == code else border.id[:3]


def _place(known: Known) -> Place:
    return Place(
        known.id, known.name, known.country, known.admin, round(known.lat, 4), round(known.lon, 4), known.kind,
        known.precision, known.pcode,
    )  # fmt: skip


Locate = Callable[[str, Sequence[Span], str], dict[Span, tuple[PlaceMention, ...]]]

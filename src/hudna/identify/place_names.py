"""Names in place phrases to places, with what the phrase and the words behind it say of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from hudna.identify.gazetteer import Gazetteer, Known
from hudna.identify.offsets import around, shifted, turned
from hudna.identify.place_choice import Choice, choose
from hudna.identify.place_context import Context
from hudna.identify.place_phrases import Part, PhraseReader, Words, bare, following, nationality, value
from hudna.identify.place_walk import read_phrase
from hudna.text.fold import fold
from hudna.vocabulary import Place, PlaceMention, Span

LOOK_AHEAD: Final = 6
"""Words behind an unknown name in which it may be said where that lies (`حي كذا في مدينة كذا`)."""
WIDE: Final = 60.0
"""Radius of an area, in kilometres, from which on a place somewhere in it is not found yet."""
UNSAID: Final = 25
"""Kilometres from a place, without a direction, from which on a point there would say too much."""


class NamedPlaces:
    """One report, and the names in its place phrases."""

    def __init__(self, known: Gazetteer, reader: PhraseReader, text: str, theatre: Sequence[str]) -> None:
        self.known, self.reader, self.table = known, reader, reader.table
        self.folded = fold(text)
        self.words = Words(self.folded.text)
        self.context = Context(reader, self.words, theatre)

    def _cut(self, span: Span) -> tuple[Words, int, int]:
        """The words of the report, the first one cut where the phrase begins inside it."""
        start, end = self.folded.folded_span(span)
        words = self.words
        first = bisect_right(words.ends, start)
        stop = max(bisect_left(words.starts, end), first)
        if first < stop and words.starts[first] < start:
            words = _Cut(words, first, start)
        return words, first, stop

    def _part(self, words: Words, part: Part) -> Choice:
        """The places that one name of a phrase may be, moved as its direction says."""
        inner = [self._settle(words, box) for box in part.containers] or self._behind(words, part.end)
        inside = [place for box in inner for place in box.places]
        choice = self._settle(words, part, inside)
        if len(inside) == 1 and inside[0].country and not any(p.country == inside[0].country for p in choice.places):
            return self._within(Choice(tuple(inside), "within"))
        if part.is_unknown:
            choice = self._within(choice)
        elif part.direction:
            choice = self._directed(choice, part)
        elif part.is_near:
            choice = choice.moved(lambda known: around(known, "near"), "near")
        away = self._away(words, part.start)
        if away and choice.places:
            kilometres, direction = away
            choice = choice.moved(lambda known: shifted(known, direction, kilometres), "away")
            if not direction and kilometres > UNSAID:
                choice = Choice(
                    choice.places, choice.rule, f"{kilometres:g} km from it, and it is not said in which direction"
                )
        return choice

    def _within(self, choice: Choice) -> Choice:
        """Somewhere in a place, for what the gazetteer does not have: open where that is too large to say where it is."""
        moved = choice.moved(lambda known: around(known, "inside"), "within")
        large = any(known.radius > WIDE for known in choice.places)
        return (
            Choice(moved.places, "within", "the gazetteer does not have its name, only where it lies")
            if large
            else moved
        )

    def _settle(self, words: Words, part: Part, inside: Sequence[Known] = ()) -> Choice:
        known = self.known.named(part.name)
        if part.heads and part.start:
            before = next((form for form in bare(words.words[part.start - 1]) if form in self.table.head), "")
            known = self.known.named(f"{before} {part.name}") or known
        return choose(known, part, inside, self.context, self._near)

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
            fused = word[0] in "بل" and any(f in table.head or f in self.known.longest for f in bare(word)[1:])
            link = link or word in table.within or word in table.belongs or fused or bool(table.direction.get(word))
            if not link:
                if value(table.head, word) or nationality(word) or word.startswith("ال"):
                    continue
                return None
            size, name = self.reader.name_at(words, n, len(words.words))
            if size and self.reader.is_name(words, n, size, name):
                parts = read_phrase(self.reader, words, max(n - 2, k), n + size).parts
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

    def _mention(self, words: Words, part: Part, choice: Choice, span: Span) -> PlaceMention:
        """The mention of one name of several in a phrase, the letters fused to it left out."""
        first = words.words[part.start]
        lead = 0 if part.name.startswith(first) else len(first) - len(part.name.split(" ")[0])
        name = self.folded.printed_span(words.starts[part.start] + max(lead, 0), words.ends[part.end - 1])
        own = Span(max(name.start, span.start), min(name.end, span.end))
        return self._placed(own if own.start < own.end else span, choice)

    def _placed(self, span: Span, choice: Choice) -> PlaceMention:
        places = choice.places
        candidates = (_place(places[0]),) if len(places) == 1 else tuple(dict.fromkeys(map(_place, places)))
        why = choice.why or ("several places bear the name" if len(candidates) > 1 else "")
        return PlaceMention(span, candidates, f"place.{choice.rule}", why)


class _Cut(Words):
    """Words of which one begins later than printed: the fused letter before a phrase is no part of it."""

    def __init__(self, words: Words, k: int, start: int) -> None:
        self.text, self.ends = words.text, words.ends
        self.words, self.starts = words.words.copy(), words.starts.copy()
        self.words[k], self.starts[k] = words.text[start : words.ends[k]], start


@lru_cache(maxsize=4096)
def _place(known: Known) -> Place:
    return Place(
        known.id, known.name, known.country, known.admin, round(known.lat, 4), round(known.lon, 4), known.kind,
        known.precision, known.pcode,
    )  # fmt: skip

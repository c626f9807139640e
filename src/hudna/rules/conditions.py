"""What must stand near a word, or must not: conditions as data, compiled to bits.

A cell of `needs` or `not` holds alternatives parted by `|`, each of them tests parted by `&` that must all hold; one
alternative of `needs` must hold, and none of `not`.  A test is one of

    after4:@truce,word          one of the next four tokens of the clause is in the set `truce`, or is `word`
    before2:...  near5:...      the same for the tokens before it, or for those on either side
    onward9:...  backward9:...  after and before, across commas
    earlier40:...               before it, in the sentences before its own as well
    object:...  subject:...     where what the word governs, or who does it, can stand (`_governed`)
    self:suffix,verb            the word itself is so (`SELVES`)

with `not_` before it where the opposite is meant.  A word matches whatever is fused to it (`وبالهدنة` is `هدنة`), one of
a named set also in the dual and the sound plural (`نقطتين` is `نقطة`), a member that ends in `*` every word that begins so,
`#` every number, and `وقف+إطلاق` the word `وقف` with `إطلاق` within three tokens after it.  Commas around a short
circumstance (`، مساء أمس،`; the set `aside` opens it) end no clause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hudna.rules.clitics import splits
from hudna.rules.words import folded

SELVES: Final = [
    "verb",
    "masdar",
    "noun",
    "suffix",
    "definite",
    "indef",
    "perfect",
    "imperfect",
    "passive",
    "active",
    "prep_b",
    "prep_l",
    "plural",
    "accusative",
    "start",
    "feminine",
]
SELF: Final = {name: 1 << i for i, name in enumerate(SELVES)}
WALL: Final = 1
"""The bit of a mark at which a clause ends."""
WALLS: Final = frozenset("،؛.!؟?:\n…")
SHORTEST: Final = 3
"""Letters that a word must at least begin with to be a member by its beginning."""
PAIR_REACH: Final = 3
ASIDE_REACH: Final = 8
EARLIER_REACH: Final = 80
_SINGULAR: Final = 2
_LAST_OF_MANY: Final = frozenset("نتوي")
"""The last letters of duals and sound plurals."""


@dataclass(frozen=True, slots=True)
class Test:
    """Looks `behind` and `ahead` so many tokens, both 0 where the word itself is asked.

    `wall` is what stops the look, and where it is not `across` the sentence's beginning does too.
    """

    behind: int
    ahead: int
    bits: int
    wall: int
    negated: bool
    across: bool = False
    part: str = ""


Mark = frozenset[int]
"""What is asked of words that a word answers: the numbers of the masks with which it shares a bit (`WordSets.asked`)."""
Pairs = tuple[tuple[int, int], ...]
"""What a word opens with each word that may follow it: the number that the second answers, and the bit of both together."""
NO_WALL: Final = -1
WALL_MARK: Final = 0
"""The number of the mask `WALL`, which is asked first."""

Alternatives = tuple[tuple[Test, ...], ...]


class Answer:
    """What a word answers by itself, and the pairs that it opens, with the numbers of all their second words.

    `numbers` has a bit for every number of the mark; `is_plain` is whether the word answers and opens nothing, as most do.
    """

    __slots__ = ("is_comma", "is_plain", "mark", "numbers", "pairs", "seconds")

    def __init__(self, mark: Mark, numbers: int, pairs: Pairs, is_comma: bool) -> None:
        self.mark = mark
        self.numbers = numbers
        self.pairs = pairs
        self.seconds = frozenset(second for second, _ in pairs)
        self.is_comma = is_comma
        self.is_plain: bool = not (mark or pairs or is_comma)


class Answers(dict[str, Answer]):
    """The answer of a folded word; each word is worked out once, and anew once more is asked."""

    def __init__(self, sets: "WordSets") -> None:
        super().__init__()
        self._sets = sets

    def __missing__(self, word: str) -> Answer:
        found = self[word] = self._sets.answer(word)
        return found


class WordSets(dict[str, int]):
    """The bits of the sets that a folded word, whatever is fused to it, belongs to; each word is worked out once."""

    def __init__(self, members: dict[str, Sequence[str]]) -> None:
        super().__init__()
        self._exact: dict[str, int] = dict.fromkeys(WALLS, WALL)
        self._begins: dict[str, list[tuple[str, int]]] = {}
        self._counted: dict[str, int] = {}
        self._next = 2
        self._named: dict[str, int] = {}
        self._singles: dict[str, int] = {}
        self._pairs: dict[int, list[tuple[int, int]]] = {}
        self._firsts = 0
        self._asked: dict[int, int] = {}
        self._answers: dict[int, list[int]] = {}
        self._numbers: dict[int, int] = {}
        self._marks: dict[int, tuple[Mark, int]] = {}
        self._given: dict[int, Answer] = {}
        self.answers = Answers(self)
        self.asked(WALL)
        for name, words in members.items():
            self._named[name] = bit = self._new(words)
            for word in words:
                for part in word.split("+"):
                    number = bit if part == word else self._single(part)
                    self._counted[folded(part)] = self._counted.get(folded(part), 0) | number
        self.aside = self.asked(self._named.get("aside", 0))

    def bits(self, members: str, where: str) -> int:
        """The bits that stand for `@set,word,word`; raises ValueError where a set is not known."""
        bits = 0
        loose = []
        for member in members.split(","):
            if not member.startswith("@"):
                loose.append(member)
            elif member[1:] in self._named:
                bits |= self._named[member[1:]]
            else:
                raise ValueError(f"{where}: no set {member}; add it to event_words.tsv")
        return bits | self._new(loose) if loose else bits

    def asked(self, mask: int) -> int:
        """The number of a mask that tests ask for; the same mask always has the same."""
        if mask not in self._asked:
            self._asked[mask] = number = len(self._asked)
            for bit in _bits(mask):
                self._answers.setdefault(bit, []).append(number)
                self._numbers[bit] = self._numbers.get(bit, 0) | 1 << number
            self._marks.clear()
            self.answers.clear()
            self._given.clear()
        return self._asked[mask]

    def mark(self, bits: int) -> tuple[Mark, int]:
        """What a word with these bits answers, as a small set, which is looked into fast, and as a bit for every number of it."""
        found = self._marks.get(bits)
        if found is None:
            answered: set[int] = set()
            numbers = 0
            for bit in _bits(bits):
                if bit in self._answers:
                    answered.update(self._answers[bit])
                    numbers |= self._numbers[bit]
            found = self._marks[bits] = frozenset(answered), numbers
        return found

    def answer(self, word: str) -> Answer:
        """What a word answers by itself, whatever stands around it."""
        bits = self[word]
        found = self._given.get(bits)
        if found is None or found.is_comma != (word == "،"):
            pairs = [pair for first in _bits(bits & self._firsts) for pair in self._pairs[first]]
            found = self._given[bits] = Answer(*self.mark(bits), tuple(pairs), word == "،")
        return found

    def _new(self, words: Sequence[str]) -> int:
        bit = self._take()
        for word in words:
            first, plus, second = word.partition("+")
            if plus:
                opening = self._single(first)
                self._pairs.setdefault(opening.bit_length(), []).append((self.asked(self._single(second)), bit))
                self._firsts |= opening
            elif word.endswith("*"):
                beginning = folded(word[:-1])
                self._begins.setdefault(beginning[:SHORTEST], []).append((beginning, bit))
            else:
                self._exact[folded(word)] = self._exact.get(folded(word), 0) | bit
        return bit

    def _single(self, word: str) -> int:
        if word not in self._singles:
            self._singles[word] = bit = self._take()
            self._exact[folded(word)] = self._exact.get(folded(word), 0) | bit
        return self._singles[word]

    def _take(self) -> int:
        bit = self._next
        self._next <<= 1
        return bit

    def __missing__(self, word: str) -> int:
        exact, begins = self._exact, self._begins
        bits = exact.get("#" if word[0].isdigit() else word, 0)
        for split in splits(word):
            stem, suffix = split.stem, split.suffix
            if found := exact.get(stem):
                bits |= found
            if stem[-1] == "ا" and (found := exact.get(stem[:-1])):
                bits |= found
            for singular in _singulars(stem) if stem[-1] in _LAST_OF_MANY else ():
                if found := self._counted.get(singular):
                    bits |= found
            if suffix and (found := exact.get(stem + suffix)):
                bits |= found
            for beginning, bit in begins.get(stem[:SHORTEST], ()):
                if stem.startswith(beginning):
                    bits |= bit
        if len(word) == 4 and word.startswith("ال"):
            bits |= exact.get(word[2:], 0)
        if len(word) == 3 and word[0] in "وف":
            bits |= exact.get(word[1:], 0)
        self[word] = bits
        return bits


def _singulars(stem: str) -> tuple[str, ...]:
    """The words of which a stem may be the dual or the sound plural; in the genitive they lose their `ن`."""
    if len(stem) > _SINGULAR + 2:
        if stem.endswith(("تين", "تان")):
            return (stem[:-3] + "ه",)
        if stem.endswith(("ين", "ان", "ون")):
            return (stem[:-2],)
        if stem.endswith("ات"):
            return (stem[:-2] + "ه", stem[:-2])
    if len(stem) > _SINGULAR + 2 and stem.endswith("و"):
        return (stem[:-1],)
    if len(stem) > _SINGULAR + 1 and stem.endswith("تي"):
        return (stem[:-2] + "ه",)
    return ()


def _bits(mask: int) -> list[int]:
    """The places of the bits of a mask, from 1 on.

    Tables have places for keys and no powers of two, of which dozens have the same hash.
    """
    found = []
    while mask:
        bit = mask & -mask
        mask ^= bit
        found.append(bit.bit_length())
    return found


def conditions(cell: str, sets: WordSets, where: str) -> Alternatives:
    """The alternatives written in a cell; raises ValueError, naming `where`, for one that cannot be read."""
    return tuple(tuple(_test(test, sets, where) for test in part.split("&")) for part in cell.split("|") if part)


_PARTS: Final = ("object", "subject")
_SIDES: Final = {
    "after": (0, 1, WALL_MARK),
    "before": (1, 0, WALL_MARK),
    "near": (1, 1, WALL_MARK),
    "onward": (0, 1, NO_WALL),
    "backward": (1, 0, NO_WALL),
    "earlier": (1, 0, NO_WALL),
}


def _test(written: str, sets: WordSets, where: str) -> Test:
    negated = written.startswith("not_")
    head, colon, members = written.removeprefix("not_").partition(":")
    if not colon or not members:
        raise ValueError(f"{where}: {written!r} is no test; write it as after4:word,@set")
    if head == "self":
        unknown = [name for name in members.split(",") if name not in SELF]
        if unknown:
            raise ValueError(f"{where}: self:{unknown[0]} is none of {', '.join(SELVES)}")
        return Test(0, 0, sum(SELF[name] for name in members.split(",")), NO_WALL, negated)
    if head in _PARTS:
        wall = sets.asked(WALL | sets.bits("@brake", where))
        return Test(0, 0, sets.asked(sets.bits(members, where)), wall, negated, part=head)
    side = head.rstrip("0123456789")
    reach = int(head[len(side) :] or 0)
    if side not in _SIDES or not reach:
        raise ValueError(
            f"{where}: {written!r} must begin with self:, object:, subject: or one of {', '.join(_SIDES)} and a number"
        )
    if side == "earlier" and reach > EARLIER_REACH:
        raise ValueError(f"{where}: {written!r} looks back further than {EARLIER_REACH} tokens")
    behind, ahead, wall = _SIDES[side]
    bits = sets.asked(sets.bits(members, where))
    return Test(behind * reach, ahead * reach, bits, wall, negated, side == "earlier")


def marks_of(words: list[str], sets: WordSets) -> tuple[list[Mark], int]:
    """What each word of a sentence answers, pairs included, and a bit for every number among these marks."""
    answers = sets.answers
    marks: list[Mark] = []
    numbers = 0
    opening: list[int] = []
    commas: list[int] = []
    for i, word in enumerate(words):
        answer = answers[word]
        marks.append(answer.mark)
        if answer.is_plain:
            continue
        numbers |= answer.numbers
        if answer.pairs:
            opening.append(i)
        if answer.is_comma:
            commas.append(i)
    for i in opening:
        more = _together(answers[words[i]], marks, i)
        if more:
            marks[i], together = sets.mark(sets[words[i]] | more)
            numbers |= together
    for i in commas:
        _open_aside(words, marks, i, sets.aside)
    return marks, numbers


def _together(opening: Answer, marks: list[Mark], i: int) -> int:
    """The bits of the pairs whose second word stands right behind token `i`."""
    more = 0
    seconds = opening.seconds
    for k in range(i + 1, min(i + 1 + PAIR_REACH, len(marks))):
        ahead = marks[k]
        if not ahead or seconds.isdisjoint(ahead):
            continue
        for second, bit in opening.pairs:
            if second in ahead:
                more |= bit
    return more


def _open_aside(words: list[str], marks: list[Mark], i: int, aside: int) -> None:
    """Take the walls off the comma at token `i` and its fellow where they stand around a circumstance."""
    if i + 2 >= len(words) or aside not in marks[i + 1]:
        return
    for j in range(i + 2, min(i + 2 + ASIDE_REACH, len(words))):
        if WALL_MARK in marks[j]:
            if words[j] == "،":
                marks[i] = marks[j] = frozenset()
            return


def without_asides(words: list[str], marks: list[Mark]) -> tuple[list[Mark], list[int]] | None:
    """The marks of a sentence without its asides, commas and all, and where each token stands in them, -1 inside one.

    None where there is no aside: what stands in one is no distance between a word and what belongs to it.
    """
    commas = [i for i, word in enumerate(words) if word == "،" and not marks[i]]
    if not commas:
        return None
    left: list[Mark] = []
    places: list[int] = []
    for i, mark in enumerate(marks):
        passed = sum(comma < i for comma in commas)
        inside = passed % 2 == 1 or i in commas
        places.append(-1 if inside else len(left))
        if not inside:
            left.append(mark)
    return left, places


class Past:
    """The marks of what stands before a sentence, worked out when a test first looks there."""

    __slots__ = ("_marks", "_sets", "_words")

    def __init__(self, words: list[str], sets: WordSets) -> None:
        self._words = words
        self._sets = sets
        self._marks: list[Mark] | None = None

    def last(self, count: int) -> list[Mark]:
        """The marks of the last `count` words."""
        if self._marks is None:
            self._marks = marks_of(self._words, self._sets)[0]
        return self._marks[-count:]


class Sight:
    """What conditions see of a sentence: the marks of its words, and what stands before it.

    A number that is not among `numbers` is in none of the marks.
    """

    __slots__ = ("marks", "numbers", "past", "present")

    def __init__(self, marks: list[Mark], numbers: int, past: Past) -> None:
        self.marks = marks
        self.past = past
        self.numbers = numbers
        self.present: bytes = numbers.to_bytes(numbers.bit_length() // 8 + 1, "little")

    def has(self, number: int) -> bool:
        """Whether any word may answer that number; one look, where most conditions end."""
        at = number >> 3
        return at < len(self.present) and bool(self.present[at] >> (number & 7) & 1)


def any_holds(alternatives: Alternatives, sight: Sight, at: int, own: int) -> bool:
    """Whether one alternative holds for the word at `at` of its sentence, whose `SELF` bits are `own`."""
    for tests in alternatives:
        for test in tests:
            if _holds(test, sight, at, own) is test.negated:
                break
        else:
            return True
    return False


def _holds(test: Test, sight: Sight, at: int, own: int) -> bool:
    bits, behind, ahead = test.bits, test.behind, test.ahead
    if test.part:
        return _governed(sight, at, own, test.part, bits, test.wall)
    if not (behind or ahead):
        return bool(own & bits)
    if sight.has(bits):
        if ahead and _ahead(sight.marks, at + 1, ahead, bits, test.wall):
            return True
        if behind and _behind(sight.marks, at, behind, bits, test.wall):
            return True
    return test.across and behind > at and _last(sight.past.last(behind - at), bits, test.wall)


_REACHES: Final = {"object": (10, 4), "subject": (5, 3)}
"""How many tokens after a verb, and after a noun, its object and its subject stand."""
_PRONOUN_REACH: Final = 14


def _governed(sight: Sight, at: int, own: int, part: str, bits: int, stop: int) -> bool:
    """Whether one of `bits` stands where the object or the subject of a word can.

    That is after it, up to a word that opens another clause; before it where a pronoun at the word points back, where a
    verb is passive, or where a subject precedes its verb.
    """
    verb = own & SELF["verb"]
    present = sight.has(bits)
    if present and _ahead(sight.marks, at + 1, _REACHES[part][0 if verb else 1], bits, stop):
        return True
    if own & SELF["suffix"] and (part == "object" or not verb):
        if present and _behind(sight.marks, at, _PRONOUN_REACH, bits, NO_WALL):
            return True
        return at < _PRONOUN_REACH and _last(sight.past.last(_PRONOUN_REACH - at), bits, NO_WALL)
    if not verb or not present:
        return False
    behind = 7 if part == "subject" else 0 if not own & SELF["passive"] else 3 if own & SELF["active"] else 9
    return _behind(sight.marks, at, behind, bits, WALL_MARK)


def _ahead(marks: list[Mark], start: int, reach: int, asked: int, wall: int) -> bool:
    """Whether one of `reach` words from `start` on answers, before a wall."""
    for k in range(start, min(start + reach, len(marks))):
        mark = marks[k]
        if asked in mark:
            return True
        if wall in mark:
            return False
    return False


def _behind(marks: list[Mark], at: int, reach: int, asked: int, wall: int) -> bool:
    """Whether one of `reach` words before `at` answers, behind a wall that is nearer none."""
    for k in range(at - 1, max(-1, at - 1 - reach), -1):
        mark = marks[k]
        if asked in mark:
            return True
        if wall in mark:
            return False
    return False


def _last(marks: list[Mark], asked: int, wall: int) -> bool:
    return _behind(marks, len(marks), len(marks), asked, wall)

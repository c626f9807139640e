"""Who speaks for whom in one report."""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.stated import Hop, Phrase, Stated
from hudna.rules.frames import RULES
from hudna.rules.nouns import ARMED, LEXICON, LONG_SIDES, QUALIFYING, SIDES, Names, bare_name
from hudna.vocabulary import SourceKind

UNNAMED: Final = frozenset({"مصدر", "مصادر"})
MEDIATING: Final = RULES.words["mediating"]
GENERIC: Final = RULES.words["generic"]
OWN_SIDE: Final = RULES.words["own_side"]
ONLOOKERS: Final = RULES.words["onlookers"]
EXPERTS: Final = RULES.words["experts"]
EXPERT_WITHIN: Final = 5
OFFICIAL: Final = RULES.words["official"]
STATEMENTS: Final = frozenset(bare_name(word) for word in RULES.words["statements"])
ELDERS: Final = frozenset(bare_name(word) for word in RULES.words["elders"])
KIN: Final = frozenset(bare_name(word) for word in RULES.words["kin"])
POINTED: Final = frozenset(bare_name(word) for word in RULES.words["pointed"])
SAME: Final = RULES.words["same"]
_OFFICE: Final = Names.PERSON | Names.INSTITUTION | Names.FORCE | Names.STATE | Names.GROUP
_SIDED: Final = Names.FORCE | Names.GROUP | Names.INSTITUTION | Names.STATE | Names.NISBA | Names.ADJECTIVE
_GOVERNING: Final = RULES.words["governing"]
_ARMED: Final = _GOVERNING | RULES.words["armed_state"]
_OWNED: Final = ARMED | Names.INSTITUTION | Names.STATE | Names.PLACE | Names.PEOPLE
_SIDE_NAMES: Final = frozenset(SIDES.values()) | frozenset(LONG_SIDES.values())
_FOES: Final = Names.FIGHTERS | Names.GROUP | Names.PEOPLE
_KINDS: Final = frozenset(bare_name(word) for word in RULES.words["kinds"])
_OPENING: Final = frozenset({"،", "(", "«", '"', "“"})
_FULL_NAME: Final = 3
"""Words that a name has at most."""
_REACH: Final = 8
"""How many words of what stands beside a name tell whose man he is."""


class Bond(Enum):
    """How the side that speaks stands to the side that acts."""

    OWN = "own"
    OTHER = "other"
    OPEN = "open"


class Sides:
    """Names that earlier mentions of a speaker carried stay with him, and so does what stands beside them."""

    def __init__(self, words: list[str], stated: Sequence[Stated]) -> None:
        self._words = words
        self._heads: dict[str, set[str]] = {}
        self._bodies: dict[str, set[str]] = {}
        self._officers: set[str] = set()
        self._plain: set[str] = set()
        self._described: set[str] = set()
        self._elders: set[str] = set()
        self._unheard: Sequence[Stated] = stated

    def meet(self, phrase: Phrase) -> None:
        """Keep under his surname what a phrase says of the one whom it names: his side, and whether he holds an office."""
        self._note(phrase, {key for key in _keys(self._words, phrase) if key not in GENERIC})

    def bond(self, speaker: Hop, actor: Sequence[Mention]) -> Bond:
        """Whether the speaker is of the actor's side, of another, or nothing tells."""
        self._hear_all()
        if self._same(speaker, actor):
            return Bond.OWN
        known = self._known(speaker) & _SIDE_NAMES
        foes = any(mention.flags & _FOES and not mention.flags & Names.FORCE for mention in actor)
        named = any(_names(self._words, mention.phrase) & _SIDE_NAMES for mention in actor)
        return Bond.OTHER if foes or (named and known) or not actor else Bond.OPEN

    def speaks_for(self, speaker: Hop, actor: Sequence[Mention]) -> bool:
        return self.bond(speaker, actor) is Bond.OWN

    def holds_office(self, speaker: Hop) -> bool:
        """Whether who speaks can bind a side: no onlooker, no mediator, no source of whom nothing is said."""
        if speaker.kind in (SourceKind.OUTLET, SourceKind.DOCUMENT) or self.mediates(speaker.phrase):
            return False
        words = self._words[speaker.phrase.start : speaker.phrase.end]
        bare = bare_name(words[0])
        if bare in ONLOOKERS or any(bare_name(word) in EXPERTS for word in words[1:EXPERT_WITHIN]):
            return False
        self._hear_all()
        if bare in UNNAMED and not any(LEXICON[word].flags & _SIDED or _bare(word) in OFFICIAL for word in words[1:]):
            return len(words) == 1 and bare in self._officers and bare not in self._plain
        return (
            bare in POINTED
            or _titled(words)
            or any(key in self._officers for key in _keys(self._words, speaker.phrase))
        )

    def renowned(self, speaker: Hop) -> bool:
        """Whether the press names him without his office, which everybody knows then."""
        phrase = speaker.phrase
        if speaker.kind is not SourceKind.NAMED_PERSON or phrase.end > phrase.start + _FULL_NAME:
            return False
        words = self._words[phrase.start : phrase.end]
        if len(words) > 1 and not all(word.isalpha() and not LEXICON[word].flags for word in words):
            return False
        return (len(words) > 1 or bare_name(words[0]) not in self._plain) and _keys(self._words, phrase).isdisjoint(
            self._described
        )

    def _is_statement(self, speaker: Hop) -> bool:
        """Whether what speaks is the paper of one side (`جاء في البيان`)."""
        words = self._words[speaker.phrase.start : speaker.phrase.end]
        return (
            speaker.kind is SourceKind.DOCUMENT
            and bare_name(words[0]) in STATEMENTS
            and not self.mediates(speaker.phrase)
        )

    def mediates(self, phrase: Phrase) -> bool:
        return any(bare in MEDIATING for bare in _bares(self._words[phrase.start : phrase.end]))

    def own(self, start: int, end: int) -> bool:
        """Whether a word among tokens `[start, end)` names the speaker's own side by a pronoun (`بلاده`, `قواته`)."""
        return any(_of_himself(word) for word in self._words[start:end])

    def _hear_all(self) -> None:
        for one in self._unheard:
            for hop in one.chain:
                self._note(hop.phrase, _keys(self._words, hop.phrase))
        self._unheard = ()

    def _note(self, phrase: Phrase, keys: set[str]) -> None:
        beside = Phrase(phrase.end, phrase.end)
        person = LEXICON[self._words[phrase.start]].flags & Names.PEOPLE == 0
        if person and phrase.end < len(self._words):
            beside = self._beside(phrase.end)
        names = _names(self._words, phrase) | _names(self._words, beside)
        words = self._words[phrase.start : phrase.end]
        titled = _titled(words) or beside.end > beside.start or any(_bare(word) in OFFICIAL for word in words)
        bodies = _bodies(self._words, phrase) | _bodies(self._words, beside)
        if not ELDERS.isdisjoint(_bares(words)):
            self._elders |= keys
        for key in keys:
            self._heads.setdefault(key, set()).update(names)
            self._bodies.setdefault(key, set()).update(bodies)
            if titled:
                self._officers.add(key)
            elif any(_bare(word) not in SAME for word in words[1:]):
                self._plain.add(key)
                if any(LEXICON[word].flags or word.startswith("ال") for word in words[:1]):
                    self._described.add(key)

    def _beside(self, at: int) -> Phrase:
        """The office that stands beside a name, after a comma or without (`فلان، المتحدث باسم الحكومة`)."""
        start = at + (self._words[at] in _OPENING)
        if start >= len(self._words) or not LEXICON[self._words[start]].flags & Names.PERSON:
            return Phrase(at, at)
        end = start
        while end < min(start + _REACH, len(self._words)) and self._words[end].isalpha():
            end += 1
        return Phrase(start, end)

    def _known(self, speaker: Hop) -> set[str]:
        known = set(_names(self._words, speaker.phrase))
        for key in _keys(self._words, speaker.phrase):
            known |= self._heads.get(key, set())
        return known

    def _body(self, speaker: Hop) -> set[str]:
        """The kinds of body that a speaker is known to speak for (`الناطق باسم الحركة`)."""
        found = _bodies(self._words, speaker.phrase)
        for key in _keys(self._words, speaker.phrase):
            found |= self._bodies.get(key, set())
        return found

    def _unknown(self, speaker: Hop) -> bool:
        """Whether who speaks is a source of whom nothing is said."""
        phrase = speaker.phrase
        return phrase.end == phrase.start + 1 and bare_name(self._words[phrase.start]) in UNNAMED

    def _same(self, speaker: Hop, actor: Sequence[Mention]) -> bool:
        """Whether speaker and actor share a name or a side, or an officer speaks of the authorities."""
        known = self._known(speaker)
        elder = any(bare in ELDERS for bare in _bares(self._words[speaker.phrase.start : speaker.phrase.end])) or any(
            key in self._elders for key in _keys(self._words, speaker.phrase)
        )
        for mention in actor:
            if mention.phrase == speaker.phrase:
                return not self._unknown(speaker)
            if mention.flags & Names.PARTY:
                return not self.mediates(speaker.phrase)
            words = self._words[mention.start : mention.end]
            if elder and bare_name(words[0]) in KIN:
                return True
            if _core(words) == _core(self._words[speaker.phrase.start : speaker.phrase.end]):
                return True
            if any(_of_himself(word) for word in words):
                return True
            names = _names(self._words, mention.phrase)
            if names & known:
                return True
            if len(words) == 1 and mention.definite and _bare(words[0]) in self._body(speaker):
                return True
            heads = _bares([word for word in words if not LEXICON[word].flags & QUALIFYING])
            if (self.holds_office(speaker) or self._is_statement(speaker)) and heads & (
                _GOVERNING if names else _ARMED
            ):
                return True
        return False


def _of_himself(word: str) -> bool:
    return word in OWN_SIDE or bool(LEXICON[word].suffix and LEXICON[word].flags & _OWNED)


def _describes(word: str) -> bool:
    """Whether a word is a mere adjective, which names no side (`الشعبية`, `العسكرية`)."""
    flags = LEXICON[word].flags
    return bool(flags & Names.ADJECTIVE) and not flags & Names.NISBA


def _states_in(words: list[str]) -> list[str]:
    """The states named in two words or more (`الولايات المتحدة`)."""
    pairs = ((_bare(first), _bare(second)) for first, second in pairwise(words))
    return [LONG_SIDES[pair] for pair in pairs if pair in LONG_SIDES]


def _titled(words: list[str]) -> bool:
    """Whether a phrase has an office in it, before the name or after it."""
    return any(LEXICON[word].flags & _OFFICE and _bare(word) not in ONLOOKERS for word in words)


def _core(words: list[str]) -> frozenset[str]:
    """The words of a phrase without what is fused to them, the titles of office and rank among them."""
    return frozenset(_bare(word) for word in words if word.isalpha())


@lru_cache(maxsize=1 << 15)
def _bare(word: str) -> str:
    """A word to compare names by, without conjunction, preposition, article and plural ending."""
    noun = LEXICON[word]
    bare = word[noun.lead :].removesuffix(noun.suffix)
    bare = bare_name("ال" + bare[2:] if bare.startswith("لل") else bare)
    return bare[:-2] if len(bare) > 5 and bare.endswith(("ون", "ين")) else bare


def _bares(words: list[str]) -> set[str]:
    return {_bare(word) for word in words}


def _names(words: list[str], phrase: Phrase) -> set[str]:
    """What a phrase names: sides, and the words in it that are more than a rank, a kind of body or an office."""
    found: set[str] = set()
    found.update(_states_in(words[phrase.start : phrase.end]))
    for word in words[phrase.start : phrase.end]:
        bare = _bare(word)
        side = SIDES.get(bare)
        if side:
            found.add(side)
        elif len(bare) > 2 and bare not in GENERIC and word.isalpha() and not _describes(word):
            found.add(bare)
    return found


def _bodies(words: list[str], phrase: Phrase) -> set[str]:
    """The bodies that a phrase names by their kind alone (`الحركة`, `الجيش`)."""
    named = [word for word in words[phrase.start : phrase.end] if LEXICON[word].flags & (Names.FORCE | Names.GROUP)]
    groups = any(LEXICON[word].flags & Names.GROUP for word in named)
    return {_bare(word) for word in named} | (_KINDS if groups else frozenset())


def _keys(words: list[str], phrase: Phrase) -> set[str]:
    """The words by which a later mention takes a speaker up: the head of the phrase, the surname, what stands before an office."""
    last = phrase.end - 1
    while last > phrase.start and not words[last].isalpha():
        last -= 1
    first = phrase.start
    while first < last and not words[first].isalpha():
        first += 1
    found = {bare_name(words[first]), bare_name(words[last])}
    for k in range(first + 1, last + 1):
        before = words[k - 2] if words[k - 1] in _OPENING and k > first + 1 else words[k - 1]
        if LEXICON[words[k]].flags & Names.PERSON and before.isalpha() and _bare(before) not in GENERIC:
            found.add(bare_name(before))
    return found

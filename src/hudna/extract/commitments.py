"""Whether the actor's side undertakes what an event tells."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from hudna.extract.mentions import Mention
from hudna.extract.scope import Scope, stipulates
from hudna.extract.stated import Hop, Phrase, Stated, Trigger
from hudna.rules.frames import RULES
from hudna.rules.nouns import ARMED, LEXICON, LONG_SIDES, QUALIFYING, SIDES, Names, bare_name
from hudna.vocabulary import Act, Modality, SourceKind

OWN = frozenset({"ceasefire.declare", "ceasefire.extend"})
OBEYED = frozenset({"displacement.return", "zone.exclude", "access.open", "displacement.prevent"})
"""Actions whose actor benefits or obeys: the debtor is the side that speaks."""
OTHERS = frozenset({Act.EXPECT, Act.DEMAND, Act.ACCUSE, Act.CONDEMN, Act.SUPPORT})
UNNAMED = frozenset({"مصدر", "مصادر"})
MEDIATING = RULES.words["mediating"]
GENERIC = RULES.words["generic"]
OWN_SIDE = RULES.words["own_side"]
AGREEMENTS = frozenset(bare_name(word) for word in RULES.words["agreements"])
PROPOSING = RULES.words["proposing"]
ONLOOKERS = RULES.words["onlookers"]
RELATIVES = RULES.words["relatives"]
LETTING = RULES.words["letting"]
UNDERGONE = frozenset(
    {"violence.kill", "violence.injure", "violence.explosion", "displacement.flee", "ceasefire.violate"}
) | {
    "violence.clash",
    "contact.talk",
}
"""Actions that a side suffers or tells of as others': without an actor nobody undertakes them."""
FORESEEN = frozenset(
    {"scope.expected", "scope.awaited", "scope.if", "scope.hope", "scope.before_that", "scope.aimed", "scope.try"}
    | {"scope.to_prevent", "scope.impossible", "scope.ahead_of"}
)
"""Cues that foresee rather than promise."""
AIMS = frozenset({"scope.so_that", "scope.aim_of"})
"""Cues of an aim, which may be that of a thing."""
_OFFICE = Names.PERSON | Names.INSTITUTION | Names.FORCE | Names.STATE | Names.GROUP
_SIDED = Names.FORCE | Names.GROUP | Names.INSTITUTION | Names.STATE | Names.NISBA | Names.ADJECTIVE
_GOVERNING = RULES.words["governing"]
_ARMED = _GOVERNING | RULES.words["armed_state"]
_OWNED = ARMED | Names.INSTITUTION | Names.STATE | Names.PLACE | Names.PEOPLE


class Sides:
    """Who speaks for whom in one report: names that earlier mentions of a speaker carried stay with him."""

    def __init__(self, words: list[str], stated: Sequence[Stated]) -> None:
        self._words = words
        self._heads: dict[str, set[str]] = {}
        self._officers: set[str] = set()
        self._unheard: Sequence[Stated] = stated

    def undertakes(self, trigger: Trigger, scope: Scope, actor: Sequence[Mention], stated: Stated | None) -> bool:
        """True where the conduct is future or goes on, and its debtor is who speaks, or whose spokesman does."""
        if trigger.action in OWN and scope.modality is not Modality.FUTURE and not scope.negated:
            declared = scope.modality is Modality.HAPPENED or (scope.modality is Modality.ONGOING and not scope.marks)
            declared = declared and not any(stem in self._words[trigger.token] for stem in PROPOSING)
            return declared and bool(actor) and not any(self._mediates(m.phrase) for m in actor)
        if trigger.action == "agreement.uphold" and scope.modality is Modality.ONGOING:
            holds = "scope.continue" in scope.rules or trigger.word_class == "noun"
            return holds and not scope.negated and stated is not None and self._speaks_for(stated, actor)
        if scope.modality is Modality.ONGOING and trigger.action not in UNDERGONE and stated is not None:
            goes_on = "scope.continue" in scope.rules and not scope.negated and stated.act not in OTHERS
            return goes_on and bool(actor) and self._speaks_for(stated, actor)
        if scope.modality is not Modality.FUTURE:
            return False
        if (scope.undertaken and not self._let(trigger, scope)) or (stated is not None and self._is_agreement(stated)):
            return True
        if stated is None or stated.act in OTHERS or not stated.chain:
            return False
        return self._promised(trigger, scope, actor, stated)

    def _promised(self, trigger: Trigger, scope: Scope, actor: Sequence[Mention], stated: Stated) -> bool:
        """Whether the speaker of an attribution promises the future conduct that he tells."""
        speaker = stated.chain[-1]
        if stated.act in (Act.PLEDGE, Act.THREATEN) and (not actor or self._speaks_for(stated, actor)):
            return True
        if LEXICON[self._words[speaker.phrase.start]].flags & Names.PEOPLE:
            return False
        planned = trigger.word_class == "verb" or bool(scope.marks)
        if not actor and (trigger.action == "ceasefire.begin" or "scope.stress" in scope.rules):
            return self._holds_office(speaker) or speaker.kind is SourceKind.DOCUMENT
        planned = planned and FORESEEN.isdisjoint(scope.rules)
        if trigger.action in OBEYED and (not actor or trigger.action == "displacement.return"):
            told = trigger.word_class == "verb" and self._words[trigger.token - 1] in RELATIVES
            benefits = trigger.word_class == "noun" or (planned and not told)
            return benefits and FORESEEN.isdisjoint(scope.rules) and self._holds_office(speaker)
        if not actor or all(mention.flags & Names.CONVOY for mention in actor):
            meant = trigger.word_class == "verb" or not AIMS.issuperset(scope.rules)
            return planned and meant and trigger.action not in UNDERGONE and self._holds_office(speaker)
        return planned and self._speaks_for(stated, actor)

    def _let(self, trigger: Trigger, scope: Scope) -> bool:
        """Whether what is decided is that somebody else may do it."""
        first = min((start for start, end in scope.marks if end <= trigger.token), default=trigger.token)
        return not LETTING.isdisjoint(self._words[first : trigger.token])

    def _is_agreement(self, stated: Stated) -> bool:
        """Whether the content is what a document between sides stipulates."""
        speaker = stated.chain[-1] if stated.chain else None
        if speaker is None or speaker.kind is not SourceKind.DOCUMENT:
            return False
        return bare_name(self._words[speaker.phrase.start]) in AGREEMENTS and stipulates(self._words, stated)

    def _speaks_for(self, stated: Stated, actor: Sequence[Mention]) -> bool:
        self._hear_all()
        return bool(stated.chain) and self._same(stated.chain[-1], actor)

    def _hear_all(self) -> None:
        for one in self._unheard:
            for hop in one.chain:
                self._hear(hop)
        self._unheard = ()

    def _hear(self, hop: Hop) -> None:
        self._note(hop.phrase, _keys(self._words, hop.phrase))

    def meet(self, phrase: Phrase) -> None:
        """Keep under his surname what a phrase says of the one whom it names: his side, and whether he holds an office."""
        self._note(phrase, {key for key in _keys(self._words, phrase) if key not in GENERIC})

    def _note(self, phrase: Phrase, keys: set[str]) -> None:
        names = _names(self._words, phrase)
        titled = _titled(self._words[phrase.start : phrase.end])
        for key in keys:
            self._heads.setdefault(key, set()).update(names)
            if titled:
                self._officers.add(key)

    def _same(self, speaker: Hop, actor: Sequence[Mention]) -> bool:
        """Whether speaker and actor share a name or a side, or an officer speaks of the authorities."""
        known = set(_names(self._words, speaker.phrase))
        for key in _keys(self._words, speaker.phrase):
            known |= self._heads.get(key, set())
        for mention in actor:
            if mention.phrase == speaker.phrase or mention.flags & Names.PARTY:
                return True
            words = self._words[mention.start : mention.end]
            if _core(words) == _core(self._words[speaker.phrase.start : speaker.phrase.end]):
                return True
            if any(word in OWN_SIDE or (LEXICON[word].suffix and LEXICON[word].flags & _OWNED) for word in words):
                return True
            names = _names(self._words, mention.phrase)
            if names & known:
                return True
            heads = _bares([word for word in words if not LEXICON[word].flags & QUALIFYING])
            if self._holds_office(speaker) and heads & (_GOVERNING if names else _ARMED):
                return True
        return False

    def _holds_office(self, speaker: Hop) -> bool:
        if speaker.kind in (SourceKind.OUTLET, SourceKind.DOCUMENT) or self._mediates(speaker.phrase):
            return False
        words = self._words[speaker.phrase.start : speaker.phrase.end]
        bare = bare_name(words[0])
        if bare in ONLOOKERS or (bare in UNNAMED and not any(LEXICON[word].flags & _SIDED for word in words[1:])):
            return False
        self._hear_all()
        return _titled(words) or any(key in self._officers for key in _keys(self._words, speaker.phrase))

    def _mediates(self, phrase: Phrase) -> bool:
        return any(bare in MEDIATING for bare in _bares(self._words[phrase.start : phrase.end]))


def _describes(word: str) -> bool:
    """Whether a word is a mere adjective, which names no side (`الشعبية`, `العسكرية`)."""
    flags = LEXICON[word].flags
    return bool(flags & Names.ADJECTIVE) and not flags & Names.NISBA


def _states_in(words: Sequence[str]) -> list[str]:
    """The states named in two words or more (`الولايات المتحدة`)."""
    pairs = ((_bare(first), _bare(second)) for first, second in pairwise(words))
    return [LONG_SIDES[pair] for pair in pairs if pair in LONG_SIDES]


def _titled(words: Sequence[str]) -> bool:
    """Whether a phrase has an office in it, before the name or after it."""
    return any(LEXICON[word].flags & _OFFICE and _bare(word) not in ONLOOKERS for word in words)


def _core(words: Sequence[str]) -> frozenset[str]:
    """The words of a phrase without what is fused to them, the titles of office and rank among them."""
    return frozenset(_bare(word) for word in words if word.isalpha())


@lru_cache(maxsize=1 << 15)
def _bare(word: str) -> str:
    """A word to compare names by, without conjunction, preposition, article and plural ending."""
    noun = LEXICON[word]
    bare = word[noun.lead :].removesuffix(noun.suffix)
    bare = bare_name("ال" + bare[2:] if bare.startswith("لل") else bare)
    return bare[:-2] if len(bare) > 5 and bare.endswith(("ون", "ين")) else bare


def _bares(words: Sequence[str]) -> set[str]:
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


def _keys(words: list[str], phrase: Phrase) -> set[str]:
    """The words by which a later mention takes a speaker up: the head of the phrase and the surname."""
    last = phrase.end - 1
    while last > phrase.start and not words[last].isalpha():
        last -= 1
    first = phrase.start
    while first < last and not words[first].isalpha():
        first += 1
    return {bare_name(words[first]), bare_name(words[last])}

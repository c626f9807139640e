"""Whether the actor's side undertakes what an event tells."""

from collections.abc import Sequence

from hudna.extract.mentions import Mention
from hudna.extract.scope import Scope, stipulates
from hudna.extract.stated import Hop, Phrase, Stated, Trigger
from hudna.rules.frames import RULES
from hudna.rules.nouns import ARMED, LEXICON, QUALIFYING, SIDES, Names, bare_name
from hudna.vocabulary import Act, Modality, SourceKind

OWN = frozenset({"ceasefire.declare", "ceasefire.extend"})
OBEYED = frozenset({"displacement.return", "zone.exclude", "access.open", "displacement.prevent"})
"""Actions whose actor benefits or obeys: the debtor is the side that speaks."""
OTHERS = frozenset({Act.EXPECT, Act.DEMAND, Act.ACCUSE, Act.CONDEMN, Act.SUPPORT})
MEDIATING = RULES.words["mediating"]
GENERIC = RULES.words["generic"]
OWN_SIDE = RULES.words["own_side"]
AGREEMENTS = RULES.words["agreements"]
_OFFICE = Names.PERSON | Names.INSTITUTION | Names.FORCE | Names.STATE
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
            return declared and bool(actor) and not any(self._mediates(m.phrase) for m in actor)
        if trigger.action == "agreement.uphold" and scope.modality is Modality.ONGOING:
            return "scope.continue" in scope.rules and stated is not None and self._speaks_for(stated, actor)
        if scope.modality is not Modality.FUTURE:
            return False
        if scope.undertaken or (stated is not None and self._is_agreement(stated)):
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
        if not actor and (trigger.action == "ceasefire.begin" or "scope.stress" in scope.rules):
            return self._holds_office(speaker) or speaker.kind is SourceKind.DOCUMENT
        if not actor:
            return trigger.action in OBEYED and trigger.word_class == "noun" and self._holds_office(speaker)
        if trigger.action == "displacement.return":
            return trigger.word_class == "noun" and self._holds_office(speaker)
        return (trigger.word_class == "verb" or bool(scope.marks)) and self._speaks_for(stated, actor)

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
        names = _names(self._words, hop.phrase)
        for key in _keys(self._words, hop.phrase):
            self._heads.setdefault(key, set()).update(names)
            if LEXICON[self._words[hop.phrase.start]].flags & _OFFICE:
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
        keys = _keys(self._words, speaker.phrase)
        flags = LEXICON[self._words[speaker.phrase.start]].flags
        return bool(flags & _OFFICE) or any(key in self._officers for key in keys)

    def _mediates(self, phrase: Phrase) -> bool:
        return any(bare in MEDIATING for bare in _bares(self._words[phrase.start : phrase.end]))


def _bares(words: Sequence[str]) -> set[str]:
    return {bare_name(word) for word in words}


def _names(words: list[str], phrase: Phrase) -> set[str]:
    """What a phrase names: sides, and the words in it that are more than a rank, a kind of body or an office."""
    found: set[str] = set()
    for word in words[phrase.start : phrase.end]:
        noun = LEXICON[word]
        bare = bare_name(word[noun.lead :])
        side = SIDES.get(bare)
        if side:
            found.add(side)
        elif len(bare) > 2 and bare not in GENERIC and word.isalpha():
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

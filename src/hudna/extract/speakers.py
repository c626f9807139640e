"""Who is speaking: the running speakers of a report, and which of them a cue without a subject resumes."""

from dataclasses import dataclass, field
from typing import Final

from hudna.extract.source_kinds import head_word, kind_of
from hudna.extract.stated import Hop, Phrase
from hudna.extract.tokens import Tokens
from hudna.rules.nouns import LEXICON
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_nisba
from hudna.vocabulary import SourceKind

HEADS: Final = source_heads()
KNOWN: Final = reporting_words()

MEMORY: Final = 8
"""How many earlier speakers a cue may reach back to."""


_SINGULAR: Final = {
    "مصادر": "مصدر",
    "مسوولون": "مسوول",
    "مسوولين": "مسوول",
    "شهود": "شاهد",
    "ناشطون": "ناشط",
    "ناشطين": "ناشط",
}
"""`قالت مصادر … وأوضح المصدر`: the same telling, whatever the number."""


_BODIES: Final = frozenset({SourceKind.ORGANISATION, SourceKind.DOCUMENT, SourceKind.OUTLET})
_POINTING: Final = frozenset(
    {"هذا", "هذه", "ذلك", "تلك", "نفس", "نفسه", "نفسها", "ذاته", "ذاتها", "انفسهم", "عينه", "عينها"}
)
_ONE_OF: Final = frozenset({"احدهم", "احدهما", "بعضهم"})
"""One of the many who spoke before."""


def _singular(word: str) -> str:
    """A head noun in the singular, by which a telling is known again (`مصدرين … المصدران … المصدر`)."""
    one = _SINGULAR.get(word)
    if one is not None:
        return one
    return word[:-2] if word.endswith(("ان", "ين")) and word[:-2] in HEADS else word


@dataclass(frozen=True, slots=True)
class Speaker:
    """A chain as it last spoke, with the gender and number of its innermost hop ("" where the words leave them open)."""

    chain: tuple[Hop, ...]
    gender: str
    number: str
    paragraph: int
    words: frozenset[str]
    spoke: bool = True


@dataclass(slots=True)
class Speakers:
    """The speakers of one report in order of their last mention."""

    tokens: Tokens
    running: list[Speaker] = field(default_factory=list)

    def named(self, chain: tuple[Hop, ...], paragraph: int, *, spoke: bool = True, verb: str = "") -> None:
        """Remember that the chain has just spoken (or stands as the subject of a clause); `verb` is the gender of its verb."""
        inner = chain[-1]
        words = self.content_words(inner.phrase)
        gender, number = self.agreement(inner)
        if not gender:
            earlier = self._sharing(words)
            if earlier is not None:
                gender, number = earlier.gender, earlier.number
        if inner.kind is SourceKind.NAMED_PERSON:
            gender = verb or gender
        speaker = Speaker(chain, gender, number, paragraph, words, spoke)
        others = [s for s in self.running if s.words != words]
        self.running = [*others[-MEMORY + 1 :], speaker]

    def resumed(self, gender: str, number: str, paragraph: int) -> tuple[Speaker | None, tuple[Phrase, ...]]:
        """The nearest speaker that a verb of this gender and number can resume, and the others it could."""
        fitting = []
        for speaker in reversed(self.running):
            for length in range(len(speaker.chain), 0, -1):
                hop = speaker.chain[length - 1]
                g, n = (speaker.gender, speaker.number) if length == len(speaker.chain) else self.agreement(hop)
                if _agrees(g, n, gender, number):
                    fitting.append(
                        speaker
                        if length == len(speaker.chain)
                        else Speaker(speaker.chain[:length], g, n, speaker.paragraph, self.content_words(hop.phrase))
                    )
                    break
        if not fitting:
            return None, ()
        said = [s for s in fitting if s.spoke] or fitting
        best = fitting[0] if fitting[0].spoke or fitting[0].paragraph == paragraph else said[0]
        return best, tuple(s.chain[-1].phrase for s in fitting if s is not best)

    def outer_of(self, inner: Phrase) -> tuple[Hop, ...]:
        """The outer hops that still apply when a speaker is named anew (وذكرت المصادر): those of the same telling."""
        if not self.running:
            return ()
        words = self.content_words(inner)
        if not words or self._is_anew(inner):
            return ()
        if self.tokens.words[inner.start] in _ONE_OF:
            many = next((s for s in reversed(self.running) if s.spoke), None)
            return many.chain[:-1] if many is not None and many.number in ("p", "d") else ()
        spoke = (s for s in reversed(self.running) if s.spoke and words <= s.words)
        last = next((s for s in spoke if self._is_same_kind(inner, s.chain[-1])), None)
        return last.chain[:-1] if last is not None else ()

    def _is_anew(self, phrase: Phrase) -> bool:
        """Whether the phrase brings in somebody indefinite, of whom nothing was told before (أفادت مصادر محلية)."""
        word = self.tokens.words[phrase.start]
        head = HEADS.get(word)
        return head is not None and head.kind == "unnamed_group" and not word.startswith("ال") and not phrase.lead

    def _is_same_kind(self, phrase: Phrase, hop: Hop) -> bool:
        """Whether a shorter mention can mean the same source: a body is not the person who speaks for it."""
        return (kind_of(self.tokens, phrase) in _BODIES) == (hop.kind in _BODIES)

    def agreement(self, hop: Hop) -> tuple[str, str]:
        """Gender and number of the verb that the hop would take."""
        words = [w for w in self.tokens.words[hop.phrase.start : hop.phrase.end] if w[0].isalpha()]
        if not words:
            return "", ""
        first = words[0][hop.phrase.lead :] or words[0]
        head = HEADS.get(first)
        if head is not None:
            if head.number == "p" and head.gender == "f":
                return "f", "s"
            return head.gender, head.number
        plural = first.endswith(("ون", "ين")) and len(first) > 4 and first not in KNOWN.given_names
        if plural and not (
            hop.kind is SourceKind.NAMED_PERSON and not LEXICON[first].flags and not first.startswith("ال")
        ):
            return "m", "p"
        if len(words) > 1 and words[1].endswith(("يون", "يين")) and is_nisba(words[1]):
            return "m", "p"  # حلفاء غربيون
        if hop.kind is SourceKind.NAMED_PERSON and first in KNOWN.women:
            return "f", "s"
        if hop.kind is SourceKind.NAMED_PERSON:
            return ("m", "s") if first in KNOWN.given_names else ("", "s")
        return "", ""

    def content_words(self, phrase: Phrase) -> frozenset[str]:
        """The words of a naming phrase without articles and marks, by which it is known again."""
        words = [w for w in self.tokens.words[phrase.start : phrase.end] if w[0].isalpha()]
        if words:
            words[0] = head_word(self.tokens, phrase) if words[0].startswith("لل") else words[0][phrase.lead :]
        bare = (w.removeprefix("ال") for w in words if len(w) > 2 and w not in _POINTING)
        return frozenset(_singular(w) for w in bare)

    def knows(self, phrase: Phrase) -> bool:
        """Whether a speaker has been named with one of these words before."""
        return self._sharing(self.content_words(phrase)) is not None

    def _sharing(self, words: frozenset[str]) -> Speaker | None:
        return next((s for s in reversed(self.running) if s.words & words), None)


def _agrees(gender: str, number: str, verb_gender: str, verb_number: str) -> bool:
    """Whether a subject already mentioned fits the verb: then number shows too (قالوا), as before a subject it does not."""
    if gender and verb_gender and gender != verb_gender:
        return False
    if not number or not verb_number:
        return True
    return number == verb_number or (number == "d" and verb_number == "p")

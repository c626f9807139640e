"""Who says what in a report: cues, chains and contents, sentence by sentence, in tokens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from hudna.extract import content
from hudna.extract.complement import BLAME, Complement, bare_complement, complement_of
from hudna.extract.sources import (
    hop_of,
    is_publisher,
    kind_of,
    subject_before,
    zone_of,
)
from hudna.extract.speakers import Speakers
from hudna.extract.times import time_phrases
from hudna.extract.stated import Hop, Phrase, Stated
from hudna.extract.tokens import QUOTES, Sentence, Tokens
from hudna.rules.cues import CueSense, cue_lexicon, given_names, reporting_words, source_heads
from hudna.rules.shapes import is_verbal_noun
from hudna.vocabulary import Act, RuleId, SourceKind


def attributions_in(tokens: Tokens, publisher: str) -> list[Stated]:
    """Every attribution of a report in order of its cue; `publisher` is the outlet that prints it and is no hop."""
    reader = _Reader(tokens, publisher)
    for sentence in tokens.sentences:
        reader.read(sentence)
    return reader.stated()


@dataclass(slots=True)
class _Open:
    """An attribution whose content may still go on."""

    cue: int
    sense: CueSense
    chain: tuple[Hop, ...]
    carried: bool
    start: int
    lead: int
    act: Act
    candidates: tuple[Phrase, ...] = ()
    quotation: int = -1
    end: int = -1
    parent: "_Open | None" = None
    felt_by_other: bool = False


@dataclass(frozen=True, slots=True)
class _Lists:
    negations: frozenset[str]
    before_bare_verb: frozenset[str]
    relative_openers: frozenset[str]
    relative_pronouns: frozenset[str]
    clause_openers: frozenset[str]
    fixed: frozenset[str]
    not_after_fixed: frozenset[str]
    turns: frozenset[str]
    fronted: frozenset[str]
    addressees: frozenset[str]


@cache
def _lists() -> _Lists:
    w = reporting_words()
    return _Lists(
        w["negations"],
        w["before_bare_verb"],
        w["relative_openers"],
        w["relative_pronouns"],
        w["clause_openers"],
        w["fixed_sources"],
        w["not_after_fixed"],
        w["turns"],
        w["fronted"],
        w["addressees"],
    )


_IMPERSONAL = frozenset(
    f"cue.verb.{v}" for v in "dhakara itaqada tawaqqaa iftarada rajjaha zanna ashara lahaza alima shamila tadammana".split()
)
_WITH_OBJECT = frozenset({"obj+bi", "obj+ala", "obj+ila", "obj+obj", "obj+min", "obj", "obj+resp"})
_FRAMED = frozenset({"ذلك", "اخري", "نفسه", "متصل", "جهه", "ثانيه", "المقابل", "الوقت", "الاثناء", "غضون", "السياق"})
_POSSESSOR = {"ها": "f", "ه": "m", "هم": "m"}
_FINITE = frozenset({"perfect", "imperfect", "jussive"})
_PREPOSITION_BEFORE_MA = frozenset({"بحسب", "حسب", "وفق", "علي", "وبحسب", "ووفق", "وحسب", "وفقا", "ووفقا", "طبقا"})


@dataclass(slots=True)
class _Reader:
    tokens: Tokens
    publisher: str
    found: list[_Open] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    speakers: Speakers = field(init=False)

    def __post_init__(self) -> None:
        self.speakers = Speakers(self.tokens)

    def stated(self) -> list[Stated]:
        done = []
        for o in sorted(self.found, key=lambda o: o.cue):
            start, end = content.trimmed(self.tokens, o.start, o.end)
            lead = o.lead if start == o.start else 0
            if end <= start:
                continue
            done.append(
                Stated(
                    Phrase(o.cue, o.cue + 1),
                    o.chain,
                    o.carried,
                    (start, end),
                    lead,
                    o.act,
                    content.mode_of(self.tokens, start, end),
                    RuleId(o.sense.id),
                    o.candidates,
                )
            )
        return done

    def read(self, sentence: Sentence) -> None:
        """Read one sentence: its cues from left to right, then the contents that end with it."""
        words, lexicon, fixed = self.tokens.words, cue_lexicon(), _lists().fixed
        before = len(self.found)
        self._leave_quotations(sentence.start)
        i = sentence.start
        while i < sentence.end:
            word = words[i]
            self._leave_quotations(i)
            senses = lexicon[word]
            if word in _COMES and i + 1 < sentence.end and words[i + 1] in ("في", "فيه", "فيها", "،"):
                i = self._comes(i, sentence)
            elif senses:
                i = self._cue(i, senses, sentence)
            elif word in fixed:
                i = self._fixed(i, sentence)

            else:
                i += 1
        self._close_at(sentence.end)
        if len(self.found) == before:
            self._topic(sentence, sentence.end)

    # -- ending contents

    def _leave_quotations(self, at: int) -> None:
        while self.stack and self.stack[-1].quotation >= 0 and self.stack[-1].end >= 0 and at > self.stack[-1].end:
            self.stack.pop()

    def _close_at(self, end: int) -> None:
        """End every content that is not held open by a quotation."""
        kept = []
        for o in self.stack:
            if o.end < 0:
                o.end = end
            elif o.end > end:
                kept.append(o)
        self.stack = kept

    def _end_before(self, at: int, floor: int) -> None:
        """A cue of the same level whose clause begins at `at` ends the contents that are open."""
        for o in self.stack:
            if o.end < 0:
                o.end = max(content.clause_start(self.tokens, at, max(floor, o.start)), o.start + 1)
            elif o.end > at and o.quotation < 0:
                o.end = at
        self.stack = [o for o in self.stack if o.quotation >= 0 and o.end > at]

    def _push(self, o: _Open, found: Complement) -> None:
        quotation = content.quotation_of(self.tokens, found)
        if quotation >= 0 and content.ends_with_quotation(self.tokens, quotation):
            o.quotation = quotation
            o.end = self.tokens.quotations[quotation].end + 1
        elif o.start >= self.tokens.sentences[self.tokens.sentence_of(o.cue)].end:
            o.end = self.tokens.sentences[self.tokens.sentence_of(o.start)].end
        elif found.kind in ("noun", "object"):
            sentence_end = self.tokens.sentences[self.tokens.sentence_of(o.cue)].end
            end = content.noun_end(self.tokens, o.start, sentence_end)
            o.end = end if end < sentence_end else -1
        self.found.append(o)
        self.stack.append(o)

    # -- cues

    def _cue(self, i: int, senses: Sequence[CueSense], sentence: Sentence) -> int:
        """Read the cue at token i; returns the token to go on from."""
        words, known = self.tokens.words, _lists()
        before = words[i - 1] if i > sentence.start else ""
        if before in known.negations or words[i][0] == "ف" and senses[0].conjoined and before not in ("", "،", ".", "؛"):
            return i + 1
        for sense in senses:
            if sense.aspect in _FINITE:
                if before in known.before_bare_verb and not sense.conjoined:
                    continue
                if before in known.relative_openers:
                    told = self._parenthetical(i, sense, sentence)
                    if told:
                        return told
                    if before != "كما":
                        continue
            elif sense.aspect == "participle":
                if not _is_hal(words[i], sense, before):
                    continue
            if sense.group == "light":
                told = self._light(i, sense, sentence)
                if told:
                    return told
                continue
            found = complement_of(self.tokens, i, self._reach(i, sentence), sense)
            if "relay" in sense.takes:
                told = self._relayed(i, sense, sentence)
                if told:
                    return told
            if found is None:
                found = bare_complement(words, i, sentence.end, sense)
            if found is None:
                continue
            if _is_noun_with_pronoun(sense, found, before):
                continue
            go_on = self._reading(i, sense, found, sentence)
            if go_on:
                return go_on
        return i + 1

    def _reach(self, i: int, sentence: Sentence) -> int:
        """How far the complement of a cue may stand: the sentence, and over a colon at its end the next one."""
        words = self.tokens.words
        end = sentence.end
        if words[end - 1] == ":" and end < len(words) - 1:
            return end + 2
        return end

    def _reading(self, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
        if sense.aspect == "participle":
            return self._hal(i, sense, found, sentence)
        if sense.aspect == "noun":
            return self._noun(i, sense, found, sentence)
        return self._finite(i, sense, found, sentence)

    def _finite(self, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
        words, known = self.tokens.words, _lists()
        before = words[i - 1] if i > sentence.start else ""
        relative = before in known.relative_pronouns
        if relative and found.kind in ("object", "noun") and sense.group != "opine":
            return 0
        if "outlet" in sense.takes and sense.group == "learn":
            return self._learned(i, sense, found, sentence)
        if "obj-say" in sense.takes and found.kind == "object":
            return self._light(i, sense, sentence)
        outer = self._enclosing(i)
        zone = zone_of(self.tokens, i + 1, found.at, self.publisher)
        hops = self._subject(zone.hops, sense)
        if found.kind == "object" and hops and not self._can_speak(hops[0].phrase) and not self._named(hops[0].phrase):
            found, hops = Complement("object", hops[0].phrase.start, hops[0].phrase.start), ()
        clause = i
        if relative and sense.suffix == "":
            ahead = subject_before(self.tokens, i - 1, sentence.start)
            if sense.group == "opine" and ahead is not None and self._fits(ahead[0], sense):
                hops = (hop_of(self.tokens, ahead[0]),)
        if relative and not hops and found.kind == "that":
            hops = self._antecedent(i - 1, sense, outer.start if outer is not None else sentence.start)
        if not hops and not relative and not sense.conjoined:
            floor = outer.start if outer is not None and outer.start <= i else sentence.start
            ahead = subject_before(self.tokens, i, floor)
            if ahead is not None and self._fits(ahead[0], sense):
                hops, clause = (hop_of(self.tokens, ahead[0]),), ahead[1]
        if not hops and sense.aspect == "imperfect" and sense.gender == "m" and sense.number == "s" and sense.id in _IMPERSONAL:
            return 0
        if sense.group == "document":
            hops = self._document(hops, i, sentence)
            if not hops:
                return 0
        if not hops and (sense.group == "opine" and found.kind == "object" or sense.group == "relay"):
            return 0
        if not hops and sense.aspect == "imperfect" and not sense.conjoined and outer is not None:
            hops = self._document((), i, sentence)
        if not hops and outer is not None and sense.aspect == "imperfect" and sense.conjoined:
            subject = self._content_subject(outer, i)
            if subject is not None and self._fits(subject.phrase, sense):
                start = found.start
                chain = (*outer.chain, subject)
                o = _Open(i, sense, chain, True, start, found.lead, sense.act, parent=outer)
                self._push(o, found)
                return max(start, i + 1)
        if not hops and not relative and not self._resumes(i, outer.start if outer else sentence.start, sense):
            return 0
        nested = outer is not None and self._is_nested(i, clause, outer, sense, hops)
        if outer is not None and not hops and i == outer.start and outer.sense.act is Act.STATE:
            outer.act = sense.act
            return i + 1
        if outer is not None and self._quoted_by(i, outer) and not nested:
            return 0
        return self._accept(i, clause, sense, found, sentence, hops, zone.told_to, outer if nested else None)

    def _subject(self, phrases: tuple[Phrase, ...], sense: CueSense) -> tuple[Hop, ...]:
        """The phrases as hops, unless agreement says that they are not the subject of the verb."""
        if not phrases or sense.number in ("p", "d") and sense.aspect in _FINITE:
            return ()
        words = self.tokens.words
        first = phrases[0]
        if not sense.takes.isdisjoint(_WITH_OBJECT) and len(phrases) == 1:
            if words[first.start] in _lists().addressees or not self._fits(first, sense) or words[first.end - 1].endswith("ين") and words[first.start].endswith("ين"):
                return ()
        word = words[first.start]
        bare = word[:-1] if word.endswith("ا") and len(word) > 4 else word
        if (is_verbal_noun(word) or is_verbal_noun(bare)) and word not in source_heads() and word not in given_names():
            return ()
        return tuple(hop_of(self.tokens, p) for p in phrases)

    def _named(self, phrase: Phrase) -> bool:
        """Whether the phrase may be a name we do not know: it is short and its first word is no common noun with a seen form."""
        words = self.tokens.words[phrase.start : phrase.end]
        return words[0].startswith("ال") or (len(words) < 3 and not words[0].endswith("ه"))

    def _document(self, hops: tuple[Hop, ...], i: int, sentence: Sentence) -> tuple[Hop, ...]:
        """The document that demands or holds something: the subject itself, or a noun shortly before (قرار يدعو إلى)."""
        words, heads = self.tokens.words, source_heads()
        if hops:
            head = heads.get(words[hops[0].phrase.start][hops[0].phrase.lead :])
            return hops if head is not None and head.kind == "document" else ()
        for k in range(i - 1, max(sentence.start, i - 7) - 1, -1):
            head = heads.get(words[k])
            if words[k] in "،:" or head is not None and head.kind != "document":
                return ()
            if head is not None:
                return (Hop(Phrase(k, i), SourceKind.DOCUMENT),)
        return ()

    def _light(self, i: int, sense: CueSense, sentence: Sentence) -> int:
        """`وجه س نداء إلى`, `جدد س التأكيد على`: the noun is the cue, the subject is the verb's."""
        words = self.tokens.words
        for k in range(i + 1, min(i + 12, sentence.end)):
            noun = next((s for s in cue_lexicon()[words[k]] if s.aspect == "noun"), None)
            if noun is None:
                continue
            inner = complement_of(self.tokens, k, sentence.end, noun)
            if inner is None:
                return 0
            zone = zone_of(self.tokens, i + 1, k, self.publisher)
            return self._accept(k, i, noun._replace(gender=sense.gender, number=sense.number), inner, sentence,
                self._subject(zone.hops, sense), zone.told_to, None)  # fmt: skip
        return 0

    def _fits(self, phrase: Phrase, sense: CueSense) -> bool:
        gender, _ = self.speakers.agreement(hop_of(self.tokens, phrase))
        return not gender or not sense.gender or gender == sense.gender

    def _quoted_by(self, i: int, outer: _Open) -> bool:
        return outer.quotation >= 0 and i < outer.end

    def _enclosing(self, i: int) -> _Open | None:
        """The innermost attribution in whose content token i stands so far."""
        for o in reversed(self.stack):
            if o.start <= i and (o.end < 0 or i < o.end):
                return o
        return None

    def _antecedent(self, pronoun: int, sense: CueSense, floor: int) -> tuple[Hop, ...]:
        """The speaker that a relative clause hangs on (القائد الذي زعم أن); none where it hangs on a thing."""
        words, heads = self.tokens.words, source_heads()
        for k in range(pronoun - 1, max(floor, pronoun - 8) - 1, -1):
            head = heads.get(words[k])
            if words[k] in "،:":
                return ()
            if head is not None and head.kind != "document":
                phrase = Phrase(k, pronoun)
                return (hop_of(self.tokens, phrase),) if self._fits(phrase, sense) else ()
        return ()

    def _resumes(self, i: int, floor: int, sense: CueSense) -> bool:
        """Whether a verb without subject takes up the speaker; inside a clause its subject is one we cannot name."""
        if i <= floor or sense.conjoined:
            return True
        words = self.tokens.words
        before = words[i - 1]
        if words[floor] in _lists().fronted and self.tokens.sentences[self.tokens.sentence_of(i)].start == floor:
            return True
        if cue_lexicon()[before] or before in _lists().turns or before in _FRAMED:
            return True
        if before in ("انه", "انها", "انهم") and i - 2 >= floor and self.tokens.words[i - 2] in ("الا", "غير", "بيد"):
            return True
        return before in "،؛" or before in _lists().clause_openers

    def _is_nested(self, i: int, clause: int, outer: _Open, sense: CueSense, hops: tuple[Hop, ...]) -> bool:
        """Whether a cue inside an open content is told by its source, and not by the report beside it."""
        words, known = self.tokens.words, _lists()
        if self._quoted_by(i, outer):
            return bool(hops)
        if not hops:
            return False
        before = words[clause - 1]
        if before in ("ان", "انه", "بان", "وان") or clause <= outer.start:
            return True
        if sense.conjoined or before in "،؛" or before in known.clause_openers:
            return False
        return True

    def _accept(
        self,
        i: int,
        clause: int,
        sense: CueSense,
        found: Complement,
        sentence: Sentence,
        hops: tuple[Hop, ...],
        told_to: Phrase | None,
        outer: _Open | None,
    ) -> int:
        carried = not hops
        candidates: tuple[Phrase, ...] = ()
        if carried:
            enclosing = self._enclosing(i)
            if not self.found or self.found[-1].cue < sentence.start:
                self._topic(sentence, i)
            if enclosing is not None and self.tokens.words[i - 1] in _lists().relative_pronouns:
                chain, outer = enclosing.chain, enclosing
            else:
                speaker, candidates = self.speakers.resumed(sense.gender, _number(sense), sentence.paragraph)
                if speaker is None:
                    return 0
                chain = speaker.chain
        else:
            chain = hops
        if told_to is not None:
            chain = (Hop(told_to, SourceKind.OUTLET), *(h for h in chain if h.kind is not SourceKind.OUTLET or len(chain) == 1))
        elif hops and outer is None and len(hops) == 1:
            chain = (*self.speakers.outer_of(hops[0].phrase), *hops)
        if outer is not None and hops:
            chain = (*outer.chain, *hops)
        if outer is None:
            self._end_before(clause, sentence.start)
            self.speakers.named(chain, sentence.paragraph)
        start, lead, act = found.start, found.lead, sense.act
        if "lawm" in sense.takes:
            i = next(k for k in range(i, found.at) if self.tokens.words[k] in BLAME)
        if sense.group == "express":
            felt = content.expressed(self.tokens, start, sentence.end)
            if felt is not None:
                chain = self._with_possessor(chain, start, felt[1])
                act, start, lead = felt
        else:
            act = content.act_of(self.tokens, sense, start, sentence.end)
        o = _Open(i, sense, chain, carried, start, lead, act, candidates, parent=outer)
        o.felt_by_other = sense.group == "express" and chain[-1].phrase.start > i
        self._push(o, found)
        return max(start, i + 1)

    def _with_possessor(self, chain: tuple[Hop, ...], noun: int, stop: int) -> tuple[Hop, ...]:
        """`أعرب عن استنكار المملكة ل…`: whose feeling it is, where that is said and is somebody else."""
        words = self.tokens.words
        head = source_heads().get(words[noun + 1]) if noun + 1 < stop else None
        if head is None or head.kind != "organisation":
            return chain
        return (*chain, hop_of(self.tokens, Phrase(noun + 1, noun + 2)))

    def _hal(self, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
        """A participle that goes on with the speaker of its main verb (مشيرا إلى أن)."""
        if found.at > i + 9 or not self._stands_apart(i, sense, sentence) and (found.kind != "that" or found.at > i + 2):
            return 0
        outer = self._enclosing(i)
        if outer is not None and self._quoted_by(i, outer):
            return 0
        main = next((o for o in self.found if o.cue >= sentence.start and o.parent is None), None)
        if main is not None:
            chain, candidates = main.chain, main.candidates
            main = next((o for o in reversed(self.found) if o.cue >= sentence.start and o.parent is None and o.sense.aspect in _FINITE), main)
            chain = main.chain[:-1] if main.felt_by_other and len(main.chain) > 1 else main.chain
        else:
            self._topic(sentence, i)
            speaker, candidates = self.speakers.resumed(sense.gender, _number(sense), sentence.paragraph)
            if speaker is None:
                return 0
            chain = speaker.chain
            self.speakers.named(chain, sentence.paragraph)
        self._end_before(i, sentence.start)
        act = content.act_of(self.tokens, sense, found.start, sentence.end)
        start, lead = found.start, found.lead
        if sense.group == "express":
            felt = content.expressed(self.tokens, start, sentence.end)
            if felt is not None:
                act, start, lead = felt
        self._push(_Open(i, sense, chain, True, start, lead, act, candidates), found)
        return max(start, i + 1)

    def _stands_apart(self, i: int, sense: CueSense, sentence: Sentence) -> bool:
        """Whether punctuation or its ending tells a circumstance from an adjective (قوات مؤيدة، مؤكدة أن)."""
        if sense.gender == "m" and sense.number == "s" or i == sentence.start:
            return True
        return self.tokens.words[i - 1] in "،.؛»”\")"

    def _noun(self, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
        """A noun that reports (إعلان الجيش أن، قوله إن)."""
        outer = self._enclosing(i)
        zone = zone_of(self.tokens, i + (2 if self.tokens.words[i + 1] == "من" else 1), found.at, self.publisher)
        hops = tuple(hop_of(self.tokens, p) for p in zone.hops)
        if not hops and outer is None and not (sense.suffix or found.kind in ("that", "quote", "colon")):
            return 0
        if hops and not self._can_speak(hops[0].phrase):
            return 0
        candidates: tuple[Phrase, ...] = ()
        carried = not hops
        if hops:
            chain = (*outer.chain, *hops) if outer is not None else hops
        elif outer is not None and (subject := self._content_subject(outer, i)) is not None:
            chain = (*outer.chain, subject)
        elif found.kind in ("noun", "object") or outer is not None and self._quoted_by(i, outer):
            return 0
        else:
            speaker, candidates = self.speakers.resumed(_POSSESSOR.get(sense.suffix, ""), "", sentence.paragraph)
            if speaker is None:
                return 0
            chain = speaker.chain
        if outer is None:
            self._end_before(i, sentence.start)
        act = content.act_of(self.tokens, sense, found.start, sentence.end)
        self._push(_Open(i, sense, chain, carried, found.start, found.lead, act, candidates, parent=outer), found)
        return max(found.start, i + 1)

    def _content_subject(self, outer: _Open, at: int) -> Hop | None:
        """The subject with which a quoted or reported clause begins (قال إن الحكومة تتقدم باحتجاج على …)."""
        words = self.tokens.words
        start = outer.start + (1 if words[outer.start] in QUOTES else 0)
        head = source_heads().get(words[start])
        if head is None or head.kind == "document" or at - start > 30 or start >= at:
            return None
        zone = zone_of(self.tokens, start, min(at, start + 4), self.publisher)
        return hop_of(self.tokens, zone.hops[0]) if zone.hops else None

    def _relayed(self, i: int, sense: CueSense, sentence: Sentence) -> int:
        """`نقلت وكالة س عن ص قوله إن …`: the outlet is the outer hop, the one after عن the inner."""
        words = self.tokens.words
        end = min(sentence.end, i + 30)
        about = next((k for k in range(i + 1, end) if words[k] in ("عن", "عنه", "عنها", "عنهم")), -1)
        if about < 0:
            return 0
        opening = next((k for k in range(about + 1, end) if _opens_relayed(words, k)), -1)
        if opening < 0:
            return 0
        outer_zone = zone_of(self.tokens, i + 1, about, self.publisher)
        if not outer_zone.hops and about + 1 < opening and words[about] != "عن":
            outer_zone = zone_of(self.tokens, about + 1, opening, self.publisher)
        if not outer_zone.hops and not sense.conjoined:
            ahead = subject_before(self.tokens, i, sentence.start)
            if ahead is not None and self._can_speak(ahead[0]):
                outer_zone = outer_zone._replace(hops=(ahead[0],))
        hops = [hop_of(self.tokens, p) for p in outer_zone.hops[:1] if not is_publisher(self.tokens, p, self.publisher)]
        candidates: tuple[Phrase, ...] = ()
        carried = words[about] != "عن"
        if carried:
            gender = {"عنه": "m", "عنها": "f", "عنهم": "m"}[words[about]]
            speaker, candidates = self.speakers.resumed(gender, "", sentence.paragraph)
            if speaker is None:
                return 0
            hops.append(speaker.chain[-1])
        else:
            inner = zone_of(self.tokens, about + 1, opening, self.publisher)
            if not inner.hops:
                return 0
            hops.extend(hop_of(self.tokens, p) for p in inner.hops[:1])
        start, act = _relayed_content(words, opening, sense)
        if start >= sentence.end:
            return 0
        chain = tuple(hops)
        outer = self._enclosing(i)
        if outer is None or sense.conjoined:
            outer = None
            self._end_before(i, sentence.start)
            self.speakers.named(chain, sentence.paragraph)
        else:
            chain = (*outer.chain, *chain)
        found = Complement("that", opening, start)
        self._push(_Open(i, sense, chain, carried, start, 0, act, candidates, parent=outer), found)
        return max(start, i + 1)

    def _learned(self, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
        """`علمت «س» من مصادر أن …`: the paper's own reporting; without a paper named it is no cue."""
        zone = zone_of(self.tokens, i + 1, found.at, self.publisher)
        if not zone.hops:
            return 0
        first = zone.hops[0]
        if kind_of(self.tokens, first) is not SourceKind.OUTLET and not is_publisher(self.tokens, first, self.publisher):
            return 0
        words = self.tokens.words
        hops = [] if is_publisher(self.tokens, first, self.publisher) else [hop_of(self.tokens, first)]
        inner_at = next((k for k in range(first.start, found.at) if words[k] == "من"), -1)
        if inner_at >= 0:
            inner = zone_of(self.tokens, inner_at + 1, found.at, self.publisher)
            hops += [hop_of(self.tokens, p) for p in inner.hops[:1]]
        if not hops:
            return 0
        return self._accept(i, i, sense, found, sentence, tuple(hops), None, None)

    # -- sources beside a clause

    def _parenthetical(self, i: int, sense: CueSense, sentence: Sentence) -> int:
        """`…، حسبما أفادت مصادر`: the content is the clause beside it."""
        words = self.tokens.words
        opener = i - 1
        if words[opener] == "كما" and (opener == sentence.start or words[opener - 1] not in "،»”\")"):
            return 0
        if words[opener] in ("ما", "لما"):
            if opener == sentence.start or words[opener - 1] not in _PREPOSITION_BEFORE_MA:
                return 0
            opener -= 1
        stop = _pause(words, i + 1, sentence.end)
        if words[i - 1] == "كما" and (stop < sentence.end or complement_of(self.tokens, i, stop, sense) is not None):
            return 0
        zone = zone_of(self.tokens, i + 1, stop, self.publisher)
        if not zone.hops and zone.told_to is None:
            return 0
        hops = tuple(hop_of(self.tokens, p) for p in zone.hops)
        if zone.told_to is not None:
            hops = (Hop(zone.told_to, SourceKind.OUTLET), *hops)
        last = max(p.end for p in (*zone.hops, *([zone.told_to] if zone.told_to else [])))
        return self._beside(i, opener, last, sense, sentence, hops)

    def _fixed(self, i: int, sentence: Sentence) -> int:
        """`بحسب مصادر`, `وفقا للبيان`, `نقلا عن الوكالة`."""
        words, known = self.tokens.words, _lists()
        if i + 1 >= sentence.end:
            return i + 1
        at, lead = i + 1, 0
        word = words[i]
        if word.endswith("نقلا") or word.endswith("استنادا"):
            if words[at] not in ("عن", "الي"):
                return i + 1
            at += 1
        elif word.endswith(("وفقا", "طبقا")):
            if words[at][0] != "ل":
                return i + 1
            lead = 0 if words[at].startswith("لل") else 1
            if words[at] == "ل":
                at, lead = at + 1, 0
        if at >= sentence.end or words[at] in known.not_after_fixed or words[at] == "ما":
            return i + 1
        if words[at].startswith(("قول", "تعبير", "وصف", "زعم")):
            self._end_before(i, sentence.start)
            return at + 1
        phrase = self._source_at(at, lead, sentence.end)
        if phrase is None or not self._can_speak(phrase):
            return i + 1
        return self._beside(i, i, phrase.end, _FIXED_SENSE, sentence, (hop_of(self.tokens, phrase),))

    def _source_at(self, at: int, lead: int, end: int) -> Phrase | None:
        words = self.tokens.words
        if lead == 0 and words[at].startswith("لل"):
            words[at] = "ال" + words[at][2:]
            zone = zone_of(self.tokens, at, end, self.publisher)
            words[at] = "لل" + words[at][2:]
        elif lead:
            kept, words[at] = words[at], words[at][1:]
            zone = zone_of(self.tokens, at, end, self.publisher)
            words[at] = kept
        else:
            zone = zone_of(self.tokens, at, end, self.publisher)
        if not zone.hops or zone.hops[0].start != at:
            return None
        return zone.hops[0]._replace(lead=lead)

    def _can_speak(self, phrase: Phrase) -> bool:
        """Whether the words themselves say that somebody or something speaks there (not: وفق التنسيق)."""
        words = self.tokens.words
        word = words[phrase.start][phrase.lead :]
        if word.startswith("لل"):
            word = "ال" + word[2:]
        if word in source_heads() or word.endswith(("يون", "يين")):
            return True
        if kind_of(self.tokens, phrase) is SourceKind.OUTLET:
            return True
        return any(w in given_names() for w in words[phrase.start : phrase.end]) or self.speakers.knows(phrase)

    def _beside(self, cue: int, opener: int, last: int, sense: CueSense, sentence: Sentence, hops: tuple[Hop, ...]) -> int:
        """Lay the clause before (or, where the phrase opens the sentence, after) at the door of `hops`."""
        words = self.tokens.words
        hops = tuple(h for h in hops if not is_publisher(self.tokens, h.phrase, self.publisher))
        if not hops:
            return last
        outer = self._enclosing(opener)
        if outer is not None and self._quoted_by(opener, outer):
            return last
        first = content.clause_start(self.tokens, opener, sentence.start) <= sentence.start
        first = first or words[cue][0] == "و" and sense is _FIXED_SENSE and words[cue] != "وفق"
        if first:
            start, end = last, -1
            while start < sentence.end and words[start] in ("،", "فان", "ان", "فانه", "قد", "فقد", ":"):
                start += 1
        else:
            start = self._clause_before(opener, sentence)
            rest = dict(time_phrases(words, last, sentence.end)).get(last, last) if last < sentence.end else last
            end = opener if rest >= sentence.end or words[rest] in "،.؛)" else sentence.end
            if end == opener and opener - start <= 4 and last + 1 < sentence.end:
                end = sentence.end
        if first and start >= sentence.end:
            previous = self.tokens.sentence_of(sentence.start) - 1
            if previous < 0 or self.tokens.sentences[previous].paragraph != sentence.paragraph:
                return last
            start, end = self.tokens.sentences[previous].start, self.tokens.sentences[previous].end
        if start >= sentence.end:
            return last
        if outer is not None and hops[0].kind is SourceKind.OUTLET and len(hops) == 1 and start <= outer.start:
            outer.chain = (hops[0], *(h for h in outer.chain if h.kind is not SourceKind.OUTLET))
            outer.end = opener
            return last
        chain = hops if len(hops) > 1 else (*self.speakers.outer_of(hops[0].phrase), *hops)
        self._end_before(start if start > (outer.start if outer else -1) else opener, sentence.start)
        self.speakers.named(chain, sentence.paragraph)
        o = _Open(cue, sense, chain, False, start, 0, sense.act)
        o.end = end
        self.found.append(o)
        if end < 0:
            self.stack.append(o)
        return last

    def _clause_before(self, at: int, sentence: Sentence) -> int:
        """Where the clause that ends before token `at` begins."""
        words = self.tokens.words
        for k in range(at - 2, sentence.start, -1):
            if words[k] in ("فيما", "بينما", "لكن", "كما", "وفيما", "وبينما", "حين") and words[k - 1] in ("،", "في", "وفي"):
                return k + 1
        for o in reversed(self.found):
            if o.cue < sentence.start:
                break
            if o.end >= 0 and o.start < at and o.end < at - 3:
                return o.end
        return sentence.start

    def _comes(self, i: int, sentence: Sentence) -> int:
        """`جاء في بيان لـ… أن`: the document is the source; `بيانا جاء فيه:` the one who issued it."""
        words = self.tokens.words
        at = i + 2 if i + 2 < sentence.end and words[i + 1] == "،" else i + 1
        after = words[at] if at < sentence.end else ""
        found = complement_of(self.tokens, i, self._reach(i, sentence), _COMES_SENSE)
        if found is None or after not in ("في", "فيه", "فيها") or found.at <= at:
            return i + 1
        if after == "في":
            zone = zone_of(self.tokens, at + 1, found.at, self.publisher)
            head = source_heads().get(words[at + 1])
            if not zone.hops or head is None or head.kind not in ("document", "outlet"):
                return i + 1
            hops: tuple[Hop, ...] = (hop_of(self.tokens, zone.hops[0]),)
        else:
            hops = ()
        return self._accept(i, i, _COMES_SENSE, found, sentence, hops, None, None)

    # -- subjects that have not spoken yet

    def _topic(self, sentence: Sentence, stop: int) -> None:
        """Remember the subject of a clause whose verb is no cue: a later `وقال` may mean it."""
        words, heads = self.tokens.words, source_heads()
        for i in range(sentence.start, min(sentence.start + 9, stop)):
            head = heads.get(words[i])
            if head is None or head.kind == "document" or words[i] in _lists().turns:
                continue
            if i > sentence.start and words[i - 1] in _lists().before_bare_verb:
                return
            zone = zone_of(self.tokens, i, min(stop, i + 14), self.publisher)
            if zone.hops:
                self.speakers.named((hop_of(self.tokens, zone.hops[0]),), sentence.paragraph, spoke=False)
            return


_COMES = frozenset({"جاء", "وجاء", "جاءت", "ورد", "وورد", "وردت", "ووردت"})
_COMES_SENSE = CueSense(
    "cue.document.jaa", "come", Act.STATE, frozenset({"that", "bithat", "quote"}), frozenset(), "perfect", "", "", "", False
)
_FIXED_SENSE = CueSense(
    "cue.fixed", "fixed", Act.STATE, frozenset(), frozenset(), "preposition", "", "", "", False
)


def _number(sense: CueSense) -> str:
    return sense.number


def _is_noun_with_pronoun(sense: CueSense, found: Complement, before: str) -> bool:
    """`ثمنه`, `طلبه`: with a pronoun the perfect of a simple verb is spelled as its noun, and is mostly that."""
    if not sense.suffix or sense.aspect != "perfect" or sense.gender != "m" or sense.number != "s":
        return False
    return not sense.conjoined and found.kind != "that" and before not in _lists().relative_pronouns


def _is_hal(word: str, sense: CueSense, before: str) -> bool:
    """Whether a participle stands as a circumstance (مؤكدا) and not as an adjective, name or title."""
    if sense.number == "s" and sense.gender == "m" and not word.endswith("ا"):
        return False
    if sense.number == "p" and not word.endswith("ين"):
        return False
    if sense.group == "affirm" and word in _ADVERBS:
        return False
    return before not in _lists().before_bare_verb


_ADVERBS = frozenset({"مجددا"})


def _pause(words: list[str], start: int, end: int) -> int:
    return next((k for k in range(start, end) if words[k] in ("،", "؛", ".")), end)


_SAYINGS = {"قوله": Act.STATE, "قولها": Act.STATE, "قولهم": Act.STATE, "القول": Act.STATE, "قولهما": Act.STATE, "تاكيده": Act.STATE,
    "تاكيدها": Act.STATE, "تاكيدهم": Act.STATE, "نفيه": Act.DENY, "نفيها": Act.DENY, "رفضه": Act.DENY, "رفضها": Act.DENY, "اعلانه": Act.STATE,
    "اتهامه": Act.ACCUSE, "تحذيره": Act.WARN, "دعوته": Act.DEMAND}  # fmt: skip


def _opens_relayed(words: list[str], k: int) -> bool:
    word = words[k]
    return word in _SAYINGS or word in ("ان", "انه", "انها", "انهم", ":", "بان")


def _relayed_content(words: list[str], opening: int, sense: CueSense) -> tuple[int, Act]:
    """Where the relayed words begin, and the act of the noun that opens them."""
    act = _SAYINGS.get(words[opening], Act.STATE)
    if act is Act.DENY and words[opening].startswith("رفض"):
        return opening, Act.STATE
    start = opening + 1
    while start < len(words) and words[start] in ("ان", "انه", "انها", "انهم", ":", "بان", "امس", "علي"):
        start += 1
    return start, act

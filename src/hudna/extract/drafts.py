"""Attributions in the making: which contents are still open while a report is read from left to right."""

from dataclasses import dataclass, field
from typing import Final

from hudna.extract import content
from hudna.extract.source_kinds import head_of, head_word, hop_of, kind_of
from hudna.extract.sources import zone_of
from hudna.extract.speakers import Speakers
from hudna.extract.stated import Complement, Hop, Phrase, Stated
from hudna.extract.tokens import Sentence, Tokens
from hudna.extract.told_to import is_publisher
from hudna.rules.cues import CueSense
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_verbal_noun
from hudna.vocabulary import Act, RuleId, SourceKind

HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
TOPIC_REACH: Final = 9
TOPIC_LENGTH: Final = 14
"""Within how many tokens of a sentence's start its subject is sought, and how long it may be."""


@dataclass(slots=True)
class Draft:
    """An attribution whose content may still go on: `end` is -1 until it is known.

    `quotation` is the index of the quotation that the content is, or -1; `parent` the draft in whose content it stands.
    """

    cue: int
    sense: CueSense
    chain: tuple[Hop, ...]
    carried: bool
    start: int
    lead: int
    act: Act
    candidates: tuple[Phrase, ...] = ()
    parent: "Draft | None" = None
    quotation: int = -1
    end: int = -1

    def holds_in_quotation(self, token: int) -> bool:
        return self.quotation >= 0 and token < self.end


@dataclass(slots=True)
class Drafts:
    """What has been read of a report so far, and who may speak on."""

    tokens: Tokens
    found: list[Draft] = field(default_factory=list)
    stack: list[Draft] = field(default_factory=list)
    speakers: Speakers = field(init=False)

    def __post_init__(self) -> None:
        self.speakers = Speakers(self.tokens)

    # -- what is open

    def enclosing(self, token: int) -> Draft | None:
        """The innermost attribution in whose content the token stands so far."""
        for draft in reversed(self.stack):
            if draft.start <= token and (draft.end < 0 or token < draft.end):
                return draft
        return None

    def in_sentence(self, sentence: Sentence) -> list[Draft]:
        """The attributions of the sentence that hang on no other."""
        return [d for d in self.found if d.cue >= sentence.start and d.parent is None]

    def leave_quotations(self, at: int) -> None:
        """Forget the quoted contents that are over before token `at`."""
        while self.stack and self.stack[-1].quotation >= 0 and at > self.stack[-1].end >= 0:
            self.stack.pop()

    def close_forgotten(self, at: int) -> None:
        """End a quoted content whose closing mark is missing where the report speaks again, at token `at`."""
        for draft in self.stack:
            if draft.quotation >= 0 and draft.end > at and not self.tokens.quotations[draft.quotation].closed:
                draft.end = at
        self.stack = [d for d in self.stack if not 0 <= d.end <= at]

    def close_at(self, end: int) -> None:
        """End every content that is not held open by a quotation."""
        open_still = self._still_quoted(end) if self.stack else -1
        for draft in self.stack:
            if draft.end < 0:
                if open_still >= 0 and draft.start < self.tokens.quotations[open_still].start:
                    draft.quotation, draft.end = open_still, self.tokens.quotations[open_still].end + 1
                else:
                    draft.end = end
        self.stack = [d for d in self.stack if d.end > end]

    def _still_quoted(self, end: int) -> int:
        """The quotation that goes on beyond a sentence which ends before token `end`, or -1 (قال إن س «باقية. ولن ترحل»)."""
        quoted = self.tokens.quoted
        n = quoted[end] if end < len(quoted) else -1
        return n if n >= 0 and self.tokens.quotations[n].closed and self.tokens.quotations[n].end > end else -1

    def end_before(self, at: int, floor: int) -> None:
        """A cue of the same level whose clause begins at `at` ends the contents that are open."""
        for draft in self.stack:
            if draft.end < 0:
                clause = content.clause_start(self.tokens, at, max(floor, draft.start))
                draft.end = max(clause, draft.start + 1)
            elif draft.end > at and draft.quotation < 0:
                draft.end = at
        self.stack = [d for d in self.stack if d.quotation >= 0 and d.end > at]

    def withdraw(self, draft: Draft) -> None:
        """Take back an attribution that turns out to be a hop of the next one."""
        self.found.remove(draft)
        self.stack.remove(draft)

    def end_inside(self, outer: Draft, at: int) -> None:
        """End the contents nested in that of `outer` before token `at`, where its own clause goes on."""
        for draft in self.stack:
            if draft is not outer and draft.parent is outer and (draft.end < 0 or draft.end > at):
                draft.end = at
        self.stack = [d for d in self.stack if d.parent is not outer]

    def open(self, draft: Draft, found: Complement) -> int:
        """Add an attribution and open its content; returns the token to read on from."""
        sentences = self.tokens.sentences
        own = sentences[self.tokens.sentence_of(draft.cue)].end
        quotation = content.quotation_of(self.tokens, found)
        if quotation >= 0 and content.ends_with_quotation(self.tokens, quotation):
            draft.quotation = quotation
            draft.end = self.tokens.quotations[quotation].end + 1
        elif draft.start >= own:
            draft.end = sentences[self.tokens.sentence_of(draft.start)].end
        elif found.kind in ("noun", "object"):
            end = content.noun_end(self.tokens, draft.start, own, nested=draft.parent is not None)
            draft.end = end if end < own else -1
        self.found.append(draft)
        self.stack.append(draft)
        return max(draft.start, draft.cue + 1)

    # -- who is named

    def hops_in(self, start: int, end: int) -> tuple[tuple[Hop, ...], Phrase | None]:
        """The sources named in tokens `[start, end)`, and the outlet they spoke to."""
        zone = zone_of(self.tokens, start, end)
        return tuple(hop_of(self.tokens, p) for p in zone.hops), zone.told_to

    def is_publisher(self, phrase: Phrase) -> bool:
        """Whether the phrase names the outlet that prints the report."""
        return is_publisher(self.tokens, phrase)

    def can_speak(self, phrase: Phrase) -> bool:
        """Whether the words themselves say that somebody or something speaks there (not: وفق التنسيق)."""
        word = head_word(self.tokens, phrase)
        if word in HEADS or word.endswith(("يون", "يين")) or kind_of(self.tokens, phrase) is SourceKind.OUTLET:
            return True
        if word.endswith(("ها", "هم")) and head_of(word) is not None:
            return True  # تقريرها
        words = self.tokens.words[phrase.start : phrase.end]
        return any(w in KNOWN.given_names for w in words) or self.speakers.knows(phrase)

    def content_subject(self, outer: Draft, at: int) -> Hop | None:
        """The subject with which a quoted or reported clause begins (قال إن الحكومة تتقدم باحتجاج على …)."""
        words = self.tokens.words
        start = outer.start + (0 if words[outer.start][0].isalnum() else 1)
        head = HEADS.get(words[start]) if start < at else None
        if head is None or head.kind == "document" or at - start > 30:
            return None
        hops, _ = self.hops_in(start, min(at, start + 4))
        return hops[0] if hops else None

    def note_topic(self, sentence: Sentence, stop: int) -> None:
        """Remember the subject of a clause whose verb is no cue: a later `وقال` may mean it."""
        words = self.tokens.words
        opening = self._after_frame(sentence, stop)
        if stop == sentence.end and self._note_relay(sentence, stop):
            return
        for i in range(opening, min(opening + TOPIC_REACH, stop)):
            head = HEADS.get(words[i])
            if head is None and i == opening + 1 and words[i] in KNOWN.given_names and opening > sentence.start:
                hops, _ = self.hops_in(i, min(stop, i + TOPIC_LENGTH))
                if hops:
                    self.speakers.named(hops[:1], sentence.paragraph, spoke=False)  # وتعقيبا على …، رفض كريم …
                return
            if head is None and i == sentence.start + 1 and words[i].startswith("ال"):
                known = hop_of(self.tokens, Phrase(i, i + 1))
                if known.kind is SourceKind.NAMED_PERSON and self.speakers.knows(known.phrase):
                    self.speakers.named((known,), sentence.paragraph, spoke=False)  # وشرح الصرخي …
                    return
            if head is None or head.kind == "document" or words[i] in KNOWN.turns or words[i] in KNOWN.days:
                continue
            if i > sentence.start + 1 and is_verbal_noun(words[i - 1]) and words[i - 2] in KNOWN.governors:
                continue  # وأدى ذلك إلى مقتل | ضابط
            if head.proper and i > sentence.start + 1 and words[i - 1] not in KNOWN.clause_openers:
                continue  # a state in the genitive (لحل أزمة س)
            if i == sentence.start or words[i - 1] not in KNOWN.before_bare_verb:
                hops, _ = self.hops_in(i, min(stop, i + TOPIC_LENGTH))
                if hops:
                    self.speakers.named((self._without_deed(hops[0]),), sentence.paragraph, spoke=False)
            return

    def _note_relay(self, sentence: Sentence, stop: int) -> bool:
        """Remember the outlet and its sources where it is told only what they speak of (كشفت صحيفة، نقلا عن مصادر، تفاصيل الخطة)."""
        words = self.tokens.words
        at = next((k for k in range(sentence.start, stop - 2) if words[k] == "نقلا" and words[k + 1] == "عن"), -1)
        named = (
            k for k in range(sentence.start, at) if (head := HEADS.get(words[k])) is not None and head.kind == "outlet"
        )
        opening = next(named, -1)
        if not sentence.start <= opening <= sentence.start + 1:
            return False
        outer, _ = self.hops_in(opening, at)
        comma = next((k for k in range(at + 2, stop) if words[k] == "،"), stop)
        inner, _ = self.hops_in(at + 2, comma)
        if not outer or not inner or outer[-1].kind is not SourceKind.OUTLET:
            return False
        chain = inner[:1] if self.is_publisher(outer[-1].phrase) else (outer[-1], inner[0])
        self.speakers.named(chain, sentence.paragraph)
        return True

    def _after_frame(self, sentence: Sentence, stop: int) -> int:
        """The token at which a sentence begins after a phrase put before it (وردا على الوزير، | رفض …)."""
        words = self.tokens.words
        if words[sentence.start] not in KNOWN.fronted:
            return sentence.start
        comma = next((k for k in range(sentence.start, min(stop, sentence.start + TOPIC_REACH)) if words[k] == "،"), -1)
        return comma + 1 if comma > 0 else sentence.start

    def _without_deed(self, hop: Hop) -> Hop:
        """A subject whose verb is no cue, cut before the noun of what it does (نسب المتحدث | الغارة)."""
        words = self.tokens.words
        start, end, lead = hop.phrase
        deeds = (k for k in range(start + 1, end) if is_verbal_noun(words[k]) and words[k] not in HEADS)
        return hop_of(self.tokens, Phrase(start, next(deeds, end), lead))

    def stated(self) -> list[Stated]:
        """What was read, in order of the cues, contents without the marks around them."""
        return [s for d in sorted(self.found, key=lambda d: d.cue) if (s := self._stated(d)) is not None]

    def _stated(self, draft: Draft) -> Stated | None:
        start, end = content.trimmed(self.tokens, draft.start, draft.end)
        if end <= start:
            return None
        return Stated(
            Phrase(draft.cue, draft.cue + 1),
            draft.chain,
            draft.carried,
            (start, end),
            draft.lead if start == draft.start else 0,
            draft.act,
            content.mode_of(self.tokens, start, end),
            RuleId(draft.sense.id),
            draft.candidates,
        )

"""A cue with what completes it, and the opening of its attribution: chain, act, where its content begins."""

from typing import Final, NamedTuple

from hudna.extract import content
from hudna.extract.drafts import Draft, Drafts
from hudna.extract.source_kinds import hop_of
from hudna.extract.stated import Complement, Hop, Phrase
from hudna.extract.tokens import Sentence
from hudna.rules.cues import CueSense
from hudna.rules.reporting import feeling_of, reporting_words, source_heads
from hudna.vocabulary import Act, SourceKind

HEADS: Final = source_heads()
KNOWN: Final = reporting_words()


class Cue(NamedTuple):
    """The word at `token` read in one sense; its clause begins at `clause`, with its subject or its connectors."""

    token: int
    sense: CueSense
    found: Complement
    sentence: Sentence
    clause: int


def accept(
    drafts: Drafts, cue: Cue, hops: tuple[Hop, ...], told_to: Phrase | None = None, outer: Draft | None = None
) -> int:
    """Open the content of a cue whose source is `hops`, or whoever it resumes; returns the token to go on from, or 0."""
    chain = hops
    candidates: tuple[Phrase, ...] = ()
    if not hops:
        chain, candidates, outer = _resumed(drafts, cue, outer)
        if not chain:
            return 0
    if told_to is not None:
        chain = (Hop(told_to, SourceKind.OUTLET), *_without_outlet(chain))
    elif hops and outer is None and len(hops) == 1:
        chain = (*drafts.speakers.outer_of(hops[0].phrase), *hops)
    if outer is not None and hops:
        chain = (*outer.chain, *hops)
    if outer is None:
        drafts.end_before(cue.clause, cue.sentence.start)
        drafts.speakers.named(chain, cue.sentence.paragraph, verb=cue.sense.gender if hops else "")
    act, start, lead, chain = content_of(drafts, cue, chain)
    return drafts.open(
        Draft(_printed_cue(drafts, cue), cue.sense, chain, not hops, start, lead, act, candidates, outer), cue.found
    )


def _resumed(drafts: Drafts, cue: Cue, outer: Draft | None) -> tuple[tuple[Hop, ...], tuple[Phrase, ...], Draft | None]:
    """The chain that a cue without subject goes on with, the other speakers it could mean, and what it hangs on."""
    if not drafts.found or drafts.found[-1].cue < cue.sentence.start:
        drafts.note_topic(cue.sentence, cue.token)
    enclosing = drafts.enclosing(cue.token)
    if enclosing is not None and drafts.tokens.words[cue.token - 1] in KNOWN.relative_pronouns:
        return enclosing.chain, (), enclosing
    speaker, candidates = drafts.speakers.resumed(cue.sense.gender, cue.sense.number, cue.sentence.paragraph)
    return (speaker.chain if speaker is not None else ()), candidates, outer


def _printed_cue(drafts: Drafts, cue: Cue) -> int:
    """The token that counts as the cue: of `ألقى باللوم على` the noun."""
    if "lawm" not in cue.sense.takes:
        return cue.token
    return next(k for k in range(cue.token, cue.found.at) if drafts.tokens.words[k] in KNOWN.blame)


def content_of(drafts: Drafts, cue: Cue, chain: tuple[Hop, ...]) -> tuple[Act, int, int, tuple[Hop, ...]]:
    """Act, first token and letters outside of the content; and the chain, one hop longer where a feeling is another's."""
    found, end = cue.found, cue.sentence.end
    if cue.sense.group == "express":
        if found.kind == "object" and feeling_of(drafts.tokens.words[found.start]) in (None, Act.STATE):
            return cue.sense.act, found.start, found.lead, chain  # أبدت رغبتها في: the feeling is itself what is said
        felt = content.expressed(drafts.tokens, found.start, end)
        if felt is not None:
            return *felt, (*chain, *_whose_feeling(drafts, found.start, felt[1]))
    return content.act_of(drafts.tokens, cue.sense, found.start, end), found.start, found.lead, chain


def _without_outlet(chain: tuple[Hop, ...]) -> tuple[Hop, ...]:
    return tuple(h for h in chain if h.kind is not SourceKind.OUTLET or len(chain) == 1)


def _whose_feeling(drafts: Drafts, noun: int, stop: int) -> tuple[Hop, ...]:
    """`أعرب عن استنكار المملكة ل…`: whose feeling it is, where that is said and is somebody else."""
    head = HEADS.get(drafts.tokens.words[noun + 1]) if noun + 1 < stop else None
    if head is None or head.kind != "organisation":
        return ()
    return (hop_of(drafts.tokens, Phrase(noun + 1, noun + 2)),)

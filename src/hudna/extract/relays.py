"""Outlets that relay others: `نقلت وكالة س عن ص قوله إن`."""

from typing import Final

from hudna.extract.before_verb import subject_before
from hudna.extract.drafts import Draft, Drafts
from hudna.extract.source_kinds import hop_of
from hudna.extract.stated import Complement, Hop, Phrase
from hudna.extract.tokens import Sentence
from hudna.rules.cues import CueSense
from hudna.rules.reporting import relayed_nouns, reporting_words
from hudna.vocabulary import Act

KNOWN: Final = reporting_words()
NOUNS: Final = relayed_nouns()
REACH: Final = 30
_ABOUT: Final = {"عن": "", "عنه": "m", "عنها": "f", "عنهم": "m"}
_TO: Final = {"الي": ""}
_UNNAMED: Final = frozenset({"اسمه", "اسمها", "هويته", "هويتها", "نفسه", "اسميهما", "اسمائهم"})
"""After عن they are what is kept back (فضل عدم الكشف عن اسمه)."""
_OPENS: Final = frozenset({"ان", "انه", "انها", "انهم", ":", "بان"})
_BETWEEN: Final = _OPENS | {"امس", "علي"}


def read_relayed(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> int:
    """The relaying outlet is the outer hop, the one after عن the inner; returns the token to go on from, or 0."""
    words = drafts.tokens.words
    end = min(sentence.end, i + REACH)
    ascribed = "obj-ila" in sense.takes  # نسبت الصحيفة إلى س قوله
    about = next(
        (k for k in range(i + 1, end) if words[k] in (_TO if ascribed else _ABOUT) and words[k + 1] not in _UNNAMED),
        end,
    )
    opening = next((k for k in range(about + 1, end) if words[k] in NOUNS or (words[k] in _OPENS and not ascribed)), -1)
    if opening < 0:
        return 0
    start, act = _content(words, opening)
    inner, candidates = _inner(drafts, about, opening, sentence)
    if inner is None or start >= sentence.end:
        return 0
    chain = (*_outer(drafts, i, about, opening, sense, sentence), inner)
    enclosing = drafts.enclosing(i)
    if enclosing is None or sense.conjoined or words[i - 1] in KNOWN.turn_frames or words[i - 1] in KNOWN.turns:
        enclosing = None
        drafts.end_before(i, sentence.start)
        carried_in = bool(_ABOUT.get(words[about], ""))  # نقلت عنه: an aside in a telling that is not the outlet's
        drafts.speakers.named(chain[-1:] if carried_in else chain, sentence.paragraph)
    else:
        chain = (*enclosing.chain, *chain)
    carried = bool(_ABOUT.get(words[about], ""))
    draft = Draft(i, sense, chain, carried, start, 0, act, candidates, enclosing)
    return drafts.open(draft, Complement("that", opening, start))


def _outer(drafts: Drafts, i: int, about: int, opening: int, sense: CueSense, sentence: Sentence) -> tuple[Hop, ...]:
    """The outlet that relays, unless it publishes the report itself or is not named."""
    hops, _ = drafts.hops_in(i + 1, about)
    if not hops and _ABOUT.get(drafts.tokens.words[about], ""):
        hops, _ = drafts.hops_in(about + 1, opening)  # نقلت عنها وكالة س أن
    if not hops and not sense.conjoined:
        ahead = subject_before(drafts.tokens, i, sentence.start)
        if ahead is not None and drafts.can_speak(ahead[0]):
            hops = (hop_of(drafts.tokens, ahead[0]),)
    return tuple(h for h in hops[:1] if not drafts.is_publisher(h.phrase))


def _inner(drafts: Drafts, about: int, opening: int, sentence: Sentence) -> tuple[Hop | None, tuple[Phrase, ...]]:
    """The one whose words are relayed, and the other speakers that a pronoun could mean."""
    candidates: tuple[Phrase, ...] = ()
    gender = _ABOUT.get(drafts.tokens.words[about], "")
    if not gender:
        hops, _ = drafts.hops_in(about + 1, opening)
        return (hops[0] if hops else None), candidates
    speaker, candidates = drafts.speakers.resumed(gender, "", sentence.paragraph)
    return (speaker.chain[-1] if speaker is not None else None), candidates


def _content(words: list[str], opening: int) -> tuple[int, Act]:
    """Where the relayed words begin, and the act of the noun that opens them; a refusal is itself what is relayed."""
    act = NOUNS.get(words[opening], "state")
    if act == "refuse":
        return opening, Act.STATE
    start = opening + 1
    while start < len(words) and words[start] in _BETWEEN:
        start += 1
    return start, Act(act)

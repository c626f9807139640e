"""What is kept of those whom an event hits: no named site, not what is counted or held, but those who hold it."""

from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.sites import entered, front, is_named
from hudna.extract.subjects import Around, Roles, with_joined
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import ACTING, ARMED, LEXICON, Names

HELD: Final = RULES.words["held"]
_NISBA: Final = Names.NISBA
_SITE: Final = Names.STRUCTURE | Names.PLACE


def kept(around: Around, frame: Frame, roles: Roles) -> Roles:
    """The roles, the recipient without what the frame does not hit, what is counted, held, or an actor already."""
    words = around.words
    recipient = tuple(
        m
        for m in roles.recipient
        if frame.recipients and m.flags & (frame.recipients | _NISBA) and not _is_site(words, m)
    )
    if recipient and frame.recipients & Names.FORCE and (holders := _holders(around, recipient)):
        recipient = holders
    actor = tuple(m for m in roles.actor if not entered(words, m))
    taken = {(m.start, m.end) for m in actor}
    return Roles(actor, tuple(_core(words, m, frame) for m in recipient if (m.start, m.end) not in taken))


def _holders(around: Around, hit: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Whose positions are hit, where `ل` names them after these (`قصف مواقع عسكرية للحركة`)."""
    words = around.words
    held = [m for m in hit if any(_bare_held(word) for word in words[m.start : m.start + 2])]
    if not held:
        return ()
    at = max(held[-1].end, max((m.end for m in hit if m.start < held[-1].end), default=0))
    for k in range(held[-1].start + 1, at):
        if LEXICON[words[k]].preposition == "ل" and LEXICON[words[k]].flags & ARMED:
            noun = LEXICON[words[k]]
            owner = Mention(k, held[-1].end, noun.lead, noun.flags, noun.gender, noun.number, noun.definite, "ل", False)
            return (owner, *with_joined(around, held[-1])[1:])
    owner_after = next((m for m in around.mentions if m.start >= at), None)
    if owner_after is None or owner_after.preposition != "ل" or not owner_after.flags & (ARMED | _NISBA):
        return ()
    between = words[at : owner_after.start]
    return with_joined(around, owner_after) if len(between) < 3 and all(w.endswith("ه") for w in between) else ()


def held_by(around: Around, holders: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The positions that stand before those who hold them, in one phrase or two; they are no place of their own."""
    if not holders:
        return ()
    first = holders[0].start
    near = (m for m in around.mentions if m.start < first <= m.end + 2)
    return tuple(m for m in near if any(_bare_held(word) for word in around.words[m.start : m.start + 2]))


def _bare_held(word: str) -> bool:
    bare = word.removeprefix("ال")
    return bare in HELD or bare.removesuffix("ا") in HELD


def _is_site(words: list[str], mention: Mention) -> bool:
    """Whether what is hit is one named site, which stands in place."""
    if mention.flags & Names.GROUP and front(words, mention):
        return True
    return mention.flags & _SITE == _SITE and mention.number == "s" and is_named(words, mention)


def _core(words: list[str], mention: Mention, frame: Frame) -> Mention:
    """A recipient without what is counted or held: of so many killed the people, of their positions those hit."""
    start = mention.start
    while (
        frame.victim
        and start < mention.end - 1
        and (LEXICON[words[start]].flags & Names.QUANTITY or words[start] == "من" or _opens_count(words, start))
    ):
        start += 1
    if words[start] in HELD and start < mention.end - 1 and LEXICON[words[start + 1]].flags & (ARMED | _NISBA):
        start += 1
    return mention if start == mention.start else mention._replace(start=start, lead=LEXICON[words[start]].lead)


def _opens_count(words: list[str], k: int) -> bool:
    """Whether an adjective of a number stands at token `k` (`عدد كبير | من السكان`)."""
    return (
        words[k + 1] == "من"
        and bool(LEXICON[words[k]].flags & Names.ADJECTIVE)
        and not LEXICON[words[k]].flags & ACTING
    )

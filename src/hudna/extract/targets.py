"""Whom a deed hits, by the words behind it: what a preposition brings, the object of the verb that tells the strike."""

from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.subjects import APART, BREAKS, RELATIVES, Around, bare_after, with_joined
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import LEXICON, QUALIFYING, Names

STRIKING: Final = RULES.words["striking"]
CARRYING_OUT: Final = RULES.words["carrying_out"]
_NISBA: Final = Names.NISBA
_RELATED: Final = 9
"""How far behind a strike a relative clause may stand that says whom it hit."""
PARTITIVE: Final = frozenset({"من", "بين"})
"""Prepositions that lead from the dead to who they are, right behind them (`قتلى من الجنود`)."""
RESISTING: Final = "تصد"
"""In a verb or noun after which `ل` brings the other side (`تصدى للمسلحين`)."""


def target_of(around: Around, at: int, frame: Frame, reach: int = 9) -> tuple[Mention, ...]:
    """What a preposition of the frame brings after the trigger, before its clause ends or another event begins."""
    at = last_joined(around, at) if frame.victim else at
    for mention in around.mentions:
        if mention.start <= at:
            continue
        if mention.start > at + reach:
            break
        between = around.words[at + 1 : mention.start]
        if not APART.isdisjoint(between):
            break
        if not around.triggers.isdisjoint(range(at + 1, mention.start)):
            break
        if frame.victim and mention.preposition in PARTITIVE and (between[1:] or mention.start in around.triggers):
            continue
        led = mention.preposition in frame.target or (mention.preposition == "ل" and RESISTING in around.words[at])
        if led and mention.flags & frame.recipients:
            return with_joined(around, mention)
    return ()


def last_joined(around: Around, at: int) -> int:
    """The last of the deaths and wounds that one phrase counts together (`قتلى وجرحى`, `لا قتلى ولا جرحى`)."""
    words = around.words
    while at + 2 < around.end:
        step = 1 if words[at + 1][0] == "و" and words[at + 1] != "ولا" else 2 if words[at + 1] in ("ولا", "او") else 0
        if not step or at + step not in around.triggers:
            break
        at += step
    return at


def struck(around: Around, at: int, frame: Frame) -> tuple[Mention, ...]:
    """The object of the verb right before a strike that is its subject or right behind it (`استهدفت غارة جوية المسلحين`)."""
    words = around.words
    if words[at - 1].lstrip("وف") in STRIKING:
        found = bare_after(around, at, 4)
    else:
        verb = next((k for k in range(at + 1, min(at + _RELATED, around.end)) if words[k] in STRIKING), -1)
        relates = verb > 0 and words[verb - 1] in RELATIVES
        if verb < 0 or not (relates or all(adjective(word) for word in words[at + 1 : verb])):
            return ()
        if not around.triggers.isdisjoint(range(at + 1, verb)) or not BREAKS.isdisjoint(words[at + 1 : verb]):
            return ()
        found = bare_after(around, verb, 4)
    return with_joined(around, found) if found and found.flags & frame.recipients & ~_NISBA else ()


def victims_of(around: Around, killers: tuple[Mention, ...], frame: Frame) -> tuple[Mention, ...]:
    """Whom `ل` brings right after the genitive of a killing, which is who kills then (`قتل المسلحين لثلاثة جنود`)."""
    end = killers[-1].end
    found = next((m for m in around.mentions if m.start == end and m.preposition == "ل" and not m.joined), None)
    return with_joined(around, found) if found is not None and found.flags & frame.recipients else ()


def adjective(word: str) -> bool:
    """Whether a word has the look of an adjective and is no verb of a relative clause."""
    if word.removesuffix("ه").removesuffix("ها") in CARRYING_OUT:
        return False
    return word.startswith("ال") or word.endswith("ه") or bool(LEXICON[word].flags & QUALIFYING)

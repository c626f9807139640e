"""Readings in token indices, as the rules of this room hand them to one another before they become spans."""

from dataclasses import dataclass
from typing import NamedTuple

from hudna.vocabulary import Act, Action, Mode, RuleId, SourceKind


class Phrase(NamedTuple):
    """Tokens `[start, end)`, of which the first has `lead` fused letters in front that are not part of the phrase."""

    start: int
    end: int
    lead: int = 0


class Complement(NamedTuple):
    """`start` is the first token of the content and `lead` its letters outside; the source's words end before `at`."""

    kind: str  # that, colon, quote, noun, object, bare
    at: int
    start: int
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop of a chain in tokens."""

    phrase: Phrase
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Stated:
    """An attribution in tokens: `content` is `[start, end)`; `content_lead` letters of its first token are not in it."""

    cue: Phrase
    chain: tuple[Hop, ...]
    carried: bool
    content: tuple[int, int]
    content_lead: int
    act: Act
    mode: Mode
    rule: RuleId
    candidates: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries an action of the codebook.

    `word_class` is "verb" or "noun" (verbal nouns and participles included).  `light` is the token of the light verb
    that carries its tense (`تم نقل`, `شن غارات`), or -1.  `passive` is True or False where the form or its neighbours
    decide, None where the spelling leaves it open.  `lead` letters before the word are not part of the trigger.
    """

    token: int
    action: Action
    word_class: str
    rule: RuleId
    aspect: str  # perfect, imperfect, jussive, future, participle, masdar, noun
    gender: str  # m, f or ""
    number: str  # s, d, p or ""
    light: int = -1
    passive: bool | None = None
    suffix: str = ""
    lead: int = 0

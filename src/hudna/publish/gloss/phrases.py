"""Naming phrases in English: `مصادر عسكرية يمنية` is `Yemeni military sources`.

A phrase is put into English only where every word of it is understood; of any other nothing is said here, and it stays quoted.
Words in quotation marks keep them, and a party's label is in quotation marks even where the report has none.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from hudna.publish.gloss.labels import labels_of_names
from hudna.publish.gloss.letters import QUOTES, known_name
from hudna.rules.clauses import english_clauses
from hudna.rules.english import (
    ADJECTIVE,
    MASS,
    NOUN,
    PLURAL,
    PREPOSITION,
    QUANTITY,
    TITLE,
    PhraseWord,
    names_of_places,
    nationalities,
    phrase_words,
)
from hudna.text.fold import fold

LONGEST = 5
NOUNS = (NOUN, PLURAL, MASS)
PREFIXES = {"ب": "in", "ل": "of"}


class Phrase(NamedTuple):
    """A phrase in English; `definite` where it has a `the`, `many` where it is a plural, `proper` where it is a name, `mass` without `a`."""

    text: str
    definite: bool
    many: bool
    proper: bool = False
    mass: bool = False

    @property
    def full(self) -> str:
        """With its article."""
        if self.proper:
            return self.text
        if self.definite:
            return f"the {self.text}"
        return (
            self.text
            if self.many or self.mass
            else f"{'an' if self.text.strip('“')[:1].lower() in 'aeiou' else 'a'} {self.text}"
        )


class Token(NamedTuple):
    """One word, folded, without its punctuation."""

    word: str
    quoted: bool
    comma: bool
    printed: str


@dataclass(slots=True)
class _Head:
    """A noun with what has been gathered around it."""

    noun: str
    definite: bool
    kind: str
    feminine: bool
    adjectives: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)

    def phrase(self) -> Phrase:
        """In English order."""
        # Arabic puts the adjective of origin first, English last: read from the far end.
        before = " ".join(reversed(self.adjectives))
        words = f"{before} {self.noun}" if before else self.noun
        return Phrase(" ".join((words, *self.behind)), self.definite, self.kind == PLURAL, mass=self.kind == MASS)

    def agrees(self, adjective: str) -> bool:
        """Whether an adjective in the singular can belong to it: one noun beside another takes those of its own gender."""
        return self.kind != NOUN or adjective.endswith("ه") == self.feminine


@lru_cache(maxsize=20_000)
def phrase_in_english(printed: str) -> Phrase | None:
    """The phrase in English, or None where a word of it is not understood."""
    tokens = _tokens(printed)
    if tokens and tokens[0].word.startswith("لل"):  # a fused preposition whose letters merged stays in a naming phrase
        tokens = (tokens[0]._replace(word=f"ا{tokens[0].word[1:]}"), *tokens[1:])
    found = _noun_phrase(tokens, 0) if tokens else None
    return found[0] if found and found[1] == len(tokens) else None


def _tokens(printed: str) -> tuple[Token, ...]:
    found, quoted = [], False
    for word in printed.split():
        opens = word[:1] in '“«"('
        quoted = quoted or opens
        bare = word.strip(QUOTES)
        if bare:
            found.append(Token(fold(bare).text, quoted, word.rstrip('”»")').endswith(("،", ",")), bare))
        if word.rstrip("،,.").endswith(("”", "»", '"', ")")):
            quoted = False
    return tuple(found)


Found = tuple[Phrase, int]


def _noun_phrase(tokens: tuple[Token, ...], at: int) -> Found | None:
    """The noun phrase that begins at a token and where it ends."""
    if at >= len(tokens):
        return None
    quantity = _word(tokens, at, (QUANTITY,))
    if quantity:
        rest = _noun_phrase(tokens, quantity[1])
        return (_counted(quantity[0].english, rest[0]), rest[1]) if rest else None
    title = _titled(tokens, at)
    if title:
        return _apposed(tokens, *title)
    noun = _word(tokens, at, NOUNS)
    if noun is None:
        proper = _proper(tokens, at)
        return _apposed(tokens, *proper) if proper else None
    word, end = noun
    head = _Head(
        _marked(word.english, tokens[at]), _has_article(tokens[at].word), word.kind, tokens[at].word.endswith("ه")
    )
    end = _gathered(tokens, end, head)
    return _joined(tokens, head.phrase(), end)


def _gathered(tokens: tuple[Token, ...], at: int, head: _Head) -> int:
    """Takes what belongs to the noun from a token on; where it stops."""
    while at < len(tokens) and not (at and tokens[at - 1].comma):
        adjective = _adjective(tokens, at)
        if adjective and head.agrees(tokens[at].word):
            head.adjectives.append(adjective[0])
            head.definite = head.definite or _has_article(tokens[at].word)
            at = adjective[1]
            continue
        led = _led(tokens, at)
        if led is None:
            break
        leading, inner, at = led
        head.behind.append(f"{leading} {inner.full}")
        if leading == "of" and (inner.definite or inner.proper):
            head.definite = True
    return at


def _led(tokens: tuple[Token, ...], at: int) -> tuple[str, Phrase, int] | None:
    """A preposition with its phrase, or a genitive."""
    word = _word(tokens, at, (PREPOSITION,))
    if word and (inner := _inner(tokens, word[1])):
        return word[0].english, *inner
    token = tokens[at]
    if token.word[:1] in PREFIXES and len(token.word) > 3 and not _word(tokens, at, NOUNS):
        rest = token.word[1:]
        bare = f"ا{rest}" if token.word.startswith("لل") else rest
        stripped = (*tokens[:at], token._replace(word=bare, printed=token.printed[1:]), *tokens[at + 1 :])
        if inner := _inner(stripped, at):
            return PREFIXES[token.word[0]], *inner
    genitive = None if token.word[:1] == "و" else _inner(tokens, at)
    return ("of", *genitive) if genitive else None


def _inner(tokens: tuple[Token, ...], at: int) -> Found | None:
    """A phrase inside another: what stands beside it with `and` is left to the outer one."""
    return _noun_phrase(tokens, at)


def _joined(tokens: tuple[Token, ...], phrase: Phrase, at: int) -> Found:
    """The phrase with another that `and` or a comma puts beside it."""
    if at < len(tokens) and tokens[at].word[:1] == "و" and len(tokens[at].word) > 2:
        token = tokens[at]
        stripped = (*tokens[:at], token._replace(word=token.word[1:], printed=token.printed[1:]), *tokens[at + 1 :])
        other = _noun_phrase(stripped, at)
        if other:
            return Phrase(f"{phrase.full} and {other[0].full}", False, True, True), other[1]
    return _apposed(tokens, phrase, at)


def _apposed(tokens: tuple[Token, ...], phrase: Phrase, at: int) -> Found:
    """The phrase with the name or the office that follows it."""
    if at >= len(tokens):
        return phrase, at
    name, end = _name(tokens, at)
    if name:
        return phrase._replace(text=f"{phrase.full}, {name}", proper=True), end
    if at and tokens[at - 1].comma:
        other = _noun_phrase(tokens, at)
        if other:
            return phrase._replace(text=f"{phrase.full}, {other[0].full}", proper=True), other[1]
    return phrase, at


def _name(tokens: tuple[Token, ...], at: int) -> tuple[str, int]:
    """A personal name all of whose words have a usual spelling; "" where none begins here."""
    for end in range(min(len(tokens), at + LONGEST), at, -1):
        words = [token.printed for token in tokens[at:end]]
        name = known_name(" ".join(words))
        if name and not any(token.comma for token in tokens[at : end - 1]):
            return name, end
    return "", at


def _titled(tokens: tuple[Token, ...], at: int) -> Found | None:
    title = phrase_words().get(tokens[at].word)
    if not title or title.kind != TITLE:
        return None
    name, end = _name(tokens, at + 1)
    return (Phrase(f"{title.english} {name}", True, False, True), end) if name else None


def _proper(tokens: tuple[Token, ...], at: int) -> Found | None:
    """The longest name of an actor, a person or a place that begins at a token."""
    for end in range(min(len(tokens), at + LONGEST), at, -1):
        name = " ".join(token.word for token in tokens[at:end])
        known = labels_of_names().get(name) or names_of_places().get(name)
        if known:
            many = at + 1 == end and known.endswith("s")
            return Phrase(known, True, many, True), end
    name, end = _name(tokens, at)
    return (Phrase(name, True, False, True), end) if name else None


def _adjective(tokens: tuple[Token, ...], at: int) -> tuple[str, int] | None:
    """An adjective, or two that `and` joins."""
    token = tokens[at]
    word = _word(tokens, at, (ADJECTIVE,))
    if word:
        return _marked(word[0].english, token), word[1]
    bare = token.word.removeprefix("ال")
    nation = nationalities().get(bare)
    if nation and nation in english_clauses().nations:
        return _marked(english_clauses().nations[nation], token), at + 1
    if token.word[:1] == "و" and len(token.word) > 4:
        rest = _adjective((*tokens[:at], token._replace(word=token.word[1:]), *tokens[at + 1 :]), at)
        return (f"{rest[0]} and", rest[1]) if rest else None
    return None


def _word(tokens: tuple[Token, ...], at: int, kinds: tuple[str, ...]) -> tuple[PhraseWord, int] | None:
    """The longest entry of the word table that begins at a token, of one of these kinds, and where it ends."""
    words = phrase_words()
    for end in range(min(len(tokens), at + LONGEST), at, -1):
        first, *rest = (token.word for token in tokens[at:end])
        for lead in (first, first.removeprefix("ال")):
            found = words.get(" ".join((lead, *rest)))
            if found and found.kind in kinds:
                return found, end
    return None


def _marked(english: str, token: Token) -> str:
    """The word in quotation marks where it is printed in them."""
    return f"“{english}”" if token.quoted and not english.startswith("“") else english


def _has_article(word: str) -> bool:
    return word.startswith("ال") and len(word) > 3


def _counted(quantity: str, phrase: Phrase) -> Phrase:
    """Some of something: `some residents`, `some of the residents`."""
    if (
        quantity.endswith(" of")
        and not phrase.definite
        and quantity not in ("dozens of", "hundreds of", "thousands of", "a number of")
    ):
        quantity = quantity.removesuffix(" of")
    return Phrase(
        f"{quantity} {phrase.full if quantity.endswith(' of') else phrase.text}", False, quantity != "one of", True
    )

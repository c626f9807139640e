"""What the words of one phrase give away of a name: a person's behind a title, an outlet's, the noun of a pronoun's owner."""

from typing import Final

from hudna.identify.phrase import PRONOUNS, WORDS, Said
from hudna.rules import countries as lands
from hudna.rules.places import head_nouns
from hudna.rules.reporting import outlets, source_heads
from hudna.rules.shapes import is_nisba, is_verbal_noun
from hudna.vocabulary import Actor, SourceKind

_TITLES: Final = (SourceKind.NAMED_PERSON, SourceKind.UNNAMED_PERSON)


def trailing_name(phrase: Said) -> tuple[str, ...]:
    """The words without article at the end of the phrase, behind a person's title; () where they may be no name."""
    words = [token for token in phrase.tokens if token[0].isalpha()]
    head = source_heads().get(words[0]) if words else None
    if not words or not (words[0] in WORDS.honorifics or (head and head.kind in _TITLES)):
        return ()
    taken = {token for group in phrase.hits for hit in group for token in phrase.tokens[hit.start : hit.end]}
    run: list[str] = []
    for token in reversed(words):
        if token.startswith("ال") or token in source_heads() or token in WORDS.after_preposition or token in taken:
            break
        if is_nisba(token) or is_verbal_noun(token) or token in lands.by_name():
            break
        if token in head_nouns():
            return ()
        run.append(token)
    return tuple(reversed(run)) if len(run) < len(words) and len(run) <= 3 else ()


def noun_of(token: str) -> str:
    """The noun without what is fused in front of it."""
    for lead in ("وال", "بال", "لل", "ال"):
        if token.startswith(lead) and len(token) > len(lead) + 2:
            return token[len(lead) :]
    return token


def without_pronoun(token: str) -> str:
    """The noun without the pronoun at its end, its ta marbuta given back (`حكومته`)."""
    if token in WORDS.bodies:
        return token
    for pronoun in PRONOUNS:
        if token.endswith(pronoun):
            bare = token[: -len(pronoun)]
            return bare[:-1] + "ه" if bare.endswith("ت") and bare not in WORDS.bodies else bare
    return token


def outlet_of(phrase: Said) -> Actor | None:
    """A known outlet by its name, with or without its class (`صحيفة`) before it."""
    words = [token for token in phrase.tokens if token[0].isalnum()]
    for name in (" ".join(words), " ".join(words[1:])):
        if name in outlets():
            return Actor(f"outlet:{outlets()[name] or name.replace(' ', '-')}", "", "MED", name)
    return None

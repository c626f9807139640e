"""What one word of a report may tell: the names that it may open, its country, the agreement that it may head.

Every word of a report is asked, and hardly any tells something; one look-up a word says so.
"""

from functools import cache
from typing import Final, NamedTuple

from hudna.identify.names import SPELLED, VARIANTS, bare, names
from hudna.identify.phrase import adjective
from hudna.identify.tails import Tails
from hudna.rules import countries as lands
from hudna.rules.agreements import agreement_words

WORDS: Final = agreement_words()
_FUSED: Final = ("و", "ب", "ل", "ف")


class Head(NamedTuple):
    """A head noun of an agreement: its kind, whether it is definite, and how many letters are fused in front of it."""

    kind: str
    definite: bool
    fused: int


class _Heads(dict[str, Head | None]):
    """A token to the head that it is, or None; remembered."""

    def __missing__(self, token: str) -> Head | None:
        found = None
        for word in bare(token):
            stem = word[2:] if word.startswith("ال") else word
            kind = WORDS.heads.get(word) or WORDS.heads.get(stem)
            if kind:
                fused = 0 if token.startswith("لل") else len(token) - len(word)
                found = Head(kind, word.startswith("ال"), fused)
                break
        self[token] = found
        return found


HEADS: Final = _Heads()


class _Countries(dict[str, tuple[str, ...]]):
    """A token to the one country that it names or is the nationality of, () for another word or several; remembered."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        if not _tails().may_be(token):
            self[token] = ()
            return ()
        names, capitals = lands.by_name(), lands.by_capital()
        found = adjective(token)
        for name in (token, token[1:]) if token[:1] in _FUSED else (token,):
            found = found or names.get(name, ()) or capitals.get(name, ())
        self[token] = found if len(found) == 1 else ()
        return self[token]


COUNTRIES: Final = _Countries()


@cache
def _tails() -> Tails:
    """Every word that opens a name, names a country, heads an agreement or is spelled in several ways."""
    countries = (*lands.by_adjective(), *lands.by_name(), *lands.by_capital())
    return Tails(names().longest, frozenset((*countries, *WORDS.heads, *VARIANTS)))


class Told:
    """What a word tells: itself as the tables spell it, whether a name may open with it, its country, or an agreement."""

    __slots__ = ("countries", "heads", "opens", "token")

    def __init__(self, token: str, opens: bool, countries: tuple[str, ...], heads: bool) -> None:
        self.token = token
        self.opens = opens
        self.countries = countries
        self.heads = heads


class _Tolds(dict[str, Told | None]):
    """A folded word to what it tells, None for the many that tell nothing and are spelled one way; remembered."""

    def __missing__(self, word: str) -> Told | None:
        if not _tails().may_be(word):
            self[word] = None
            return None
        token = SPELLED[word]
        opens = heads = False
        longest = names().longest
        for form in bare(token):
            opens = opens or form in longest
            heads = heads or form in WORDS.heads or form.removeprefix("ال") in WORDS.heads
        countries = COUNTRIES[token]
        plain = token == word and not (opens or countries or heads)
        self[word] = found = None if plain else Told(token, opens, countries, heads)
        return found


TOLD: Final = _Tolds()

"""What somebody searches for: words as they ask for them, and every spelling under which reports may hold them.

Words are folded like the reports, so that a broken word is found however it was broken.  What is fused to a word (و ف ب ك ل ال
and pronouns) is looked for with it, and taken off it where the lexicon knows what is left, or the reports use it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from hudna.errors import BadQuestion
from hudna.ledger.fulltext import WORD, folded
from hudna.rules.clitics import Split, splits
from hudna.rules.families import family_of, stems_known
from hudna.rules.fused import CONJUNCTIONS, PREPOSITIONS, all_of, nouns_of
from hudna.rules.nouns import LEXICON

Sequences = frozenset[tuple[str, ...]]
Present = Callable[[Collection[str]], dict[str, int]]
_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|(\S+)')
_LEAST_BARE, _LEAST_DEFINITE = 4, 3
"""Letters that have to be left of a word that only the reports know."""


class NothingAsked(BadQuestion):
    """There is no word in what was asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word or phrase: `own` are the sequences of words that are it, `family` those of its family besides.

    Both hold only what the index of the ledger has, as far as single words go.
    """

    printed: str
    own: Sequences
    family: Sequences

    @property
    def all(self) -> Sequences:
        """Whatever counts as found."""
        return self.own | self.family


def asked_for(words: Sequence[str], present: Present, *, exact: bool = False) -> tuple[Asked, ...]:
    """What is asked for by words and phrases in quotes; a text of several words without quotes is a phrase.

    `present` tells which words the reports hold, and how many reports do.  With `exact`, words are taken as they are written.
    Raises `NothingAsked` where no word is among them.
    """
    found = []
    for printed in _parts(words):
        tokens = tuple(WORD.findall(folded(printed).text.lower()))
        if len(tokens) == 1 and not exact:
            found.append(_word(printed, tokens[0], present))
        elif tokens:
            found.append(Asked(printed, _phrase(tokens, present, exact), frozenset()))
    if not found:
        raise NothingAsked("no word to search for; say: hudna search WORDS, and put a phrase in quotes")
    return tuple(found)


def _parts(words: Iterable[str]) -> list[str]:
    parts: list[str] = []
    for given in words:
        if any(quote in given for quote in '"«“'):
            parts += ["".join(match.groups("")) for match in _QUOTED.finditer(given)]
        else:
            parts.append(given)
    return parts


def _word(printed: str, word: str, present: Present) -> Asked:
    stems = stems_known(word)
    families = [family_of(stem) for stem in stems]
    spelled = {form for stem in (word, *stems) for form in nouns_of(stem)}
    kin = {form for family in families for form in all_of(family)}
    if not stems:
        spelled |= {form for stem in _used_bare(word, present) for form in nouns_of(stem)}
    there = present(spelled | kin)
    own = {form for form in spelled if form in there}
    return Asked(printed, _alone(own), _alone(kin & there.keys() - own))


def _alone(words: Iterable[str]) -> Sequences:
    return frozenset((word,) for word in words)


def _used_bare(word: str, present: Present) -> list[str]:
    """What is left of a word that the lexicon does not know, where the reports use that by itself, more than the word."""
    if word in LEXICON.table:
        return []
    found = [split for split in splits(word) if not split.suffix and (split.definite or split.lead)]
    used = present([word, *(split.stem for split in found)])
    return [split.stem for split in found if _is_used(split, used, used.get(word, 0))]


def _is_used(split: Split, used: dict[str, int], whole: int) -> bool:
    if split.definite:
        return len(split.stem) >= _LEAST_DEFINITE and split.stem in used
    return len(split.stem) >= _LEAST_BARE and used.get(split.stem, 0) > whole


def _phrase(tokens: tuple[str, ...], present: Present, exact: bool) -> Sequences:
    """The phrase as it is written, and with a conjunction or a preposition before its first word."""
    first, *rest = tokens
    if exact:
        return frozenset((tokens,))
    spelled = {conjunction + preposition + first for conjunction in CONJUNCTIONS for preposition in PREPOSITIONS}
    if first.startswith("ال"):
        spelled |= {f"{conjunction}لل{first[2:]}" for conjunction in CONJUNCTIONS}
    return frozenset((form, *rest) for form in present(spelled))

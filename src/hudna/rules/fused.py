"""Every way in which a stem may be printed with something fused to it: و ف ب ك ل ال before it, a pronoun after it."""

from collections.abc import Iterator
from typing import Final

from hudna.rules.families import Family

CONJUNCTIONS: Final = ("", "و", "ف")
PREPOSITIONS: Final = ("", "ب", "ل", "ك")
_PRONOUNS: Final = ("هما", "ها", "هم", "هن", "نا", "ه", "ي")
"""What the press fuses to words: it addresses nobody."""
_MARKS: Final = ("", "س", "ل")
_LEAST: Final = 4
"""Letters that a word has to have before a pronoun is looked for after it: `عليها` is no form of the name `علي`."""


def nouns_of(stem: str) -> Iterator[str]:
    """The printed spellings of a noun or a name that the lexicon need not know, the bare one first."""
    yield from with_leads(stem)
    if len(stem) >= _LEAST:
        yield from _with_pronouns(stem[:-1] + "ت" if stem.endswith("ه") else stem)


def with_leads(stem: str) -> Iterator[str]:
    """A noun bare, with conjunction and preposition, and with the article."""
    for conjunction in CONJUNCTIONS:
        for preposition in PREPOSITIONS:
            yield f"{conjunction}{preposition}{stem}"
        for article in ("ال", "بال", "كال", "لل"):
            yield f"{conjunction}{article}{stem}"
        if stem.startswith("ل"):
            yield f"{conjunction}لل{stem[1:]}"


def _with_pronouns(stem: str) -> Iterator[str]:
    for conjunction in CONJUNCTIONS:
        for preposition in ("", "ب", "ل"):
            yield from (f"{conjunction}{preposition}{stem}{pronoun}" for pronoun in _PRONOUNS)


def all_of(family: Family) -> Iterator[str]:
    """The printed spellings of a whole family."""
    for noun in family.nouns:
        yield from with_leads(noun)
    for noun in family.before_pronoun:
        yield from _with_pronouns(noun)
    for conjunction in CONJUNCTIONS:
        yield from (conjunction + verb for verb in family.perfect)
        yield from (conjunction + mark + verb for verb in family.imperfect for mark in _MARKS)
        yield from (conjunction + verb + end for verb in family.perfect_before for end in _PRONOUNS[:-1])
        yield from (
            f"{conjunction}{mark}{verb}{end}"
            for verb in family.imperfect_before
            for mark in _MARKS
            for end in _PRONOUNS[:-1]
        )

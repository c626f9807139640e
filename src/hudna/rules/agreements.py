"""The words by which an agreement is spoken of, from `ar/agreement_words.tsv`."""

from functools import cache
from typing import NamedTuple

from hudna.rules.words import folded, rows


class AgreementWords(NamedTuple):
    """Folded: heads with their kind (agreement, truce, resolution), ordinals with their number, and what stands beside."""

    heads: dict[str, str]
    ordinals: dict[str, str]
    concluded: frozenset[str]
    provision: frozenset[str]
    says: frozenset[str]
    number: frozenset[str]
    relative: frozenset[str]


@cache
def agreement_words() -> AgreementWords:
    """The table, read once; raises ValueError for a part that nobody knows."""
    parts: dict[str, dict[str, str]] = {
        part: {} for part in ("head", "ordinal", "concluded", "provision", "says", "number", "relative")
    }
    for row in rows("ar/agreement_words.tsv"):
        if row["part"] not in parts:
            raise ValueError(f"ar/agreement_words.tsv: {row['word']}: part wants one of {', '.join(parts)}")
        parts[row["part"]][folded(row["word"])] = row["value"]
    return AgreementWords(
        parts["head"],
        parts["ordinal"],
        frozenset(parts["concluded"]),
        frozenset(parts["provision"]),
        frozenset(parts["says"]),
        frozenset(parts["number"]),
        frozenset(parts["relative"]),
    )

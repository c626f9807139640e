"""Which agreement: the words that speak of one, and the documents that they may mean."""

from dataclasses import dataclass

from hudna.vocabulary.actors import Ground
from hudna.vocabulary.spans import Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """A document: `signed` is a date or "", `parties` are actor ids.

    `id` is a theatre's, or `agreement:` and the words that describe one that no theatre knows, until a person names it.
    """

    id: str
    label: str
    signed: str
    parties: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether a theatre knows it."""
        return not self.id.startswith("agreement:")


@dataclass(frozen=True, slots=True)
class AgreementMention:
    """Words that speak of an agreement and every one that they may mean: resolved only where one is left.

    `provision` is the number of the provision spoken of, "" where the words name none.  `antecedent` is the earlier mention
    that a bare `الاتفاق` points back to.
    """

    words: Span
    candidates: tuple[Agreement, ...]
    provision: str = ""
    ground: Ground = Ground.NOTHING
    antecedent: Span | None = None

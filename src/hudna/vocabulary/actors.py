"""Who: what a naming phrase says of itself about side and country."""

from dataclasses import dataclass

from hudna.vocabulary.spans import Span


@dataclass(frozen=True, slots=True)
class Actor:
    """An identity an actor phrase may stand for.

    `country` is a PLOVER country code (ISO 3166 alpha-3), `sector` a PLOVER sector code (GOV, MIL, REB, CVL, IGO, ...);
    either is "" when unsaid.  `id` is stable: `TUR-MIL`, or a theatre's own.
    """

    id: str
    country: str
    sector: str
    label: str


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A naming phrase and every identity it may stand for; resolved only when one candidate is left."""

    words: Span
    candidates: tuple[Actor, ...]
    rule: str

    @property
    def resolved(self) -> Actor | None:
        """The one identity left, or None."""
        return self.candidates[0] if len(self.candidates) == 1 else None

"""Who: what a naming phrase says of itself about side and country."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Actor:
    """An identity an actor phrase may stand for.

    `country` is a PLOVER country code (ISO 3166 alpha-3), `sector` a PLOVER sector code (GOV, MIL, REB, CVL, IGO, ...);
    either is "" when unsaid; IGO stands as a country for what is above states.  `id` is stable: `TUR-MIL`, a theatre's
    own, or `person:` and a name for somebody named whom no theatre knows; it is "" for an anonymous source, which has a
    type and no identity.  `body` is the id of the actor whose office a person holds, or whose side the person is on.
    """

    id: str
    country: str
    sector: str
    label: str
    body: str = ""


class Ground(StrEnum):
    """On what an identity rests, the surest first."""

    NAME = "name"  # a name that means it wherever it stands
    OFFICE = "office"  # an office, and who held it on the day
    WORDS = "words"  # head noun and nationality
    REPORT = "report"  # somebody named before in the same report
    THEATRE = "theatre"  # what reports of this theatre mean by it
    SETTING = "setting"  # the country in which it happens
    ANONYMOUS = "anonymous"  # an unnamed source: its type, and no identity
    NOTHING = ""

"""What may be asked of the API: the parameters of each kind of address, and nothing besides them."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from hudna.desk.view import LONGEST
from hudna.ledger.filters import Filters

LIMIT, MOST = 50, 200
"""Items of a page where nothing is said, and at most."""
Word = Annotated[str, Field(max_length=LONGEST)]
Id = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Date = Annotated[date | None, Field(description="The day on which windows are looked at; today where nothing is said.")]


class Nothing(BaseModel):
    """An address that takes no parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class One(Nothing):
    """One thing, by its id."""

    id: Id


class Paged(Nothing):
    """A page of a list."""

    after: Word = Field("", description="The `next` of the page before; the first page where it is empty.")
    limit: int = Field(LIMIT, ge=1, le=MOST)


class Filtered(Paged):
    """A page of a list that the filters cut, the same that `hudna list` has."""

    source: Word = Field("", description="Told by: words, an identity (SYR-MIL), or a kind of source.")
    side: Word = Field("", description="Who acts or speaks (idlib-2020/turkey, TUR).")
    action: Word = Field("", description="An action (violence.air), a register (aid), or the first part of actions.")
    place: Word = Field("", description="Words, or the id of a place, an area or a country.")
    when: Word = Field("", description="It happened then: 2020-11-01, 2020-11, or two with a slash between.")
    published: Word = Field("", description="It was published then, in the same forms.")
    agreement: Word = Field("", description="Spoken of nearby: words or an id.")
    outlet: Word = Field("", description="The outlet, or words of its name.")
    origins: int = Field(0, ge=0, le=9999, description="At least so many independent origins.")
    confidence: float = Field(0.0, ge=0, le=1, description="At least as sure as that.")

    @property
    def filters(self) -> Filters:
        """The filters among them."""
        return Filters(**self.model_dump(include=set(Filters.__dataclass_fields__)))


class Stories(Filtered):
    """A page of stories."""

    least: int = Field(1, ge=1, le=9999, description="Stories of at least so many reports.")


class Dated(Filtered):
    """A page of a list that hangs on the day."""

    as_of: Date = None


class Commitments(Dated):
    """A page of one column of the board."""

    status: Word = Field("announced", description="A column: announced, overdue, superseded, or what a person decided.")


class Commitment(One):
    """One commitment."""

    as_of: Date = None


class Report(One):
    """One report, or an earlier wording of it."""

    wording: int = Field(0, ge=0, le=999_999, description="The number of an earlier wording; 0 for the current one.")


class Searched(Filtered):
    """What is searched for."""

    q: Annotated[str, Field(min_length=1, max_length=LONGEST)] = Field(
        description='Words; what stands in "quotation marks" is a phrase.'
    )
    exact: bool = Field(False, description="The words as written, without what is fused to them or their family.")
    newest: bool = Field(False, description="The latest first, and not the likeliest.")


class Sources(Paged):
    """A page of sources."""

    name: Word = Field("", description="Words of the name, or of the identity.")


class Log(Paged):
    """A page of the log."""

    after: Annotated[str, Field(pattern=r"^\d{0,9}$")] = Field(
        "", description="The number that the page begins before."
    )

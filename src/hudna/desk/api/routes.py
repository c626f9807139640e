"""Every address of the API in one table: its path, who may ask, with which scope of a token, what may be asked, and what answers.

All of them are read; what changes the ledger is done by a person at a page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hudna.desk.access import Who
from hudna.desk.api import answering, asking
from hudna.desk.api.asking import Nothing
from hudna.desk.view import Desk

VERSION = "v1"


@dataclass(frozen=True, slots=True)
class ApiRow:
    """One address.  `many` says whether it answers with a page of a list."""

    path: str
    who: Who
    scope: str
    asks: type[Nothing]
    answer: Callable[[Desk, Any], Any]
    many: bool = True


API_ROWS = (
    ApiRow("/reports", Who.READER, "reports", asking.Filtered, answering.reports),
    ApiRow("/report", Who.READER, "reports", asking.Report, answering.report, many=False),
    ApiRow("/search", Who.READER, "reports", asking.Searched, answering.searched),
    ApiRow("/entries", Who.READER, "entries", asking.Filtered, answering.entries),
    ApiRow("/entry", Who.READER, "reports", asking.One, answering.entry),
    ApiRow("/stories", Who.READER, "entries", asking.Stories, answering.stories),
    ApiRow("/story", Who.READER, "entries", asking.One, answering.story, many=False),
    ApiRow("/commitments", Who.READER, "entries", asking.Commitments, answering.commitments),
    ApiRow("/commitment", Who.READER, "entries", asking.Commitment, answering.commitment, many=False),
    ApiRow("/posts", Who.READER, "entries", asking.Filtered, answering.posts),
    ApiRow("/contacts", Who.READER, "entries", asking.Dated, answering.contacts),
    ApiRow("/displacement", Who.READER, "entries", asking.Filtered, answering.displacement),
    ApiRow("/forces", Who.READER, "entries", asking.Filtered, answering.forces),
    ApiRow("/provisions", Who.READER, "entries", asking.Filtered, answering.provisions),
    ApiRow("/sources", Who.READER, "entries", asking.Sources, answering.sources),
    ApiRow("/source", Who.READER, "entries", asking.One, answering.source, many=False),
    ApiRow("/log", Who.READER, "log", asking.Log, answering.log),
    ApiRow("/checkpoint", Who.READER, "log", asking.Nothing, answering.checkpoint, many=False),
)

"""The index of words: which reports hold a word.

The words are made here, by our own folding, and stood in the columns of `words` beside blanks; the database only sorts them in,
SQLite with FTS5 (`fulltext_sqlite.py`) and PostgreSQL with GIN (`fulltext_postgres.py`).  All of it follows from the reports
and can be made anew; nothing in it is evidence.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, Protocol

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    column,
    delete,
    event,
    insert,
    select,
    table,
)

from hudna.ledger import fulltext_postgres, fulltext_sqlite
from hudna.ledger.portions import portions
from hudna.ledger.schema import metadata, reports
from hudna.rules.known import body_folded
from hudna.rules.words import resource
from hudna.text.fold import Folded

FOLDING = 1
"""To be raised when `hudna.text` folds otherwise than it did."""
WORD = re.compile(r"[^\W_]+")
TOGETHER = 5
"""Letters that words share which are looked up together."""
_LAST = "\U0010ffff"

words = Table(
    "words",
    metadata,
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Column("title", String, nullable=False),
    Column("body", String, nullable=False),
    Column("folding", String, nullable=False),
)
"""The folded words of every wording that is not redacted; `folding` tells by which words and letters it was folded."""


class WordIndex(Protocol):
    """What a database does with the rows of `words`."""

    MADE: tuple[str, ...]

    def take_in(self, connection: Connection, keys: Collection[int]) -> None: ...

    def take_out(self, connection: Connection, keys: Collection[int]) -> None: ...

    def forget(self, connection: Connection) -> None: ...

    def holding(self, groups: Iterable[Iterable[tuple[str, ...]]]) -> Select[Any]: ...

    def as_kept(self, word: str) -> str: ...


_INDEXES: dict[str, WordIndex] = {"sqlite": fulltext_sqlite, "postgresql": fulltext_postgres}
for dialect, kind in _INDEXES.items():
    for made in kind.MADE:
        event.listen(words, "after_create", DDL(made).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]

_terms = table("word_terms", column("term", String), column("doc", Integer), column("cnt", Integer))
_TERMS = select(_terms.c.term, _terms.c.doc).where(
    _terms.c.term >= bindparam("low", type_=String), _terms.c.term < bindparam("high", type_=String)
)


@cache
def folding() -> str:
    """What words are folded by, as a short name: another one makes other words of the same text."""
    known = resource("ar/known_words.tsv").read_bytes()
    return f"{FOLDING}-{hashlib.sha256(known).hexdigest()[:12]}"


def folded(printed: str) -> Folded:
    """A printed text folded as the index folds it, broken words put together."""
    return body_folded(printed)


def words_of(printed: str) -> str:
    """The words of a printed text as they stand in the index."""
    return " ".join(WORD.findall(folded(printed).text.lower()))


def row_of(key: int, title: str, body: str) -> dict[str, Any]:
    """The row of one report."""
    return {"report": key, "title": words_of(title), "body": words_of(body), "folding": folding()}


def take_in(connection: Connection, keys: Iterable[int]) -> None:
    """Puts reports, whose rows have just been added, into the index."""
    for some in portions(keys):
        wanted = select(reports.c.key, reports.c.title, reports.c.text)
        here = reports.c.key.in_(some), reports.c.redacted.is_(None)
        if rows := [row_of(*row) for row in connection.execute(wanted.where(*here))]:
            connection.execute(insert(words), rows)
            _index(connection).take_in(connection, [row["report"] for row in rows])


def take_in_missing(connection: Connection) -> None:
    """Puts every report into the index that is not in it."""
    there = select(words.c.report)
    missing = select(reports.c.key).where(reports.c.redacted.is_(None), reports.c.key.not_in(there))
    take_in(connection, connection.execute(missing.order_by(reports.c.key)).scalars().all())


def take_out(connection: Connection, keys: Collection[int]) -> None:
    """Takes reports out of the index, and what it still holds of their words."""
    for some in portions(keys):
        _index(connection).take_out(connection, some)
        connection.execute(delete(words).where(words.c.report.in_(some)))
    _index(connection).forget(connection)


def holding(connection: Connection, groups: Iterable[Iterable[tuple[str, ...]]]) -> Select[Any]:
    """The keys and ranks, the smaller the better, of the reports that hold one sequence of words of every group."""
    return _index(connection).holding(groups)


def in_reports(connection: Connection, wanted: Collection[str]) -> dict[str, int]:
    """Those of the words that the index has, and how many wordings hold each."""
    asked = {as_kept(connection, word): word for word in wanted}
    found: dict[str, int] = {}
    for lead in _leads(asked):
        for term, count in connection.execute(_TERMS, {"low": lead, "high": lead + _LAST}):
            if term in asked:
                found[asked[term]] = count
    return found


def _leads(asked: Iterable[str]) -> Iterator[str]:
    """The beginnings of words that are looked up, none of which begins another."""
    last = _LAST
    for lead, _ in groupby(sorted(word[:TOGETHER] for word in asked)):
        if not lead.startswith(last):
            last = lead
            yield lead


def counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """Every word of the index, in how many wordings it stands, and how often."""
    return {term: (docs, times) for term, docs, times in connection.execute(select(_terms))}


def as_kept(connection: Connection, word: str) -> str:
    """A word as it is counted by `counts`."""
    return _index(connection).as_kept(word)


def _index(connection: Connection) -> WordIndex:
    return _INDEXES[connection.dialect.name]

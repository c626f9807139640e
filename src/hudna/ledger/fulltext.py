"""The index of words: which reports hold a word, as one database would keep it and another would do otherwise.

The words are made here, by our own folding, and stood in the columns of `words` beside blanks; the database only sorts them in.
SQLite does that with FTS5 over the columns (`word_index`); PostgreSQL would do it with `to_tsvector('simple', …)` of the same
columns.  All of it follows from the reports and can be made anew; nothing in it is evidence.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

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
    text,
)

from hudna.ledger.schema import metadata, reports
from hudna.rules.known import body_folded
from hudna.rules.words import resource
from hudna.text.fold import Folded

FOLDING = 1
"""To be raised when `hudna.text` folds otherwise than it did."""
WORD = re.compile(r"[^\W_]+")
AT_ONCE = 500
"""Reports in one statement."""
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
_SQLITE = (
    "CREATE VIRTUAL TABLE word_index USING fts5"
    "(title, body, content = 'words', content_rowid = 'report', tokenize = 'ascii')",
    "INSERT INTO word_index(word_index, rank) VALUES('rank', 'bm25(3.0, 1.0)')",
    "CREATE VIRTUAL TABLE word_terms USING fts5vocab('word_index', 'row')",
)
for made in _SQLITE:
    event.listen(words, "after_create", DDL(made).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]

_index = table("word_index", column("rowid", Integer), column("rank"))
_terms = table("word_terms", column("term", String), column("doc", Integer), column("cnt", Integer))
_HERE = "FROM words WHERE report IN :reports"
_TAKE_IN = text(f"INSERT INTO word_index(rowid, title, body) SELECT report, title, body {_HERE}")
_TAKE_OUT = text(f"INSERT INTO word_index(word_index, rowid, title, body) SELECT 'delete', report, title, body {_HERE}")
_FORGET = text("INSERT INTO word_index(word_index) VALUES('optimize')")
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
    for some in _portions(keys):
        wanted = select(reports.c.key, reports.c.title, reports.c.text)
        here = reports.c.key.in_(some), reports.c.redacted.is_(None)
        if rows := [row_of(*row) for row in connection.execute(wanted.where(*here))]:
            connection.execute(insert(words), rows)
            _run(connection, _TAKE_IN, [row["report"] for row in rows])


def take_in_missing(connection: Connection) -> None:
    """Puts every report into the index that is not in it."""
    there = select(words.c.report)
    missing = select(reports.c.key).where(reports.c.redacted.is_(None), reports.c.key.not_in(there))
    take_in(connection, connection.execute(missing.order_by(reports.c.key)).scalars().all())


def take_out(connection: Connection, keys: Collection[int]) -> None:
    """Takes reports out of the index, and what it still holds of their words."""
    for some in _portions(keys):
        _run(connection, _TAKE_OUT, some)
        connection.execute(delete(words).where(words.c.report.in_(some)))
    connection.execute(_FORGET)


def holding(asked: str) -> Select[Any]:
    """The keys and ranks, the smaller the better, of the reports that an expression of FTS5 finds."""
    here = text("word_index MATCH :asked").bindparams(bindparam("asked", asked, unique=True))
    return select(_index.c.rowid.label("report"), _index.c.rank.label("rank")).where(here)


def expression(groups: Iterable[Iterable[tuple[str, ...]]]) -> str:
    """What finds reports that hold one sequence of words of every group."""
    return " AND ".join("(" + " OR ".join(f'"{" ".join(one)}"' for one in group) + ")" for group in groups)


def in_reports(connection: Connection, wanted: Collection[str]) -> dict[str, int]:
    """Those of the words that the index has, and how many wordings hold each."""
    asked = frozenset(wanted)
    found: dict[str, int] = {}
    for lead in _leads(asked):
        for term, count in connection.execute(_TERMS, {"low": lead, "high": lead + _LAST}):
            if term in asked:
                found[term] = count
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


def _run(connection: Connection, statement: Any, keys: Collection[int]) -> None:
    connection.execute(statement.bindparams(bindparam("reports", expanding=True)), {"reports": list(keys)})


def _portions(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))

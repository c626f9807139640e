"""The index of words in SQLite: FTS5 over the columns of `words`."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, column, select, table, text

MADE: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE word_index USING fts5"
    "(title, body, content = 'words', content_rowid = 'report', tokenize = 'ascii')",
    "INSERT INTO word_index(word_index, rank) VALUES('rank', 'bm25(3.0, 1.0)')",
    "CREATE VIRTUAL TABLE word_terms USING fts5vocab('word_index', 'row')",
)
"""What is made with the table `words`."""
_index = table("word_index", column("rowid", Integer), column("rank"))
_HERE = "FROM words WHERE report IN :reports"
_TAKE_IN = text(f"INSERT INTO word_index(rowid, title, body) SELECT report, title, body {_HERE}")
_TAKE_OUT = text(f"INSERT INTO word_index(word_index, rowid, title, body) SELECT 'delete', report, title, body {_HERE}")
_FORGET = text("INSERT INTO word_index(word_index) VALUES('optimize')")


def take_in(connection: Connection, keys: Collection[int]) -> None:
    """Sorts in the words of rows that have just been added."""
    _run(connection, _TAKE_IN, keys)


def take_out(connection: Connection, keys: Collection[int]) -> None:
    """Takes out the words of rows that are about to be deleted."""
    _run(connection, _TAKE_OUT, keys)


def forget(connection: Connection) -> None:
    """Merges the index into one piece: until then it keeps the words of deleted rows."""
    connection.execute(_FORGET)


def holding(groups: Iterable[Iterable[tuple[str, ...]]]) -> Select[Any]:
    """The keys and ranks, the smaller the better, of the rows that hold one sequence of words of every group."""
    asked = " AND ".join("(" + " OR ".join(f'"{" ".join(one)}"' for one in group) + ")" for group in groups)
    here = text("word_index MATCH :asked").bindparams(bindparam("asked", asked, unique=True))
    return select(_index.c.rowid.label("report"), _index.c.rank.label("rank")).where(here)


def as_kept(word: str) -> str:
    """A word as the index has it."""
    return word


def _run(connection: Connection, statement: Any, keys: Collection[int]) -> None:
    connection.execute(statement.bindparams(bindparam("reports", expanding=True)), {"reports": list(keys)})

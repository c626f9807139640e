"""The index of words in PostgreSQL: GIN over the words of each row as an array, and a table that counts them.

The server's own parser is not asked: it cuts words where ours does not.  An array and not a `tsvector`, because that takes no more
than a megabyte of words.  A phrase is looked for by its words, and then as it stands in the columns.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    Connection,
    Float,
    Integer,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

LONGEST = 600
"""Letters of a word that the index looks at: it takes 2,700 bytes at most."""
_IN_TITLE = 3
"""How much more a word counts in the title than in the body."""
_USUAL = 300
"""Words of a usual report."""
_SPLIT = "string_to_array(title || ' ' || body, ' ')"
MADE: tuple[str, ...] = (
    "CREATE FUNCTION words_in(title text, body text) RETURNS text[] IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$ "
    f"SELECT coalesce(array_agg(DISTINCT left(w COLLATE \"C\", {LONGEST})), '{{}}') FROM unnest({_SPLIT}) w WHERE w <> '' $$",
    'ALTER TABLE words ADD COLUMN tokens text[] COLLATE "C" GENERATED ALWAYS AS (words_in(title, body)) STORED',
    "CREATE INDEX word_index ON words USING gin (tokens)",
    'CREATE TABLE word_terms (term text COLLATE "C" PRIMARY KEY, doc integer NOT NULL, cnt integer NOT NULL)',
)
"""What is made with the table `words`."""
_words = table(
    "words", column("report", Integer), column("title", Text), column("body", Text), column("tokens", ARRAY(Text))
)
_terms = table("word_terms", column("term", Text), column("doc", Integer))
_COUNTED = (
    f'SELECT left(w COLLATE "C", {LONGEST}) AS term, count(DISTINCT report) AS doc, count(*) AS cnt '
    f"FROM words, unnest({_SPLIT}) w WHERE report IN :reports AND w <> '' GROUP BY 1 ORDER BY 1"
)
_TAKE_IN = text(
    f"INSERT INTO word_terms AS t (term, doc, cnt) {_COUNTED} "
    "ON CONFLICT (term) DO UPDATE SET doc = t.doc + excluded.doc, cnt = t.cnt + excluded.cnt"
)
_TAKE_OUT = text(
    f"UPDATE word_terms AS t SET doc = t.doc - gone.doc, cnt = t.cnt - gone.cnt FROM ({_COUNTED}) AS gone "
    "WHERE t.term = gone.term"
)


def take_in(connection: Connection, keys: Collection[int]) -> None:
    """Counts the words of rows that have just been added."""
    _run(connection, _TAKE_IN, keys)


def take_out(connection: Connection, keys: Collection[int]) -> None:
    """Counts the words of rows that are about to be deleted no more."""
    _run(connection, _TAKE_OUT, keys)


def forget(connection: Connection) -> None:
    """Drops the words that stand in no row any more."""
    connection.execute(delete(_terms).where(_terms.c.doc <= 0))


def holding(groups: Iterable[Iterable[tuple[str, ...]]]) -> Select[Any]:
    """The keys and ranks, the smaller the better, of the rows that hold one sequence of words of every group."""
    asked = [list(group) for group in groups]
    sought = sorted({as_kept(word) for group in asked for sequence in group for word in sequence})
    return select(_words.c.report, _rank(sought).label("rank")).where(*map(_holds, asked))


def _holds(group: Collection[tuple[str, ...]]) -> Any:
    """What has to hold of a row in which one of these sequences stands."""
    single = [as_kept(sequence[0]) for sequence in group if len(sequence) == 1]
    found = [_words.c.tokens.overlap(single)] if single else []
    for sequence in (one for one in group if len(one) > 1):
        phrase = f" {' '.join(sequence)} "
        there = (
            func.strpos(literal(" ").concat(part).concat(" "), phrase) > 0 for part in (_words.c.title, _words.c.body)
        )
        found.append(and_(_words.c.tokens.contains([as_kept(word) for word in sequence]), or_(*there)))
    return or_(*found)


def _rank(sought: list[str]) -> Any:
    """How often the words stand there, beside the length of the report: the form of BM25, with the same weights as in SQLite."""
    often = _IN_TITLE * _times(_words.c.title, sought) + _times(_words.c.body, sought)
    length = func.cardinality(func.string_to_array(_words.c.body, " "))
    worth = cast(often, Float)
    return -(worth * 2.2) / (worth + 1.2 * (0.25 + 0.75 * length / _USUAL))


def _times(part: Any, sought: list[str]) -> Any:
    word = func.unnest(func.string_to_array(part, " ")).table_valued("word").render_derived(name="standing")
    here = func.left(word.c.word, LONGEST) == any_(literal(sought, ARRAY(Text)))
    return select(func.count()).select_from(word).where(here).scalar_subquery()


def as_kept(word: str) -> str:
    """A word as the index has it."""
    return word[:LONGEST]


def _run(connection: Connection, statement: Any, keys: Collection[int]) -> None:
    connection.execute(statement.bindparams(bindparam("reports", expanding=True)), {"reports": list(keys)})

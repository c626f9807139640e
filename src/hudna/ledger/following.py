"""What follows from the readings and is kept up to date while reports come and go, in the transaction that brings or takes them."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select

from hudna.ledger.counts import check_counts, count_in, count_out, forget_counts
from hudna.ledger.post_steps import check_steps, forget_steps, post_steps, step_rows
from hudna.ledger.promises import check_promises, forget_promises, promise_rows, promised
from hudna.ledger.rows import insert_many
from hudna.ledger.schema import reports

if TYPE_CHECKING:
    from hudna.ledger.findings import Picture

AT_ONCE = 500
"""Reports in one statement."""


def follow(connection: Connection, keys: Iterable[int]) -> None:
    """Takes up what was read in reports whose rows have just been added; only current ones are looked at."""
    for some in _portions(keys):
        count_in(connection, some)
        insert_many(connection, promised, list(promise_rows(connection, some)))
        insert_many(connection, post_steps, list(step_rows(connection, some)))


def unfollow(connection: Connection, keys: Collection[int]) -> None:
    """Takes that back: before the rows of the reports go, or while they are still current."""
    for some in _portions(keys):
        count_out(connection, some)
        forget_promises(connection, some)
        forget_steps(connection, some)


def follow_anew(connection: Connection) -> None:
    """Makes all of it anew."""
    forget_counts(connection)
    for table in (promised, post_steps):
        connection.execute(delete(table))
    follow(connection, connection.execute(select(reports.c.key).where(reports.c.current)).scalars().all())


def check_following(shot: "Picture") -> list[str]:
    """Remarks, which are no damage: what is not as the rows of the readings make it."""
    return [*check_counts(shot), *check_promises(shot), *check_steps(shot)]


def _portions(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = list(keys)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))

"""What follows from the readings and is kept up to date while reports come and go, in the transaction that brings or takes them."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from hudna.ledger.counts import check_counts, count_in, count_out, forget_counts
from hudna.ledger.derived import Derived
from hudna.ledger.portions import portions
from hudna.ledger.post_steps import post_steps, step_rows
from hudna.ledger.promises import promise_rows, promised
from hudna.ledger.schema import reports

if TYPE_CHECKING:
    from hudna.ledger.findings import Picture

DERIVED = (Derived(promised, promise_rows), Derived(post_steps, step_rows))


def follow(connection: Connection, keys: Iterable[int]) -> None:
    """Takes up what was read in reports whose rows have just been added; only current ones are looked at."""
    for some in portions(keys):
        count_in(connection, some)
        for derived in DERIVED:
            derived.take_in(connection, some)


def unfollow(connection: Connection, keys: Collection[int]) -> None:
    """Takes that back: before the rows of the reports go, or while they are still current."""
    for some in portions(keys):
        count_out(connection, some)
        for derived in DERIVED:
            derived.take_out(connection, some)


def follow_anew(connection: Connection) -> None:
    """Makes all of it anew."""
    forget_counts(connection)
    for derived in DERIVED:
        derived.empty(connection)
    follow(connection, connection.execute(select(reports.c.key).where(reports.c.current)).scalars().all())


def check_following(shot: "Picture") -> list[str]:
    """Remarks, which are no damage: what is not as the rows of the readings make it."""
    return [*check_counts(shot), *(remark for derived in DERIVED for remark in derived.check(shot))]

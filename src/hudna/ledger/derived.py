"""Tables of which every row follows from what was read in one current report: taken in with it, taken out, made anew, looked after.

Nothing in them is evidence.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, delete

from hudna.ledger.portions import insert_many, portions
from hudna.ledger.schema import reports

if TYPE_CHECKING:
    from hudna.ledger.findings import Picture

AGAIN = "hudna rebuild makes it anew"


@dataclass(frozen=True, slots=True)
class Derived:
    """A table with a column `report`, and what makes its rows out of those that were read in some current reports."""

    table: Table
    rows: Callable[[Connection, Collection[int]], Iterable[dict[str, Any]]]

    def take_in(self, connection: Connection, keys: Collection[int]) -> None:
        """Adds the rows of reports that have just been read."""
        insert_many(connection, self.table, list(self.rows(connection, keys)))

    def take_out(self, connection: Connection, keys: Collection[int]) -> None:
        """Takes the rows of these reports away."""
        connection.execute(delete(self.table).where(self.table.c.report.in_(keys)))

    def empty(self, connection: Connection) -> None:
        """Takes all rows away."""
        connection.execute(delete(self.table))

    def check(self, shot: "Picture") -> list[str]:
        """A remark, which is no damage, where the rows are not those that the reports make."""
        columns = [column.name for column in self.table.columns]
        made = {
            tuple(row[name] for name in columns)
            for some in portions(key for (key,) in shot.rows(reports.name, ("key",)))
            for row in self.rows(shot.connection, some)
        }
        wrong = len(made ^ set(shot.rows(self.table.name, columns)))
        return [f"{wrong} rows of table {self.table.name} are not those of the reports; {AGAIN}"] if wrong else []

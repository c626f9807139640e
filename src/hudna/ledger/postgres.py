"""PostgreSQL: the ledger in a schema of a database, for a team, and what the server's errors mean.

One writer at a time holds an advisory lock, beside the lock of `beside.alone`, for as long as it writes; its transactions hold
another, so that no two of them can ever overlap.  Readers read one state, in transactions that can only read.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from hudna.errors import LedgerBusy, LedgerError, NotALedger
from hudna.ledger import postgres_sql  # noqa: F401  what it registers is how columns and confidence are put
from hudna.ledger.address import Server
from hudna.ledger.beside import Beside, alone
from hudna.ledger.database import Database, Health, Identity
from hudna.ledger.failpoints import reached
from hudna.ledger.log import Mirror, What, leaf_in
from hudna.ledger.postgres_copy import filled_from, written_to
from hudna.ledger.postgres_errors import busy, driver, speaking
from hudna.ledger.postgres_guards import intact, put_back, take_away
from hudna.ledger.rows import FIELDS
from hudna.ledger.schema import SCHEMA, metadata
from hudna.vocabulary import Report

NAMESPACE = "hudna"
"""The schema of the database that the ledger stands in."""
MARK = "a ledger of Hudna, schema "
"""What the comment on the schema begins with; its number follows."""
LOCKS = 0x4875646E
"""The first half of the keys of our advisory locks; the second are these."""
WRITER, TRANSACTION, READERS = 1, 2, 3
OLDEST = 130_000
"""Servers before this are looked after by nobody any more."""
SOUGHT, LONGEST = ("id", "outlet", "published"), 2_500
"""Fields that an index has, and the bytes of one that it takes."""
_RISKS = {"fsync": "off", "full_page_writes": "off"}
"""Settings under which a crash of the machine loses what was committed."""


class Postgres:
    """A ledger in a database of PostgreSQL."""

    KEEPERS: ClassVar[str] = "backups and, until it is recycled, the server's write-ahead log still hold it"

    def __init__(self, address: Server, wait: float, schema: str = NAMESPACE) -> None:
        self.address = address
        self.beside = Beside(address)
        self.wait = wait
        self.schema = schema
        self.engine = self._engine("READ COMMITTED", f"SELECT pg_advisory_xact_lock({LOCKS}, {TRANSACTION})")
        self.reader = self._engine(
            "REPEATABLE READ", f"SELECT pg_advisory_xact_lock_shared({LOCKS}, {READERS})", reads=True
        )

    def _connect(self) -> Any:
        """A bare connection, each statement a transaction of its own, on which names mean the tables of the ledger."""
        made = driver().connect(self.address.url, autocommit=True, application_name="hudna")
        made.execute(
            f"SET search_path = {self.schema}; SET lock_timeout = {max(1, round(self.wait * 1000))}; "
            "SET synchronous_commit = on; SET client_min_messages = error; SET client_encoding = 'UTF8'"
        )
        return made

    def _engine(self, isolation: Any, begin: str, *, reads: bool = False) -> Engine:
        def connect() -> Any:
            made = self._connect()
            made.autocommit = False
            made.read_only = reads
            return made

        driver()
        engine = create_engine(
            "postgresql+psycopg://",
            creator=connect,
            poolclass=NullPool,
            isolation_level=isolation,
            paramstyle="format",
        )

        @event.listens_for(engine, "begin")
        def begun(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine

    def speaking(self) -> AbstractContextManager[None]:
        """Errors of the server, the way to it and the disk as errors that a person can act on."""
        return speaking(self.address)

    def exists(self) -> bool:
        """Whether the schema is there."""
        with closing(self._connect()) as bare:
            return bool(bare.execute("SELECT to_regnamespace(%s) IS NOT NULL", (self.schema,)).fetchone()[0])

    @contextmanager
    def alone(self, *, create: bool = True) -> Iterator[None]:
        """Holds the mirror locked, against writers on this machine, and an advisory lock, against those on others."""
        if create and not self.beside.evidence.is_dir():
            said = f"{self.beside.evidence}: not there; the evidence of {self.address} was never here, or is elsewhere"
            raise LedgerError(f"{said}: name its folder with --evidence")
        with alone(self.beside, self.wait, create=create), closing(self._connect()) as held:
            try:
                held.execute("SELECT pg_advisory_lock(%s, %s)", (LOCKS, WRITER))
            except driver().errors.LockNotAvailable as error:
                raise busy(self.address) from error
            yield

    def check_beside(self) -> None:
        """Refuses a folder whose mirror and checkpoint both are of one other ledger; one that is damaged is for `verify`."""
        theirs = (leaf_in(Mirror(self.beside.log).first()) or {}).get("origin")
        note = self.beside.checkpoint.read_bytes() if self.beside.checkpoint.exists() else b""
        if theirs is None or note.partition(b"\n")[0].decode("utf-8", "replace") != theirs:
            return
        ours = self._origins() if self.exists() else []
        if ours and theirs not in ours:
            said = f"{self.address.folder}: holds the evidence of another ledger ({theirs}, and here is {ours[0]})"
            raise LedgerError(f"{said}; name the folder of this one with --evidence")

    def _origins(self) -> list[str]:
        """What the ledger says that it is called: in its tree and in the first entry of its log."""
        with closing(self._connect()) as bare:
            if not bare.execute("SELECT to_regclass('tree') IS NOT NULL").fetchone()[0]:
                return []
            found = [row[0] for row in bare.execute("SELECT origin FROM tree")]
            first = bare.execute("SELECT entry FROM log WHERE number = 0").fetchone()
        leaf = leaf_in(first[0]) if first else None
        return [*found, *([leaf["origin"]] if leaf and leaf["what"] == What.LEDGER else [])]

    def prepare(self) -> None:
        """Refuses a database that cannot hold Arabic letters."""
        with closing(self._connect()) as bare:
            encoding = bare.execute("SHOW server_encoding").fetchone()[0]
        if encoding != "UTF8":
            said = f"{self.address}: keeps its texts as {encoding}, which has no Arabic letters"
            raise NotALedger(f"{said}; make the database with: createdb -E UTF8 -T template0 {self.address.name}")

    def identity(self, connection: Connection) -> Identity:
        """What the comment on the schema says."""
        said = connection.exec_driver_sql(
            "SELECT obj_description(n.oid, 'pg_namespace'), (SELECT count(*) FROM pg_class WHERE relnamespace = n.oid) "
            "FROM pg_namespace AS n WHERE nspname = %s",
            (self.schema,),
        ).one_or_none()
        comment, tables = said or ("", 0)
        begun, mark, number = (comment or "").partition(MARK)
        ours = bool(mark) and not begun and number.isdecimal()
        return Identity(ours, int(number) if ours else 0, not comment and not tables)

    def make(self, connection: Connection) -> None:
        """Makes the schema, all tables with their guards, and marks it."""
        connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")
        metadata.create_all(connection)
        self.guard(connection)
        self.mark(connection, SCHEMA)

    def mark(self, connection: Connection, schema: int) -> None:
        """Writes into the comment on the schema that this is a ledger, and of which version."""
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {self.schema} IS '{MARK}{schema}'")

    def guard(self, connection: Connection) -> None:
        """Puts back the triggers that are not there."""
        put_back(connection, self.schema)

    def unguard(self, connection: Connection) -> None:
        """Takes the triggers away."""
        take_away(connection, self.schema)

    def guards(self, connection: Connection) -> frozenset[str]:
        """The triggers that are there as they were made, in force, with that which refuses to empty their table at once."""
        return intact(connection, self.schema)

    def lenient(self, connection: Connection) -> None:
        """From now on texts that are no UTF-8 are read all the same."""

        class Lenient(driver().adapt.Loader):  # type: ignore[misc]
            def load(self, data: Any) -> str:
                return bytes(data).decode("utf-8", "surrogateescape")

        bare = connection.connection.driver_connection
        assert bare is not None
        for kind in ("text", "varchar"):
            bare.adapters.register_loader(kind, Lenient)

    def trying(self, connection: Connection) -> AbstractContextManager[object]:
        """A savepoint: a statement that fails would take the whole transaction with it."""
        return connection.begin_nested()

    def faults(self, connection: Connection) -> list[str]:
        """Indexes that are not to be relied on; damaged pages show themselves when they are read."""
        found = connection.exec_driver_sql(
            "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indrelid "
            "WHERE relnamespace = to_regnamespace(%s) AND NOT (indisvalid AND indisready)",
            (self.schema,),
        )
        return [f"index {name} is not valid; say: REINDEX INDEX {name}" for name in found.scalars()]

    def refuses(self, report: Report) -> str:
        """A text of PostgreSQL has no letter of code 0, and what it looks reports up by is not longer than a third of a page."""
        if any("\0" in getattr(report, field) for field in FIELDS):
            return (
                "it holds a letter of code 0, which PostgreSQL cannot keep; take it out, or keep the report in a file"
            )
        long = [field for field in SOUGHT if len(getattr(report, field).encode()) > LONGEST]
        return (
            f"its {long[0]} has more than {LONGEST:,} bytes, and PostgreSQL cannot look it up; shorten it"
            if long
            else ""
        )

    def forget_deleted(self) -> None:
        """Rewrites every table of the ledger, when nobody reads an older state: the old files are gone then.

        The server's write-ahead log, and what was made of it, keeps what was deleted until it is recycled.
        """
        with closing(self._connect()) as bare:
            try:
                bare.execute("SELECT pg_advisory_lock(%s, %s)", (LOCKS, READERS))
                for (name,) in bare.execute(
                    "SELECT tablename FROM pg_tables WHERE schemaname = %s", (self.schema,)
                ).fetchall():
                    bare.execute(f'VACUUM (FULL, ANALYZE) "{name}"')
            except driver().errors.LockNotAvailable as error:
                said = "somebody is reading the ledger, so what was deleted cannot be wiped from its tables"
                raise LedgerBusy(f"{said}; end that, and the next command that writes does it") from error

    def remains(self) -> list[str]:
        """Schemas that were set aside when the ledger was made anew."""
        with closing(self._connect()) as bare:
            wanted = "SELECT nspname FROM pg_namespace WHERE nspname LIKE %s ORDER BY nspname"
            found = bare.execute(wanted, (f"{NAMESPACE}\\_damaged%",)).fetchall()
        return [f"schema {name} of {self.address}" for (name,) in found]

    def copy(self, connection: Connection, to: Path) -> None:
        """The tables in the state that the connection is reading, as a ledger of SQLite."""
        written_to(to, connection)

    def take_place(self, file: Path) -> None:
        """Fills the tables from a ledger of SQLite, in one transaction."""
        with self.engine.begin() as connection:
            filled_from(file, connection, self.make)
        file.unlink()

    def anew(self) -> Database:
        """An empty schema beside this one."""
        schema = f"{NAMESPACE}_rebuilt"
        with closing(self._connect()) as bare:
            bare.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        return Postgres(self.address, self.wait, schema)

    def give_way(self, new: Database) -> str:
        """Gives the new schema the name of this one, which is set aside as `hudna_damaged`, in one transaction."""
        assert isinstance(new, Postgres)
        aside = ""
        with self.engine.begin() as connection:
            there = set(connection.exec_driver_sql("SELECT nspname FROM pg_namespace").scalars())
            if self.schema in there:
                taken = (f"{self.schema}_damaged{number or ''}" for number in range(1000))
                aside = next(name for name in taken if name not in there)
                connection.exec_driver_sql(f"ALTER SCHEMA {self.schema} RENAME TO {aside}")
            connection.exec_driver_sql(f"ALTER SCHEMA {new.schema} RENAME TO {self.schema}")
            reached("rebuild.moved")
        return f"schema {aside} of {self.address}" if aside else ""

    def health(self) -> Health:
        """The versions in use, and settings under which a crash loses what was committed."""
        with closing(self._connect()) as bare:
            version = bare.execute("SHOW server_version").fetchone()[0]
            off = [name for name, bad in _RISKS.items() if bare.execute(f"SHOW {name}").fetchone()[0] == bad]
            checksums = bare.execute("SHOW data_checksums").fetchone()[0]
            number = bare.info.server_version
        said = [f"PostgreSQL {version}, psycopg {driver().__version__}"]
        if checksums == "off":
            said.append("  no checksums of pages: a page damaged on the disk is noticed by hudna verify alone")
        dangers = [f"{self.address}: {name} is off: a crash may lose what was written; set it to on" for name in off]
        if number < OLDEST:
            dangers.append(f"{self.address}: PostgreSQL {version} is mended by nobody any more; take a later one")
        return Health(said, dangers)

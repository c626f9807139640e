"""A server of PostgreSQL for the tests: Debian's package, started in a temporary folder, on a Unix socket alone."""

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
USER = "postgres"
SECONDS = 60
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=on", "max_wal_size=64MB", "listen_addresses=")
"""The tests kill clients and not the machine."""


def why_none() -> str:
    """Why there can be no server here, or ""."""
    if not BINARIES:
        return "no PostgreSQL: /usr/lib/postgresql/*/bin/pg_ctl is not there (Debian: apt install postgresql)"
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        return "PostgreSQL does not run as root, and setpriv is not there"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "no driver: pip install psycopg"
    return ""


def _as_somebody() -> list[str]:
    """What runs a command as a user who is not root and ends it when the tests end."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--pdeathsig=INT"]


class Cluster:
    """A server that is up; every ledger gets a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0
        self.free: list[str] = []

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{USER if os.geteuid() == 0 else getpass.getuser()}@/{database}?host={self.folder}"

    def database(self) -> str:
        """The name of an empty database."""
        if self.free:
            return self.free.pop()
        self.made += 1
        name = f"ledger{self.made}"
        with closing(self.connection("postgres")) as bare:
            bare.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    def empty(self, database: str) -> None:
        """Makes a database ready for the next test: a new one for each would take 8 MB and a quarter of a second."""
        with closing(self.connection(database)) as bare:
            found = bare.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'hudna%'").fetchall()
            for (name,) in found:
                bare.execute(f'DROP SCHEMA "{name}" CASCADE')
            bare.execute("VACUUM FULL pg_statistic")  # holds samples of what was there, which no test may find again
        self.free.append(database)

    def connection(self, database: str) -> Any:
        """A bare connection."""
        import psycopg

        return psycopg.connect(self.url(database), autocommit=True)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server whose own sorting is not that of code points; skips where there can be none."""
    if why := why_none():
        pytest.skip(why)
    folder = Path(tempfile.mkdtemp(prefix="hudna-pg-"))
    binaries, somebody = BINARIES[-1].parent, _as_somebody()
    if somebody:
        shutil.chown(folder, USER, USER)
    data, said = folder / "data", (folder / "said").open("wb")
    try:
        sorting = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
        make = [*somebody, str(binaries / "initdb"), "-D", str(data), "--auth=trust", "--no-sync", *sorting]
        subprocess.run([*make, "-U", USER] if somebody else make, check=True, stdout=said, stderr=said, cwd=folder)
        options = [part for setting in (*QUICK, f"unix_socket_directories={folder}") for part in ("-c", setting)]
        command = [*somebody, str(binaries / "postgres"), "-D", str(data), *options]
        server = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder)
        try:
            made = Cluster(folder)
            _wait(made, server)
            yield made
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            server.wait(SECONDS)
    finally:
        said.close()
        shutil.rmtree(folder)


def _wait(made: Cluster, server: "subprocess.Popen[bytes]") -> None:
    import psycopg

    for _ in range(SECONDS * 10):
        try:
            made.connection("postgres").close()
            return
        except psycopg.OperationalError:
            assert server.poll() is None, (made.folder / "said").read_text("utf-8", "replace")
            time.sleep(0.1)
    raise AssertionError("the server does not come up")

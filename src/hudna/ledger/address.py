"""Where a ledger is: a file, or a database of PostgreSQL, whose evidence then lies in a folder of its own."""

import re
from dataclasses import dataclass
from pathlib import Path

from hudna.errors import HudnaError

SCHEMES = ("postgresql://", "postgres://")
_URL = re.compile(r"(postgres(?:ql)?://)([^/?#]*)/([^/?#]+)(\?[^#]*)?")
_PASSWORDS = re.compile(r"(?<=[?&]password=)[^&]*")
_PLAIN = re.compile(r"\w[\w.-]*")


class BadAddress(HudnaError):
    """An address under which no ledger can be."""


@dataclass(frozen=True, slots=True)
class Server:
    """A ledger in a database of PostgreSQL: `url` is what libpq takes, `folder` holds the evidence, log, checkpoint and key."""

    url: str
    folder: Path

    @property
    def name(self) -> str:
        """The name of the database."""
        match = _URL.fullmatch(self.url)
        return match[3] if match else self.url

    @property
    def base(self) -> Path:
        """The path beside which the parts of the ledger lie; nothing lies at it."""
        return self.folder / "ledger"

    def __str__(self) -> str:
        """The address without its password."""
        match = _URL.fullmatch(self.url)
        if match is None:
            return self.url
        user, at, host = match[2].rpartition("@")
        return f"{match[1]}{user.partition(':')[0]}{at}{host}/{match[3]}{_PASSWORDS.sub('…', match[4] or '')}"


Address = Path | Server


def address_of(given: str, evidence: Path | None = None) -> Address:
    """The address that a person gives; `evidence` is the folder of a database's, `DBNAME.hudna` where none is named.

    Raises `BadAddress` where the address names no database.
    """
    if not given.startswith(SCHEMES):
        return Path(given)
    match = _URL.fullmatch(given)
    if match is None:
        raise BadAddress(f"{given}: names no database; write it as postgresql://user@host/database")
    if evidence is None and not _PLAIN.fullmatch(match[3]):
        raise BadAddress(f"{match[3]}: no name for a folder; say where the evidence lies with --evidence DIR")
    return Server(given, evidence or Path(f"{match[3]}.hudna"))


def base_of(address: Address) -> Path:
    """The path that a ledger's parts are named after: `hudna.db` has `hudna.log`, `hudna.key` and so on."""
    return address.base if isinstance(address, Server) else address


def name_of(address: Address) -> str:
    """What a ledger is called in short: the name of its file or of its database."""
    return address.name


def make_folder(address: Address) -> None:
    """Makes the folder of a database's evidence; that of a file is there, or is its user's to make."""
    if isinstance(address, Server):
        address.folder.mkdir(exist_ok=True)

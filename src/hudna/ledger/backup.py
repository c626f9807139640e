"""`hudna backup` and `restore`: the ledger at one moment as one file, and the ledger again from it.

A backup is a plain tar: `backup.json` says what is in it, then come `ledger.log`, `ledger.checkpoint`, every blob under its
name in `evidence/`, and `ledger.db`.  The key that signs is not in it.
"""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import select

from hudna.errors import LedgerBusy, LedgerError
from hudna.ledger import intent as intents
from hudna.ledger.address import Address, base_of
from hudna.ledger.beside import Beside, replace_durably, sync_folder, write_new
from hudna.ledger.blobs import MODE, BlobDamaged, BlobMissing, Blobs
from hudna.ledger.database import database_at
from hudna.ledger.failpoints import reached
from hudna.ledger.intent import Intent
from hudna.ledger.log import What, leaf_in
from hudna.ledger.merkle import leaf_hash, root_of
from hudna.ledger.schema import SCHEMA, log
from hudna.ledger.speaking import speaking_of
from hudna.ledger.store import WAIT_SECONDS, Ledger

FORMAT = 1
MEMBER = re.compile(r"backup\.json|ledger\.(?:db|log|checkpoint)|evidence/([0-9a-f]{64})|beside/([a-z]+\.[a-z]+)")
LARGEST_BLOB = 100_000_000


class BadBackup(LedgerError):
    """A file that is no backup, or is damaged; nothing was put in place."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What went into a backup: the log at that moment, how many blobs, and those that were damaged already."""

    size: int
    root: bytes
    blobs: int
    damaged: tuple[str, ...]


def backup(ledger: Ledger, file: Path, more: Mapping[str, Path]) -> Saved:
    """Writes the ledger as it is now to `file`, however it is written to meanwhile.

    `more` is other files that go with the ledger, by the name that they get.
    """
    with ledger.writing():
        pass  # finishes whatever an interrupted writer left
    part = file.with_name(file.name + ".part")
    copy = file.with_name(file.name + ".db.part")
    try:
        with speaking_of(file), ledger.reading() as connection:
            connection.rollback()
            with ledger.database.alone():
                entries = list(connection.execute(select(log.c.entry).order_by(log.c.number)).scalars())
                note = ledger.beside.checkpoint.read_bytes() if ledger.beside.checkpoint.exists() else b""
            ledger.database.copy(connection, copy)
            blobs = list(dict.fromkeys(_blobs_in(entries)))
            root = root_of(map(leaf_hash, entries))
            about = {"format": FORMAT, "schema": SCHEMA, "size": len(entries), "root": root.hex(), "blobs": len(blobs)}
            with tarfile.open(part, "w", format=tarfile.PAX_FORMAT) as tar:
                _put(tar, "backup.json", json.dumps(about).encode())
                _put(tar, "ledger.log", b"".join(entry + b"\n" for entry in entries))
                _put(tar, "ledger.checkpoint", note)
                damaged = [said for address in blobs if (said := _put_blob(tar, ledger.beside, address))]
                for name, path in more.items():
                    _put(tar, f"beside/{name}", path.read_bytes())
                tar.add(copy, "ledger.db")
            _sync(part)
            reached("backup.written")
            part.rename(file)
            sync_folder(file.absolute().parent)
    finally:
        for left in (part, copy):
            left.unlink(missing_ok=True)
    return Saved(len(entries), root, len(blobs), tuple(damaged))


def _blobs_in(entries: list[bytes]) -> Iterator[str]:
    leaves = [leaf for leaf in map(leaf_in, entries) if leaf]
    gone = {leaf["of"] for leaf in leaves if leaf["what"] == What.REDACTION}
    for number, leaf in enumerate(leaves):
        if "blob" in leaf and number not in gone and leaf.get("of") not in gone:
            yield leaf["blob"]


def _put_blob(tar: tarfile.TarFile, beside: Beside, address: str) -> str:
    """Adds a blob; what is wrong with it, or ""."""
    try:
        _put(tar, f"evidence/{address}", Blobs(beside.evidence).file(address))
    except (BlobMissing, BlobDamaged) as error:
        return str(error)
    return ""


def _put(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    member.mode = 0o600
    tar.addfile(member, io.BytesIO(data))


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def restore(address: Address, file: Path, more: Mapping[str, Path]) -> None:
    """Makes the ledger at `address` out of a backup; its tables come last, so it is there wholly or not at all.

    Raises `LedgerError` where a ledger is there already, `BadBackup` where the file is no backup or a blob of it is damaged.
    """
    database = database_at(address, WAIT_SECONDS)
    beside, base = database.beside, base_of(address)
    part = base.with_name(base.name + ".part")
    finished = False
    with database.speaking():
        if database.exists() or (beside.log.exists() and beside.log.stat().st_size):
            raise LedgerError(f"{address}: there is a ledger already; name another place with --ledger")
        beside.make()
        try:
            kept = _unpacked(beside, file, part, more)
            reached("restore.blobs")
            if kept["ledger.checkpoint"]:
                replace_durably(beside.checkpoint, kept["ledger.checkpoint"])
            with database.alone():
                if database.exists():
                    raise LedgerBusy(f"{address}: somebody else has made a ledger there meanwhile; name another place")
                replace_durably(beside.log, kept["ledger.log"])
                database.take_place(part)
            finished = True
        finally:
            if not finished:
                part.unlink(missing_ok=True)
                _take_back(beside)
            intents.done(beside.intent)


def _take_back(beside: Beside) -> None:
    """Takes away the blobs of a restoring that came to nothing."""
    if intent := intents.announced(beside.intent):
        Blobs(beside.evidence).destroy(intent.blobs)


def _unpacked(beside: Beside, file: Path, database: Path, more: Mapping[str, Path]) -> dict[str, bytes]:
    try:
        return _unpack(beside, file, database, more)
    except (tarfile.TarError, EOFError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadBackup(f"{file}: no backup, or a damaged one ({error}); take another") from error


def _unpack(beside: Beside, file: Path, database: Path, more: Mapping[str, Path]) -> dict[str, bytes]:
    """Puts the blobs and the ledger file on disk, durably; the small parts come back."""
    kept: dict[str, bytes] = {}
    folders = set()
    _take_back(beside)
    with tarfile.open(file, "r:") as tar:
        for member in tar:
            named = MEMBER.fullmatch(member.name)
            data = tar.extractfile(member) if member.isreg() and named else None
            if named is None or data is None:
                raise BadBackup(f"{file}: no backup: it holds {member.name!r}, which none of ours does")
            if named[1]:
                folders.add(_place_blob(beside, named[1], data.read(LARGEST_BLOB), file))
            elif named[2]:
                if named[2] in more and not more[named[2]].exists():
                    replace_durably(more[named[2]], data.read())
            elif member.name == "ledger.db":
                _place(database, data)
            else:
                kept[member.name] = data.read()
            if member.name == "ledger.log":
                addresses = tuple(_blobs_in(kept["ledger.log"].split(b"\n")[:-1]))
                intents.announce(beside.intent, Intent(intents.ADD, 0, addresses))
    for folder in (*folders, beside.evidence):
        sync_folder(folder)
    missing = {"backup.json", "ledger.log", "ledger.checkpoint"} - kept.keys()
    if missing or not database.exists() or json.loads(kept["backup.json"]).get("format") != FORMAT:
        raise BadBackup(f"{file}: no whole backup, or one of a later Hudna; take another, or a later Hudna")
    return kept


def _place(path: Path, data: IO[bytes]) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(data, file)
        file.flush()
        os.fsync(file.fileno())


def _place_blob(beside: Beside, address: str, data: bytes, file: Path) -> Path:
    if hashlib.sha256(data).hexdigest() != address:
        raise BadBackup(f"{file}: blob {address} is damaged in it; take another backup")
    path = Blobs(beside.evidence).path_of(address)
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        part = path.with_name(path.name + ".part")
        write_new(part, data, MODE)
        part.rename(path)
    return path.parent

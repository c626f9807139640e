"""`hudna verify`: every blob, row, entry, mirror line and root hashed again; whatever does not agree is named."""

from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError

from hudna.ledger.address import Address
from hudna.ledger.bearing_anew import BEARINGS
from hudna.ledger.checkpoints import BadCheckpoint, Checkpoint, checkpoint_in
from hudna.ledger.findings import Finding, Picture, picture
from hudna.ledger.following import check_following
from hudna.ledger.log import What, leaf_in
from hudna.ledger.merkle import Frontier, leaf_hash, root_of
from hudna.ledger.schema import GUARDS
from hudna.ledger.store import Ledger
from hudna.ledger.verify_index import check_index
from hudna.ledger.verify_rows import check_blobs, check_rows


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found; `remarks` are no damage."""

    size: int
    root: bytes
    blobs: int
    reports: int
    waiting: int
    redacted: int
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]


def verify(address: Address, against: str | None = None) -> Verified:
    """The state of a ledger, held against a checkpoint that was given away where there is one.

    Raises `LedgerError` where the ledger cannot be opened at all.
    """
    with picture(Ledger(address)) as shot:
        _check_file(shot)
        hashes = [leaf_hash(entry) for entry in shot.entries]
        _check_mirror(shot)
        _check_checkpoint(shot, hashes)
        if against is not None:
            _hold_against(shot, hashes, against, "the checkpoint given")
        _check_tree(shot, hashes)
        check_blobs(shot)
        check_rows(shot)
        remarks = [*check_index(shot), *BEARINGS.check(shot), *check_following(shot)]
        arrivals = [number for number, _ in shot.of(What.NEW, What.CHANGED)]
        read = {leaf["of"] for _, leaf in shot.of(What.READING)} | shot.redacted.keys()
        return Verified(
            size=len(shot.entries),
            root=root_of(hashes),
            blobs=len(shot.lying),
            reports=len(arrivals),
            waiting=sum(number not in read for number in arrivals),
            redacted=len(shot.redacted),
            findings=tuple(dict.fromkeys(shot.findings)),
            remarks=(*_remarks(shot), *remarks),
        )


def _remarks(shot: Picture) -> list[str]:
    if shot.intent is None:
        return []
    what = "a redaction" if shot.intent.deed == "redact" else f"a batch with {len(shot.intent.blobs)} blobs"
    return [f"{what} was interrupted; the next command that writes finishes it or takes it back"]


def _check_file(shot: Picture) -> None:
    name, database = shot.beside.name, shot.database
    there: frozenset[str] = frozenset()
    try:
        with database.trying(shot.connection):
            for fault in database.faults(shot.connection):
                shot.found(name, fault)
        there = database.guards(shot.connection)
    except DatabaseError as error:
        shot.found(name, f"cannot be read whole ({error.orig})")
    for trigger in GUARDS:
        if trigger not in there:
            shot.found(f"{name}, trigger {trigger}", "gone or changed: it refuses changes of what is only added to")


def _check_mirror(shot: Picture) -> None:
    """Entry against line; which of two is damaged is told by the checkpoint."""
    log, name = shot.beside.log.name, shot.beside.name
    if not shot.beside.log.exists():
        shot.found(log, "not there")
        return
    behind = shot.intent.size if shot.intent else len(shot.entries)
    if len(shot.lines) < min(behind, len(shot.entries)):
        cut = f"lines {len(shot.lines)} to {len(shot.entries) - 1} are not there"
        shot.found(log, f"{cut}, of {len(shot.entries)} that {name} has")
    if len(shot.lines) > len(shot.entries):
        cut = f"entries {len(shot.entries)} to {len(shot.lines) - 1} are not there"
        shot.found(f"log of {name}", f"{cut}, of {len(shot.lines)} that {log} has")
    if shot.torn and not (shot.intent and _begins_next(shot)):
        shot.found(f"{log} line {len(shot.lines)}", "cut off, or more than was ever written")
    both = list(enumerate(zip(shot.entries, shot.lines, strict=False)))
    differing = [number for number, (entry, line) in both if entry != line]
    entries_right, lines_right = _right(shot) if differing else (True, True)
    for number in differing:
        if not entries_right or lines_right:
            shot.found(f"log entry {number} in {name}", f"not what {log} says")
        if not lines_right or entries_right:
            shot.found(f"{log} line {number}", f"not what {name} says")


def _begins_next(shot: Picture) -> bool:
    following = shot.entries[len(shot.lines) : len(shot.lines) + 1]
    return bool(following) and following[0].startswith(shot.torn)


def _right(shot: Picture) -> tuple[bool, bool]:
    """Whether the entries and whether the lines are those that the checkpoint was signed over."""
    signed = _signed(shot)
    if signed is None:
        return False, False
    sides = shot.entries, shot.lines
    entries, lines = (root_of(map(leaf_hash, side[: signed.size])) == signed.root for side in sides)
    return entries, lines


def _signed(shot: Picture) -> Checkpoint | None:
    try:
        return checkpoint_in(shot.note, _keys(shot))
    except BadCheckpoint:
        return None


def _keys(shot: Picture) -> list[str]:
    """The keys that the log names, as the ledger or as its mirror has it."""
    leaves = [*shot.leaves, *map(leaf_in, shot.lines)]
    kinds = (What.LEDGER, What.KEY)
    return list(dict.fromkeys(leaf["key"] for leaf in leaves if leaf and leaf.get("what") in kinds))


def _check_checkpoint(shot: Picture, hashes: list[bytes]) -> None:
    name = shot.beside.checkpoint.name
    if not shot.beside.checkpoint.exists():
        if hashes and not (shot.intent and shot.intent.size == 0):
            shot.found(name, "not there")
        return
    signed = _hold_against(shot, hashes, shot.note, name)
    if signed and shot.intent is None and signed.size < len(hashes):
        shot.found(name, f"older than the log: {signed.size} of {len(hashes)} entries")


def _hold_against(shot: Picture, hashes: list[bytes], note: str, name: str) -> Checkpoint | None:
    try:
        signed = checkpoint_in(note, _keys(shot))
    except BadCheckpoint as error:
        shot.found(name, str(error))
        return None
    if signed.size > len(hashes):
        cut = f"the log is cut back: {signed.size} entries were signed, {len(hashes)} are there"
        shot.found(f"log of {shot.beside.name}", f"{cut} ({name})")
    elif root_of(hashes[: signed.size]) != signed.root:
        said = f"its first {signed.size} entries are not those that were signed ({name})"
        shot.found(f"log of {shot.beside.name}", said)
    return signed


def _check_tree(shot: Picture, hashes: list[bytes]) -> None:
    columns = ("size", "bytes", "peaks", "origin", "key")
    rows = shot.rows("tree", columns)
    for number, leaf in enumerate(shot.leaves):
        if leaf is None or (number == 0) != (leaf["what"] == What.LEDGER):
            shot.found(f"log entry {number} in {shot.beside.name}", "no entry that Hudna writes")
    if not hashes and not rows:
        return
    frontier = Frontier()
    for leaf_of in hashes:
        frontier.add(leaf_of)
    keys = [leaf["key"] for _, leaf in shot.of(What.LEDGER, What.KEY)]
    origins = [leaf["origin"] for _, leaf in shot.of(What.LEDGER)]
    size = sum(len(entry) + 1 for entry in shot.entries)
    expected = (len(hashes), size, b"".join(frontier.peaks), *origins[:1], *keys[-1:])
    if rows != [expected]:
        shot.found(f"{shot.beside.name}, table tree", "not the tree over the entries of the log")

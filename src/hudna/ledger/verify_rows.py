"""Blobs against their names, and the rows of the ledger against the blobs that the log names for them."""

import hashlib
from collections import defaultdict
from typing import Any

import msgspec

from hudna.ledger.blobs import BlobDamaged, BlobMissing, Blobs
from hudna.ledger.findings import Picture, Values
from hudna.ledger.log import ARRIVALS, Leaf, What, blobs_of
from hudna.ledger.names import DECIDED, decision_in
from hudna.ledger.reviews import REVIEWED, review_in
from hudna.ledger.rows import FIELDS, ReadingContent, columns_of, reading_in, report_in
from hudna.ledger.schema import READ

REPORT = ("key", "leaf", "version", "current", "digest", "reading", "redacted", *FIELDS)


def check_blobs(shot: Picture) -> None:
    """Names every file of the folder that no entry of the log stands behind."""
    gone = shot.redacted
    wanted = {
        address
        for number, leaf in shot.of(*ARRIVALS, What.READING, What.DECISION, What.REVIEW)
        if number not in gone and leaf.get("of") not in gone
        for address in blobs_of(leaf)
    }
    doubtful = set(shot.intent.blobs) if shot.intent else set()
    unread = None in shot.leaves or len(shot.lines) > len(shot.entries)
    for address, path in shot.lying:
        if address in wanted or (address and address in doubtful):
            continue
        why = "no entry of the log names it" if not unread else "no entry of the log that is left names it"
        shot.found(f"blob {address}" if address else path, f"should not be there: {why}, or it was redacted")


def check_rows(shot: Picture) -> None:
    """Names every blob that is damaged or gone, and every row that does not say what its blob says."""
    rows: dict[Any, Values] = {}
    for row in shot.rows("reports", REPORT):
        rows[row[1]] = row
    kept = {table.name: _by_report(shot, table.name, columns_of(table)) for table in READ}
    readings = {leaf["of"]: (number, leaf) for number, leaf in shot.of(What.READING)}
    later = {leaf.get("after") for _, leaf in shot.of(What.CHANGED)}
    for number, leaf in shot.of(*ARRIVALS):
        if number not in rows:
            shot.found(f"report of log entry {number}", "its row is not there")
            continue
        row = rows.pop(number)
        _check_report(shot, number, leaf, row, current=number not in later, reading=readings.get(number, (None,))[0])
        mine: dict[str, list[Values]] = {name: of.pop(row[0], []) for name, of in kept.items()}
        if number in readings and number not in shot.redacted:
            _check_reading(shot, *readings[number], mine, row)
        elif any(mine.values()):
            shot.found(_named(row), "has rows of a reading that the log does not know")
    for row in rows.values():
        shot.found(_named(row), "no entry of the log stands behind it")
    for name, of_reports in kept.items():
        for key in of_reports:
            shot.found(f"table {name}, report {key}", "rows of a report that is not there")
    _check_earlier_readings(shot, readings)
    _check_decisions(shot)
    _check_reviews(shot)


def _named(row: Values) -> str:
    return f"report {row[REPORT.index('id')]} version {row[REPORT.index('version')]}"


def _by_report(shot: Picture, table: str, columns: list[str]) -> dict[Any, list[Values]]:
    found: defaultdict[Any, list[Values]] = defaultdict(list)
    for report, *values in shot.rows(table, ("report", *columns)):
        found[report].append(tuple(values))
    return found


def _content(shot: Picture, leaf: Leaf) -> bytes | None:
    """The content that an entry names, or a finding and None."""
    for address in blobs_of(leaf):
        try:
            return Blobs(shot.beside.evidence).read(address)
        except BlobMissing:
            shot.found(f"blob {address}", f"not there; it is {_part(leaf)}")
        except BlobDamaged as error:
            shot.found(f"blob {address}", f"{str(error).partition(': ')[2]}; it is {_part(leaf)}")
        except OSError as error:
            shot.found(f"blob {address}", f"cannot be read ({error.strerror}); it is {_part(leaf)}")
    return None


def _part(leaf: Leaf) -> str:
    return f"what a “{leaf.get('what')}” of {leaf.get('at')} stands on"


def _check_report(shot: Picture, number: int, leaf: Leaf, row: Values, *, current: bool, reading: int | None) -> None:
    kept = dict(zip(REPORT, row, strict=True))
    state = {"version": leaf.get("version"), "current": int(current), "redacted": shot.redacted.get(number)}
    if number in shot.redacted:
        expected = {**state, "reading": None, "digest": "", **dict.fromkeys(FIELDS, ""), "id": f"redacted-{number}"}
    else:
        content = _content(shot, leaf)
        try:
            fields = report_in(content)[0] if content is not None else {name: kept[name] for name in FIELDS}
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            shot.found(f"report of log entry {number}", f"its blob is not one of a report ({error})")
            return
        expected = {**state, "reading": reading, "digest": _digest(fields), **fields}
    wrong = [name for name, value in expected.items() if repr(kept[name]) != repr(value)]
    if wrong:
        shot.found(_named(row), f"log entry {number} says otherwise of {', '.join(wrong)}")


def _digest(fields: dict[str, str]) -> str:
    return hashlib.sha256("\0".join(fields[name] for name in FIELDS).encode("utf-8", "surrogateescape")).hexdigest()


def _check_reading(shot: Picture, number: int, leaf: Leaf, mine: dict[str, list[Values]], row: Values) -> None:
    content = _content(shot, leaf)
    if content is None:
        return
    try:
        reading = reading_in(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        shot.found(f"reading of log entry {number}", f"its blob is not one of a reading ({error})")
        return
    for table in READ:
        if _differs(table.name, columns_of(table), reading, mine[table.name]):
            shot.found(f"{_named(row)}, table {table.name}", f"not the rows that log entry {number} stands for")


def _differs(table: str, columns: list[str], reading: ReadingContent, rows: list[Values]) -> bool:
    """Whether rows say something else than a reading, in the columns that both have."""
    kept = reading.tables.get(table)
    if kept is None:
        return bool(rows)
    later = {"reader": reading.reader, "withdrawn": ""}  # what rows say of which a blob of before schema 4 says nothing
    for name in later.keys() - set(kept.columns):
        if name in columns and any(row[columns.index(name)] != later[name] for row in rows):
            return True
    here = [columns.index(name) for name in kept.columns if name in columns]
    there = [i for i, name in enumerate(kept.columns) if name in columns]
    is_so = sorted(repr([row[i] for i in here]) for row in rows)
    return is_so != sorted(repr([values[i] for i in there]) for values in kept.rows)


def _check_earlier_readings(shot: Picture, last: dict[int, tuple[int, Leaf]]) -> None:
    for number, leaf in shot.of(What.READING):
        if last[leaf["of"]][0] != number and leaf["of"] not in shot.redacted:
            _content(shot, leaf)


def _check_decisions(shot: Picture) -> None:
    rows = {row[0]: row[1:] for row in shot.rows("decisions", ("leaf", *DECIDED))}
    for number, leaf in shot.of(What.DECISION):
        content, row = _content(shot, leaf), rows.pop(number, None)
        if row is None:
            shot.found(f"decision of log entry {number}", "its row is not there")
        elif content is not None and not _decides(content, row):
            shot.found(f"decision of log entry {number}", "its row is not what was decided")
    for number in rows:
        shot.found(f"decision row {number}", "no entry of the log stands behind it")


def _check_reviews(shot: Picture) -> None:
    """Names every review whose row is not what was said, gone, or stands behind no entry of the log."""
    rows = {row[0]: row[1:] for row in shot.rows("reviews", ("leaf", *REVIEWED))}
    for number, leaf in shot.of(What.REVIEW):
        if leaf["of"] in shot.redacted:
            continue
        content, row = _content(shot, leaf), rows.pop(number, None)
        if row is None:
            shot.found(f"review of log entry {number}", "its row is not there")
        elif content is not None and not _says(content, row):
            shot.found(f"review of log entry {number}", "its row is not what was said")
    for number in rows:
        shot.found(f"review row {number}", "no entry of the log stands behind it, or its report is redacted")


def _says(content: bytes, row: Values) -> bool:
    try:
        return review_in(content) == dict(zip(REVIEWED, row, strict=True))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def _decides(content: bytes, row: Values) -> bool:
    try:
        return decision_in(content) == dict(zip(DECIDED, row, strict=True))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False

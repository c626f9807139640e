"""What a report reads as when it is read again: the new rows under their old ids, and behind them what is no longer read.

Nothing that was read is dropped: it is marked with the version that no longer reads it, and stands behind the new rows.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hudna.ledger.outlines import encoded, words_in
from hudna.ledger.rows import Row, Rows
from hudna.ledger.schema import attributions, entries, evidence, hops, outlines, sites

NOT_COMPARED = ("report", "number", "attribution", "reader", "withdrawn", "id")
BEHIND = ("report", "entry", "attribution")


def carried(old: Rows, new: Rows, reader: str) -> Rows:
    """The rows of a report that was read as `old` and is now read as `new` by `reader`; the same where nothing has changed.

    What was read of the same words as the same keeps its id, and as long as it says the same the version that said so first.
    """
    rows = {name: [dict(row) for row in some] for name, some in new.items()}
    said = _renumbered(old, rows, attributions.name, hops.name, "attribution", _same_saying, reader)
    for entry in old[entries.name]:
        entry["attribution"] = said.get(entry["attribution"])
    told = _renumbered(old, rows, entries.name, evidence.name, "entry", _same_telling, reader)
    _carry_sites(old, rows)
    _carry_voices(old, rows, told)
    return rows


def _renumbered(
    old: Rows, rows: Rows, table: str, behind: str, column: str, same: Callable[[Row, Row], bool], reader: str
) -> dict[int, int]:
    """Gives the new rows of a table the ids of the old, adds the old that are no longer read; old numbers to new ones."""
    news, olds = rows[table], old[table]
    pairs = _paired(olds, news, same)
    parts_then, parts_now = _parts(old[behind], column), _parts(rows[behind], column)
    numbers: dict[int, int] = {}
    for was, now in pairs:
        numbers[was["number"]] = now["number"]
        now["id"] = was["id"]
        alike = _content(was, parts_then) == _content(now, parts_now) and not was["withdrawn"]
        now["reader"] = was["reader"] if alike else reader
    gone = [was for was in olds if was["number"] not in numbers]
    for was in sorted(gone, key=lambda row: (bool(row["withdrawn"]) is False, row["number"])):
        number = len(news)
        numbers[was["number"]] = number
        news.append({**was, "number": number, "withdrawn": was["withdrawn"] or reader})
        rows[behind] += [{**part, column: number} for part in old[behind] if part[column] == was["number"]]
    return numbers


def _paired(olds: Sequence[Row], news: Sequence[Row], same: Callable[[Row, Row], bool]) -> list[tuple[Row, Row]]:
    """Each new row with the old one that it is: by its id, or else by its words, what is still read before what is not."""
    by_id = {row["id"]: row for row in olds}
    pairs = [(by_id[row["id"]], row) for row in news if row["id"] in by_id]
    taken = {was["number"] for was, _ in pairs}
    found = {now["number"] for _, now in pairs}
    for now in (row for row in news if row["number"] not in found):
        free = [was for was in olds if was["number"] not in taken and same(was, now)]
        if free:
            was = min(free, key=lambda row: (bool(row["withdrawn"]), row["number"]))
            taken.add(was["number"])
            pairs.append((was, now))
    return pairs


def _same_telling(was: Row, now: Row) -> bool:
    """Whether two entries read the same action in words that overlap."""
    overlap = was["trigger_start"] < now["trigger_end"] and now["trigger_start"] < was["trigger_end"]
    return bool(was["action"] == now["action"] and overlap)


def _same_saying(was: Row, now: Row) -> bool:
    """Whether two attributions have cues that overlap."""
    return bool(was["cue_start"] < now["cue_end"] and now["cue_start"] < was["cue_end"])


def _parts(rows: Iterable[Row], column: str) -> dict[int, list[list[tuple[str, Any]]]]:
    """The rows behind each row of a table, without their numbers."""
    found: dict[int, list[list[tuple[str, Any]]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append([item for item in sorted(row.items()) if item[0] not in BEHIND])
    return found


def _content(row: Row, parts: dict[int, list[list[tuple[str, Any]]]]) -> tuple[Any, ...]:
    """What a row says, and the rows behind it, without numbers and versions."""
    own = [item for item in sorted(row.items()) if item[0] not in NOT_COMPARED]
    return own, row.get("attribution") is None, sorted(parts.get(row["number"], []))


def _carry_sites(old: Rows, rows: Rows) -> None:
    """Keeps the places of what is no longer read."""
    gone = {row["number"] for row in rows[entries.name] if row["withdrawn"]}
    wanted = {
        name
        for row in rows[evidence.name]
        if row["entry"] in gone and row["role"] == "place"
        for name in row["meaning"].split()
    }
    there = {row["id"] for row in rows[sites.name]}
    rows[sites.name] += [row for row in old[sites.name] if row["id"] in wanted - there]


def _carry_voices(old: Rows, rows: Rows, told: dict[int, int]) -> None:
    """Keeps whose word what is no longer read was, "" where that was never kept."""
    if not rows[outlines.name]:
        return
    outline = rows[outlines.name][0]
    before = words_in(old[outlines.name][0]["voices"]) if old[outlines.name] else []
    voices = words_in(outline["voices"])
    was = {number: before[n] for n, number in told.items() if n < len(before)}
    voices += [was.get(number, "") for number in range(len(voices), len(rows[entries.name]))]
    outline["voices"] = encoded(voices)

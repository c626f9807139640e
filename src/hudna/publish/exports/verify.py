#!/usr/bin/env python3
"""Checks the proof of an entry of a Hudna ledger: python3 verify.py proof.json [--key KEY] [--checkpoint FILE]

It needs Python 3.10 or later and nothing else: no Hudna, no ledger, no network.  It checks that

- the checkpoint (size and root of a log) is signed by the key (Ed25519, RFC 8032);
- the log entries of the report, of its reading and of its reviews lie under that root (RFC 6962);
- the files of report and reading hash to what these entries say;
- the reading holds the entry, and its words stand in the text of the report.

What it cannot show: that an entry is true, and that the clock of the machine was right.  A key or a checkpoint that came to
you in another way than this proof (--key, --checkpoint) shows that log and key are those that you know.

Exit code 0: everything that could be checked is right; 1: something is not; 2: this is no proof.
"""

import base64
import gzip
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
SALT = 32
Point = tuple[int, int, int, int]


class Wrong(Exception):
    """Something is not as the proof says."""


def x_of(y: int, odd: int) -> int | None:
    """The x of a point by its y (RFC 8032, 5.1.3)."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if odd else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != odd else x


def point_of(encoded: bytes) -> Point | None:
    """A point out of its 32 bytes."""
    number = int.from_bytes(encoded, "little")
    y = number & (1 << 255) - 1
    x = x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def added(one: Point, other: Point) -> Point:
    """The sum of two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """A point so many times."""
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = added(found, point)
        point, number = added(point, point), number >> 1
    return found


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = x_of(BASE_Y, 0) or 0
BASE: Point = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is right (RFC 8032, 5.1.7)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(s, BASE), added(r, times(h, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def checkpoint(note: str, key: str) -> tuple[str, int, bytes]:
    """Origin, size and root of a signed note (C2SP tlog-checkpoint)."""
    text, _, signatures = note.rpartition("\n\n")
    lines = text.split("\n")
    name, key_id, encoded = key.strip().split("+", 2)
    public = base64.b64decode(encoded, validate=True)
    if public[:1] != b"\x01" or hashlib.sha256(name.encode() + b"\n" + public).digest()[:4].hex() != key_id:
        raise Wrong("the key is not written as it must be")
    for line in signatures.split("\n"):
        parts = line.split(" ")
        if len(parts) == 3 and parts[0] == "\N{EM DASH}" and parts[1] == name:
            signature = base64.b64decode(parts[2], validate=True)
            if signature[:4].hex() == key_id and is_signed(public[1:], text.encode() + b"\n", signature[4:]):
                if lines[0] != name:
                    raise Wrong("the checkpoint is of another log than the key")
                return lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    raise Wrong("the checkpoint is not signed by the key")


def is_included(entry: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether a path leads from an entry to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    last, found = size - 1, hashlib.sha256(b"\x00" + entry).digest()
    for step in path:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = hashlib.sha256(b"\x01" + step + found).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + step).digest()
        index, last = index >> 1, last >> 1
    return last == 0 and found == root


def leaf_of(one: dict[str, Any], size: int, root: bytes) -> dict[str, Any]:
    """An entry of the log that lies under the root."""
    path = [bytes.fromhex(step) for step in one["path"]]
    if not is_included(one["leaf"].encode(), one["number"], size, path, root):
        raise Wrong(f"log entry {one['number']} does not lie under the root of the checkpoint")
    leaf: dict[str, Any] = json.loads(one["leaf"])
    return leaf


def content_of(one: dict[str, Any], leaf: dict[str, Any]) -> bytes | None:
    """The content of a file whose hash the log entry names; None where it is withheld."""
    if one.get("file") is None:
        return None
    file = base64.b64decode(one["file"], validate=True)
    if hashlib.sha256(file).hexdigest() != leaf["blob"]:
        raise Wrong(f"the file of log entry {one['number']} does not hash to what the entry says")
    return gzip.decompress(file[SALT:])


def rows_of(reading: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """The rows of a table of a reading."""
    held = reading["tables"].get(table, {"columns": [], "rows": []})
    return [dict(zip(held["columns"], row, strict=True)) for row in held["rows"]]


def check_words(proof: dict[str, Any], report: bytes, reading: bytes) -> list[str]:
    """That the reading holds the entry as the proof states it, with its words where it says; those words."""
    fields, read = json.loads(report.partition(b"\n")[0]), json.loads(reading)
    text, stated = fields["text"], proof["statement"]
    found = [row for row in rows_of(read, "entries") if row["id"] == proof["entry"]]
    if len(found) != 1:
        raise Wrong("the reading does not hold the entry")
    row = found[0]
    printed = text[row["trigger_start"] : row["trigger_end"]]
    origin = stated["origin"]
    for name in ("id", "outlet", "published", "url", "title"):
        if origin[name] != fields[name]:
            raise Wrong(f"the report says {fields[name]!r} as its {name}, and the proof {origin[name]!r}")
    words = [
        f"report {fields['id']}, {fields['outlet']}, {fields['published'] or 'no date'}",
        f"{row['action']}: {printed}",
    ]
    for part in rows_of(read, "evidence"):
        if part["entry"] == row["number"]:
            words.append(f"{part['role']}: {text[part['start'] : part['end']]}")
    for hop in rows_of(read, "hops"):
        if hop["attribution"] == row["attribution"]:
            words.append(f"source ({hop['kind']}): {text[hop['start'] : hop['end']]}")
    reviewed = any(one["role"] == "review" for one in proof["leaves"])
    read_there = row["action"], printed, [row["trigger_start"], row["trigger_end"]]
    if not reviewed and (stated["action"], stated["printed"], stated["trigger"]) != read_there:
        raise Wrong(f"the reading says {row['action']}, {printed!r}, and the proof another")
    return words


def contents_withheld(proof: dict[str, Any]) -> bool:
    """Whether the proof comes without the files of report and reading."""
    return any(one.get("file") is None for one in proof["leaves"] if one["role"] in ("report", "reading"))


def check(proof: dict[str, Any], key: str | None, note: str | None) -> list[str]:
    """What was checked, a line each; raises `Wrong`."""
    known = key.strip() if key else proof["key"]
    if key and key.strip() != proof["key"].strip():
        raise Wrong("the proof is under another key than the one given")
    origin, size, root = checkpoint(note or proof["checkpoint"], known)
    said = [f"checkpoint of {origin}: {size} entries, root {root.hex()}, signature right"]
    said.append(
        f"key: {known} ({'the one given' if key else 'out of the proof itself: compare it with one that you know'})"
    )
    leaves = [(one, leaf_of(one, size, root)) for one in proof["leaves"]]
    by_role = {one["role"]: (one, leaf) for one, leaf in leaves}
    if by_role["key"][1].get("key") != known or by_role["key"][1]["what"] not in ("ledger", "key"):
        raise Wrong("the log does not name the key")
    arrival, (_, reading) = by_role["report"][0]["number"], by_role["reading"]
    if (
        by_role["report"][1]["what"] not in ("new", "changed")
        or reading["what"] != "reading"
        or reading["of"] != arrival
    ):
        raise Wrong("the reading is not one of this report")
    for one, leaf in leaves:
        if one["role"] == "review" and (leaf["what"] != "review" or leaf["of"] != arrival):
            raise Wrong(f"log entry {one['number']} is no review of this report")
        said.append(f"log entry {one['number']}: {one['role']}, noted {leaf['at']}, lies under the root")
    contents = {one["role"]: content_of(one, leaf) for one, leaf in leaves if one["role"] != "review"}
    report, read = contents["report"], contents["reading"]
    if report is None or read is None:
        return said
    said += ["files of report and reading hash to what the log says", *check_words(proof, report, read)]
    for one, leaf in leaves:
        if one["role"] == "review":
            review = json.loads(content_of(one, leaf) or b"{}")
            if review.get("entry") not in (None, proof["entry"]):
                raise Wrong(f"log entry {one['number']} is a review of another entry")
            said.append(f"review {one['number']}: {review.get('act')} {review.get('field')} by {review.get('by')}")
    return said


def option(words: list[str], name: str) -> str | None:
    """The value of an option, taken out of the words of the command line."""
    if name not in words:
        return None
    place = words.index(name)
    value = words[place + 1]
    del words[place : place + 2]
    return value


def main(words: list[str]) -> int:
    """Checks the proof of the file named, and says what it found."""
    try:
        key, note = option(words, "--key"), option(words, "--checkpoint")
        proof = json.loads(Path(words[0]).read_text("utf-8"))
        if note is not None:
            note = Path(note).read_text("utf-8")
        if proof["hudna_proof"] != 1:
            raise ValueError("a proof of another format")
    except (OSError, ValueError, LookupError, TypeError) as error:
        print(f"no proof to check ({error}); say: python3 verify.py proof.json", file=sys.stderr)
        return 2
    try:
        said = check(proof, key, note)
    except Wrong as error:
        print(f"WRONG: {error}")
        return 1
    except (ValueError, LookupError, TypeError, AttributeError, OSError, EOFError) as error:
        print(f"WRONG: the proof is not written as it must be ({type(error).__name__}: {error})")
        return 1
    print("\n".join(said))
    if contents_withheld(proof):
        print("proved: a report was kept and read then; the contents are withheld, so what was read is not shown")
    else:
        print(f"{proof['entry']}: proved")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))

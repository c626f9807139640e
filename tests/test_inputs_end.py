"""Every input ends visibly: kept, known already, or named as one that could not be read; the counts add up (E4)."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import TEXT, Command, Place
from ledgers import clean_state, line, report

COUNTS = [300, pytest.param(10_000, marks=pytest.mark.torture)]
SAID = re.compile(
    r"(\d+) reports: (\d+) new, (\d+) changed, (\d+) known already(?:; (\d+) inputs could not be read)?\n"
)
PAGE = "<html><head><title>عنوان</title></head><body><article><h1>عنوان</h1>{}</article></body></html>"
ODD = (b"\\ud800", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\\u0000", b"\xd9", b"<", b'"', b"\n", b"\xf0\x9f\x98\x80")


def damaged(dice: random.Random, data: bytes) -> bytes:
    """The bytes of a file after something has happened to it, or as they were."""
    place = dice.randrange(len(data))
    what = dice.randrange(8)
    if what == 0:
        return data[:place]
    if what == 1:
        return data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]
    if what == 2:
        return data[:place] + dice.randbytes(dice.randrange(1, 20)) + data[place:]
    if what == 3:
        return data[:place] + data[place + dice.randrange(1, 200) :]
    if what == 4:
        return data[:place] + dice.choice(ODD) + data[place:]
    if what == 5:
        return b"" if dice.random() < 0.3 else data.decode().encode("windows-1256", "replace")
    if what == 6:
        return data * 2
    return data


def files(count: int) -> Iterator[tuple[str, bytes]]:
    """Files of one report each, most of them damaged, some the same as others."""
    dice = random.Random(7)
    for number in range(count):
        one = report(dice.randrange(count // 2 + 1))
        kind = dice.choice((".json", ".txt", ".html"))
        whole = {
            ".json": line(one),
            ".txt": one.text.encode(),
            ".html": PAGE.format(f"<p>{one.text} {TEXT}</p>" * 4).encode(),
        }[kind]
        yield f"{number:06}{kind}", damaged(dice, whole)


@pytest.mark.parametrize("count", COUNTS)
def test_the_counts_add_up(tmp_path: Path, place: Place, run: Command, count: int) -> None:
    folder, path = tmp_path / "reports", place("hudna.db")
    folder.mkdir()
    for name, data in files(count):
        (folder / name).write_bytes(data)
    for _ in range(2):
        result = run("--ledger", path, "add", folder)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        said = SAID.search(result.stdout)
        assert said, result.stdout
        total, new, changed, known, failed = (int(number or 0) for number in said.groups())
        assert total == new + changed + known
        assert total + failed == count
        assert failed > count / 20
    assert (new, changed + known) != (0, 0)
    state = clean_state(path)
    assert state.waiting == 0 and state.blobs == 2 * state.reports


def test_one_line_a_report_says_what_became_of_it(place: Place, run: Command) -> None:
    path = place("hudna.db")
    text = b"\n".join([line(report(1)), line(report(1)), b"{", line(replace(report(1), title="آخر")), line(report(2))])
    result = run("--ledger", path, "add", "--json", stdin=text)
    assert result.exit_code == 1
    said = [json.loads(found) for found in result.stdout.splitlines()]
    assert [(one["report"], one["outcome"]) for one in said] == [
        ("r1", "new"),
        ("r1", "known"),
        ("r1", "changed"),
        ("r2", "new"),
    ]
    state = clean_state(path)
    assert (state.reports, state.waiting) == (3, 0)

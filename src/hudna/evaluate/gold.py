"""Gold files of the annotation guidelines, and the floors that a reader must not fall below."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from hudna.errors import BadGold
from hudna.evaluate.scoring import Figure
from hudna.vocabulary.record import Record

_DECODER = msgspec.json.Decoder(Record)


def gold_in(folder: Path) -> list[Record]:
    """Every gold report of a folder, by file name."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(_DECODER.decode(path.read_bytes()))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadGold(f"{path}: {error}; see the annotation guidelines for the form") from error
    if not found:
        raise BadGold(f"{folder}: no gold files there; name a folder of .json files")
    return found


def below_floor(figures: Mapping[str, Figure], baseline: Path) -> list[str]:
    """A line for every F1 below its floor; the file is `{"floors": {"cue": 85.0, ...}}`."""
    try:
        floors = msgspec.json.decode(baseline.read_bytes(), type=dict[str, dict[str, float]])["floors"]
    except (OSError, msgspec.DecodeError, KeyError) as error:
        raise BadGold(f'{baseline}: no floors ({error!r}); write {{"floors": {{"cue": 85.0}}}}') from error
    return [
        f"{name}: F1 {figures[name].f1 if name in figures else 0} is below its floor of {floor}"
        for name, floor in floors.items()
        if name not in figures or figures[name].f1 < floor
    ]

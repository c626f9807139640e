"""Which rules read: the version of the program, and a mark of everything that decides what is read."""

import hashlib
from importlib.metadata import version
from pathlib import Path

import hudna.rules

ROOMS = ("clean", "extract", "identify", "rules", "text", "theatres", "vocabulary")
SUFFIXES = (".py", ".tsv", ".yaml")
MARK = 8


def reader_version(places: Path | None = None) -> str:
    """`hudna 0.1.0 rules 3f9c2a17`: the same as long as program, rules, theatres and places added beside the ledger are."""
    package = Path(hudna.rules.__file__).parents[1]
    paths = [package / "pipeline.py"]
    paths += [path for room in ROOMS for path in (package / room).rglob("*") if path.suffix in SUFFIXES]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(
            path.relative_to(package).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest()
        )
    if places is not None:
        digest.update(places.read_bytes())
    return f"hudna {version('hudna')} rules {digest.hexdigest()[:MARK]}"

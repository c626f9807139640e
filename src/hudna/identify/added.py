"""A gazetteer that a monitor has added, as the file beside the ledger holds it."""

from pathlib import Path


def added(path: Path):
    return ()

"""The libraries and fonts that `make desk` fetches from the npm registry into this package; the desk serves them itself."""

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
"""Ignored by git, packed into the wheel."""
FETCH = "make desk-assets"
"""What brings them where they are missing."""


def has_assets() -> bool:
    """Whether they are there; without them the desk has no map, no charts and the fonts of the machine."""
    return (ASSETS / "fetched.txt").exists()

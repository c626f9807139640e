"""The bits by which a word says which rules may begin at it."""

from typing import Final

ACTS: Final = 1
"""It may carry an action."""
TELLS: Final = 2
"""It may be a cue, or a source that needs none."""
NAMES: Final = 4
"""A naming phrase may open with it."""
TIMES: Final = 8
"""A time phrase may open with it."""
SCOPES: Final = 16
"""It may negate, plan or demand what follows."""
LOCATES: Final = 32
"""A place may stand after it: `في`, `قرية`."""
NEARS: Final = 64
"""A name that nobody knows stands after it (`قرب`)."""
ALL: Final = 127

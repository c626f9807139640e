"""Words between an event and a time phrase, from `ar/dating.yaml`, and which way from the day of print a phrase points."""

from typing import Final

from hudna.rules.time_spans import Expression
from hudna.rules.words import word_lists

WORDS: Final = word_lists("ar/dating.yaml")
"""The lists by name."""
_DIRECTED: Final = {"week": 1, "month": 1, "year": 1, "dateof": 1, "weekday": 2, "monthday": 2, "window": 3}
_FIXED: Final = {"recent": -1, "soon": 1, "lastnight": -1, "ago": -1, "since": -1, "throughout": -1, "after": 1}


def direction(said: Expression) -> int:
    """-1 where the words themselves say that it is over, 1 where they say that it is to come, else 0."""
    shape = said[0]
    if shape in _FIXED:
        return _FIXED[shape]
    if shape == "day":
        return int(said[1] > 0) - int(said[1] < 0)
    if shape in ("date", "hijri", "season"):
        return int(said[-1] or 0)
    if shape in ("edge", "night", "eve", "midnight", "at", "range"):
        return direction(said[-1])
    if shape == "joined":
        ways = {direction(said[1]), direction(said[2])}
        return ways.pop() if len(ways) == 1 else 0
    at = _DIRECTED.get(shape)
    return int(said[at] or 0) if at else 0


def names_its_day(said: Expression) -> bool:
    """Whether a beginning is the same day to whoever reads of it later: no bare weekday, which may be the last or the next."""
    if said[0] == "weekday":
        return said[2] is not None
    return all(names_its_day(part) for part in said[1:] if isinstance(part, tuple))

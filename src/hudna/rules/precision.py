"""How often the rules have been right on annotated reports: `precision.tsv`, which `eval/precision.py` makes."""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from hudna.errors import BadRules
from hudna.rules.words import resource

FILE: Final = "precision.tsv"
EVENT: Final = "event"
ATTRIBUTION: Final = "attribution"
COMMITMENT: Final = "commitment"
_COLUMNS: Final = ["what", "rule", "right", "read"]


class Measured(NamedTuple):
    """A rule, what it reads, and how much of that was right; `read` is 0 where it has not been measured."""

    what: str
    rule: str
    right: int
    read: int

    @property
    def precision(self) -> float:
        """The mean of what the precision may be after these readings, before which any was as likely as another."""
        return (self.right + 1) / (self.read + 2)


class Measurement(NamedTuple):
    """All that was measured, the day, and of each set of reports its name, how many there are, and their digest."""

    made: str
    sets: dict[str, tuple[int, str]]
    rules: dict[tuple[str, str], Measured]


@cache
def measurement() -> Measurement:
    """What Hudna brings; raises `BadRules`, naming the line, where the file is wrong."""
    made, sets, rules = "", {}, {}
    for number, line in enumerate(resource(FILE).read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        try:
            if line.startswith("# made"):
                made = cells[1]
            elif line.startswith("# set"):
                sets[cells[1]] = int(cells[2]), cells[3]
            elif cells != _COLUMNS:
                what, rule, right, read = cells
                rules[what, rule] = Measured(what, rule, int(right), int(read))
        except (ValueError, IndexError) as error:
            raise BadRules(f"{FILE}:{number}: {error}; make it again with eval/precision.py") from error
    return Measurement(made, sets, rules)


def measured(what: str, rule: str) -> Measured:
    """What was measured of one rule."""
    return measurement().rules.get((what, rule)) or Measured(what, rule, 0, 0)


def behind(rule: str, said: str | None, *, promised: bool) -> tuple[Measured, ...]:
    """The rules that an entry rests on: that of its event, that of its attribution if it has one, and that by which it is undertaken."""
    found = [measured(EVENT, rule)]
    if said:
        found.append(measured(ATTRIBUTION, said))
    if promised:
        found.append(measured(COMMITMENT, COMMITMENT))
    return tuple(found)


def confidence(rules: Sequence[Measured]) -> float | None:
    """How likely it is that all of these rules are right, None where one of them has not been measured."""
    product = 1.0
    for rule in rules:
        if not rule.read:
            return None
        product *= rule.precision
    return product

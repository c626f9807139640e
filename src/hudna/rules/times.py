"""The words of time in Arabic, from `ar/times.yaml` and `ar/months.tsv`, as one look-up table."""

from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from hudna.text.fold import fold

TIMES: Final = Path(__file__).parent / "ar" / "times.yaml"
MONTHS: Final = Path(__file__).parent / "ar" / "months.tsv"

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = int | tuple[str, int]


class TimeForm(NamedTuple):
    """One spelling: its folded words, and what it stands for in its class."""

    words: tuple[str, ...]
    value: Value


class TimeRuleError(ValueError):
    """A row of the time rules is wrong; the message names the file and the row."""


class TimeTable(NamedTuple):
    """Forms by (first word, class), longest first; every first word; the classes that each first word has."""

    forms: dict[tuple[str, str], tuple[TimeForm, ...]]
    classes: dict[str, tuple[str, ...]]
    not_alone: frozenset[str]


@cache
def time_table() -> TimeTable:
    """The words of time; read once."""
    found: dict[tuple[str, str], list[TimeForm]] = {}
    rows = (*_rows(), *_months())
    spellings = fold("\n".join(spelling for _, spelling, _ in rows)).text.split("\n")
    for (kind, _, value), spelling in zip(rows, spellings, strict=True):
        words = tuple(spelling.split())
        found.setdefault((words[0], kind), []).append(TimeForm(words, value))
    forms = {key: tuple(sorted(rows, key=lambda row: -len(row.words))) for key, rows in found.items()}
    classes: dict[str, tuple[str, ...]] = {}
    for word, kind in forms:
        classes[word] = (*classes.get(word, ()), kind)
    return TimeTable(forms, classes, _not_alone())


def shape_rows() -> list[dict[str, Any]]:
    """The rows of `shapes`: id, examples, counter_examples, for the tests."""
    return _part("shapes")


def _part(key: str) -> list[dict[str, Any]]:
    """One half of the file; the examples are not parsed for a reading."""
    words, mark, shapes = TIMES.read_text("utf-8").partition("\nshapes:")
    if not mark:
        raise TimeRuleError(f"{TIMES}: wants `words` and, after them, `shapes`")
    document = yaml.load(words if key == "words" else mark + shapes, Loader=_LOADER)
    if not isinstance(document, dict) or set(document) != {key} or not isinstance(document[key], list):
        raise TimeRuleError(f"{TIMES}: wants a list of rows under `{key}`")
    return list(document[key])


def _rows() -> list[tuple[str, str, Value]]:
    rows: list[tuple[str, str, Value]] = []
    for row in _part("words"):
        if set(row) - {"id", "class", "value", "forms", "why"} or not isinstance(row.get("forms"), list):
            raise TimeRuleError(f"{TIMES}: row {row.get('id')}: wants id, class, value, forms")
        value = row["value"]
        read: Value = (str(value[0]), int(value[1])) if isinstance(value, list) else int(str(value))
        rows += [(str(row["class"]), str(form), read) for form in _strings(row["forms"])]
    return rows


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _month_rows() -> list[list[str]]:
    lines = [line for line in MONTHS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    for number, row in enumerate(rows, 1):
        if len(row) != 8 or row[0] != str(number):
            raise TimeRuleError(f"{MONTHS}: month {number}: wants 8 fields in the order of the year, has {row}")
    return rows


def _months() -> list[tuple[str, str, Value]]:
    found: set[tuple[str, str, int]] = set()
    for row in _month_rows():
        found |= {("month", name, int(row[0])) for field in row[1:6] for name in field.split("|") if name}
        found |= {("libyan_month", name, int(row[0])) for name in row[6].split("|") if name}
    return [(kind, name, number) for kind, name, number in sorted(found)]


def _not_alone() -> frozenset[str]:
    return frozenset(fold(name).text for row in _month_rows() for name in row[7].split("|") if name)

"""YAML whose mappings know their line, so that what is wrong in them can be found."""

from pathlib import Path
from typing import Any

import yaml


class TheatreError(ValueError):
    """A theatre file is wrong; each line of the message names file, line and what it wants."""


class Row(dict[str, Any]):
    """A YAML mapping that knows its line."""

    line = 0


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Mappings as `Row`; a key that stands twice is an error."""


def _mapping(loader: Any, node: Any) -> Row:
    row = Row()
    row.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in row:
            raise TheatreError(f"line {key_node.start_mark.line + 1}: {key!r} stands twice; keep one")
        row[key] = loader.construct_object(value_node, deep=True)
    return row


def _as_printed(loader: Any, node: Any) -> str:
    """Dates and numbers stay the text that they are."""
    return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
for _plain in ("timestamp", "int", "float"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_plain}", _as_printed)


def row_of(text: str, path: Path) -> Row:
    """The one mapping that the text is; raises `TheatreError` where it is none or no YAML at all."""
    try:
        row = yaml.load(text, Loader=_Loader)
    except TheatreError as error:
        raise TheatreError(f"{path}: {error}") from None
    except yaml.YAMLError as error:
        raise TheatreError(f"{path}: no YAML: {error}") from error
    if not isinstance(row, Row):
        raise TheatreError(f"{path}:1: wants a mapping with id, en, ar, since, countries, sides, actors")
    return row

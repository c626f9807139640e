"""The ledger's statements that PostgreSQL puts otherwise than SQLite: columns of text, and the confidence of an entry."""

import json
from typing import Any

from sqlalchemy import Boolean, Float, String, case, cast, func, literal
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateColumn
from sqlalchemy.sql.functions import GenericFunction

from hudna.rules import precision
from hudna.rules.precision import ATTRIBUTION, COMMITMENT, EVENT


@compiles(CreateColumn, "postgresql")
def _sorted_by_code_points(element: Any, compiler: Any, **how: Any) -> str:
    """A column of a new table; texts sort there as they do in SQLite and in Python, whatever the database's own order."""
    made = str(compiler.visit_create_column(element, **how))
    return made.replace("VARCHAR", 'VARCHAR COLLATE "C"', 1) if isinstance(element.element.type, String) else made


class confidence(GenericFunction[float]):  # noqa: N801
    """How likely an entry is right, of the rule of its event, that of its attribution or NULL, and whether it is undertaken."""

    type = Float()
    inherit_cache = True


@compiles(confidence, "postgresql")
def _reckoned(element: Any, compiler: Any, **how: Any) -> str:
    rule, said, promised = element.clauses
    told = case((said.is_(None), 1.0), else_=_precision(ATTRIBUTION, said))
    undertaken = precision.measured(COMMITMENT, COMMITMENT)
    kept = literal(undertaken.precision if undertaken.read else None, Float())
    owed = case((cast(promised, Boolean), kept), else_=1.0)
    return str(compiler.process(_precision(EVENT, rule) * told * owed, **how))


def _precision(what: str, rule: Any) -> Any:
    """The precision of a rule, NULL where it was never measured."""
    return cast(func.jsonb_extract_path_text(cast(literal(_precisions(what), String()), JSONB), rule), Float)


def _precisions(what: str) -> str:
    rules = precision.measurement().rules.items()
    return json.dumps({name: one.precision for (kind, name), one in rules if kind == what and one.read})

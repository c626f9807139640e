"""The ledger's statements that PostgreSQL puts otherwise than SQLite: guards, columns of text, the confidence of an entry."""

import json
from typing import Any

from sqlalchemy import Boolean, Float, String, case, cast, func, literal
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateColumn
from sqlalchemy.sql.functions import GenericFunction

from hudna.ledger.schema import GUARDS
from hudna.rules import precision
from hudna.rules.precision import ATTRIBUTION, COMMITMENT, EVENT

_CONDITIONS = {
    "reviews": "NOT EXISTS (SELECT 1 FROM reports WHERE leaf = OLD.of AND redacted IS NOT NULL)",
    "insert": "NEW.number <> (SELECT coalesce(max(number) + 1, 0) FROM log)",
}
"""When a guard refuses; one that stands here under neither its table nor its deed always does."""


def guard_statements(name: str) -> tuple[str, str, str]:
    """What makes a guard of `GUARDS`: its function, its trigger, and the trigger that refuses to empty the table at once."""
    table, _, deed = name.split("_")
    condition = _CONDITIONS.get(deed) or _CONDITIONS.get(table) or "true"
    kept = "OLD" if deed == "delete" else "NEW"
    refusal = f"RAISE EXCEPTION '{table} is only ever added to'"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_LEVEL = 'STATEMENT' OR {condition} THEN {refusal}; END IF; RETURN {kept}; END $$",
        f"CREATE TRIGGER {name} BEFORE {deed.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        f"CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )


def guard_body(name: str) -> str:
    """What the function of a guard does, as the server gives it back."""
    return guard_statements(name)[0].split("$$")[1]


def guard_tables() -> dict[str, str]:
    """The table that each guard stands before."""
    return {name: name.split("_")[0] for name in GUARDS}


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

"""The triggers of PostgreSQL that refuse to change what is only ever added to, under the names that they have in SQLite."""

from sqlalchemy import Connection

from hudna.ledger.schema import GUARDS

WHOLE = "_whole"
"""How the trigger is called that refuses to empty a table at once."""
_CONDITIONS = {
    "reviews": "NOT EXISTS (SELECT 1 FROM reports WHERE leaf = OLD.of AND redacted IS NOT NULL)",
    "insert": "NEW.number <> (SELECT coalesce(max(number) + 1, 0) FROM log)",
}
"""When a guard refuses; one that stands here under neither its table nor its deed always does."""


def _statements(name: str) -> tuple[str, str, str]:
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


def put_back(connection: Connection, schema: str) -> None:
    """Makes the guards that are not there."""
    there = {name for name, *_ in _triggers(connection, schema)}
    for guard in GUARDS:
        function, *triggers = _statements(guard)
        if guard not in there:
            connection.exec_driver_sql(function)
            for trigger in triggers:
                connection.exec_driver_sql(trigger)


def take_away(connection: Connection, schema: str) -> None:
    """Drops all guards."""
    for name, table, *_ in _triggers(connection, schema):
        connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}")


def intact(connection: Connection, schema: str) -> frozenset[str]:
    """The guards that are there as they were made, in force, each with that which refuses to empty its table at once."""
    whole = set()
    for name, table, enabled, body in _triggers(connection, schema):
        guard = name.removesuffix(WHOLE)
        if enabled in "OA" and table == guard.split("_")[0] and body == _statements(guard)[0].split("$$")[1]:
            whole.add(name)
    return frozenset(guard for guard in GUARDS if {guard, guard + WHOLE} <= whole)


def _triggers(connection: Connection, schema: str) -> list[tuple[str, str, str, str]]:
    """Name, table, state and body of the triggers that are called like guards."""
    found = connection.exec_driver_sql(
        "SELECT tgname, relname, tgenabled, prosrc FROM pg_trigger JOIN pg_class AS c ON c.oid = tgrelid "
        "JOIN pg_proc AS p ON p.oid = tgfoid WHERE NOT tgisinternal AND relnamespace = to_regnamespace(%s)",
        (schema,),
    )
    return [(name, *more) for name, *more in found if name.removesuffix(WHOLE) in GUARDS]

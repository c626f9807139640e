"""How an entry is said in English: the clauses of `en/clauses.yaml`, an action each, and the frames of modality."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml

from hudna.errors import BadRules
from hudna.rules.codebook import codebook
from hudna.rules.english import EN

FILE: Final = "clauses.yaml"
APART: Final = "(…)"
"""In place of a word that leads to the recipient: it stands in brackets."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What one action is in English; every verb that is inflected stands behind ~.  See the head of the file."""

    by: str
    by_to: str
    with_: str
    alone: str
    to_done: str
    thing: str
    done: str
    many: bool
    where_apart: bool


@dataclass(frozen=True, slots=True)
class English:
    """The file: clauses by action, frames by modality (said, denied), verb forms (past, participle, -ing), and words."""

    clauses: dict[str, Clause]
    frames: dict[str, tuple[str, str]]
    irregular: dict[str, tuple[str, str, str]]
    acts: dict[str, str]
    says: dict[str, tuple[str, str]]
    kinds: dict[str, str]
    sectors: dict[str, str]
    nations: dict[str, str]
    bearings: dict[str, str]
    sites: dict[str, str]
    at: tuple[str, ...]
    no_article: tuple[str, ...]
    common_nouns: frozenset[str]


@cache
def english_clauses() -> English:
    """The clauses that Hudna brings; raises `BadRules` where an action of the codebook has none or a field is missing."""
    source = yaml.load((EN / FILE).read_text("utf-8"), yaml.CSafeLoader)
    actions, written = codebook().actions, source["actions"]
    if missing := sorted(actions.keys() ^ written.keys()):
        raise BadRules(f"{FILE}: {', '.join(missing)}: say each action of the codebook once, and no other")
    return English(
        clauses={name: _clause(name, row) for name, row in written.items()},
        frames={name: (said, denied) for name, (said, denied) in source["frames"].items()},
        irregular={verb: (past, done, ing) for verb, (past, done, ing) in source["irregular"].items()},
        acts=source["acts"],
        says={act: (one, many) for act, (one, many) in source["says"].items()},
        kinds=source["kinds"],
        sectors=source["sectors"],
        nations=source["nations"],
        bearings=source["bearings"],
        sites=source["sites"],
        at=tuple(source["at"]),
        no_article=tuple(source["no_article"]),
        common_nouns=frozenset(source["common_nouns"]),
    )


def _clause(name: str, row: dict[str, Any]) -> Clause:
    if "by" not in row or "thing" not in row or "done" not in row or not ("by_to" in row or "with" in row):
        raise BadRules(f"{FILE}: {name}: wants by, thing, done, and by_to or with; see the head of the file")
    return Clause(
        by=row["by"],
        by_to=row.get("by_to", ""),
        with_=row.get("with", APART),
        alone=row.get("alone", ""),
        to_done=row.get("to_done", ""),
        thing=row["thing"],
        done=row["done"],
        many=row.get("many", False),
        where_apart=row.get("where") == "apart",
    )

"""The codebook: every action of the guidelines once, in codes that the other codebooks know."""

import csv
import re
from pathlib import Path

import pytest

from hudna.rules.codebook import CodedAction, codebook, moments

PLOVER = {
    "": {""},
    "AGREE": {""},
    "CONSULT": {"", "visit", "third-party", "multilateral", "phone"},
    "COOPERATE": {"", "economic", "military", "judicial", "intelligence", "cultural"},
    "AID": {"", "economic", "military", "humanitarian", "military-peacekeeping", "rd"},
    "RETREAT": {"", "withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"},
    "REJECT": {"", "assist", "change", "yield", "meet"},
    "MOBILIZE": {"", "troops", "weapons", "police", "militia"},
    "COERCE": {"", "seize", "restrict", "ban", "censor", "martial-law", "arrest", "deport", "withhold", "misinform"},
    "ASSAULT": {"", "firearms", "explosives", "suicide-attack", "heavy-weapons", "aerial", "crowd-control"},
}
ACLED = {
    "": {""},
    "Battles": {
        "",
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    },
    "Explosions/Remote violence": {
        "Air/drone strike",
        "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack",
    },
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
ACTIONS = codebook().actions.values()


def name(action: CodedAction) -> str:
    return action.action


@pytest.mark.parametrize("action", ACTIONS, ids=name)
def test_its_codes_are_ones_that_there_are(action: CodedAction) -> None:
    assert action.plover_mode in PLOVER[action.plover_type]
    assert action.acled_sub_type in ACLED[action.acled_type]


@pytest.mark.parametrize("action", ACTIONS, ids=name)
def test_nothing_speaks_both_for_it_and_against_it(action: CodedAction) -> None:
    assert not set(action.speaks_for) & set(action.speaks_against)
    assert action.action in action.speaks_for
    assert len(set(action.speaks_for)) == len(action.speaks_for)


@pytest.mark.parametrize("action", ACTIONS, ids=name)
def test_it_has_a_label_in_either_language(action: CodedAction) -> None:
    assert action.english.isascii() and action.english
    assert re.search("[\u0621-\u064a]", action.arabic)


def test_no_label_gives_a_verdict() -> None:
    verdicts = re.compile(r"\b(broken|violat|terror|regime|rebel|crime|massacre|liberat|occup|aggress)", re.IGNORECASE)
    assert [action.action for action in ACTIONS if verdicts.search(action.english)] == []


def test_violence_and_breaches_are_alleged() -> None:
    alleged = {action.action for action in ACTIONS if action.alleged}
    assert alleged == {a.action for a in ACTIONS if a.register == "violence"} | {"ceasefire.violate"}


def test_what_is_over_at_once() -> None:
    assert "ceasefire.begin" in moments()
    assert "force.patrol" not in moments()


def test_the_actions_are_those_of_the_guidelines(shared: Path) -> None:
    table = (shared / "gold/GUIDELINES.md").read_text("utf-8").partition("### Actions")[2]
    registers: dict[str, str] = {}
    register = ""
    for row in re.finditer(r"^\| (\w*) ?\| `([a-z.]+)` \|", table, re.MULTILINE):
        register = row[1] or register
        registers[row[2]] = register
    assert {action.action: action.register for action in ACTIONS} == registers


def test_every_action_that_a_row_of_the_rules_reads_is_in_it() -> None:
    folder = Path(__file__).resolve().parents[1] / "src/hudna/rules/ar"
    unknown = set()
    for table in sorted(folder.glob("*.tsv")):
        with table.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
            unknown |= {row["action"] for row in rows if row.get("action")} - codebook().actions.keys()
    assert unknown == set()

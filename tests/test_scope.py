"""Every cue of scope.yaml does to its own examples what its row says, and leaves its counter-examples alone."""

import csv
from pathlib import Path

import pytest

from hudna.extract.scope import scope_of
from hudna.extract.scope_cues import hits_in
from hudna.extract.stated import Trigger
from hudna.extract.tokens import Tokens, tokenise
from hudna.rules.scope import RULES, Cue, load
from hudna.text.fold import fold
from hudna.vocabulary import Action, RuleId

CASES = Path(__file__).parent / "cases" / "scope.tsv"
IMPERFECT = {"ينسحبوا", "يلتزموا", "تغلق", "تنسحب", "ينسحب", "تشمل", "يعزز", "تقصف", "تنتهك", "يعود"}
PERFECT = {"قصفت", "انسحب"}
MODALITY = {"negated": None, "accepted": "future"}


def tokens_of(text: str) -> Tokens:
    folded = fold(text)
    return tokenise(folded, [(0, len(folded.text))])


def trigger_of(tokens: Tokens, word: str, action: str = "violence.shell") -> Trigger:
    """The trigger that a case marks: the last token spelled like `word`."""
    folded = fold(word).text
    token = len(tokens.words) - 1 - tokens.words[::-1].index(folded)
    finite = {fold(form).text for form in IMPERFECT | PERFECT}
    aspect = "masdar" if folded not in finite else "perfect" if word in PERFECT else "imperfect"
    word_class = "noun" if aspect == "masdar" else "verb"
    return Trigger(token, Action(action), word_class, RuleId("test"), aspect, "", "s")


def read(text: str, word: str, action: str = "violence.shell") -> tuple[str, bool, tuple[str, ...]]:
    tokens = tokens_of(text)
    hits = hits_in(tokens.words, tokens.looks, 0, len(tokens.words))
    scope = scope_of(tokens, trigger_of(tokens, word, action), hits, None)
    return scope.modality.value, scope.negated, scope.rules


EXAMPLES = [(cue, n) for cue in RULES.cues if cue.effect != "pseudo" for n in range(len(cue.examples))]
COUNTER = [(cue, n) for cue in RULES.cues for n in range(len(cue.counter_examples))]
PSEUDO = [(cue, n) for cue in RULES.cues if cue.effect == "pseudo" for n in range(len(cue.examples))]


@pytest.mark.parametrize(("cue", "n"), EXAMPLES, ids=[f"{cue.id}-{n}" for cue, n in EXAMPLES])
def test_a_cue_governs_its_example(cue: Cue, n: int) -> None:
    modality, negated, rules = read(*cue.examples[n], *sorted(cue.actions)[:1])
    assert cue.id in rules
    assert negated or not cue.negates
    wanted = MODALITY.get(cue.effect, cue.effect)
    assert wanted is None or modality == wanted


@pytest.mark.parametrize(("cue", "n"), COUNTER, ids=[f"{cue.id}-{n}" for cue, n in COUNTER])
def test_a_cue_leaves_its_counter_example(cue: Cue, n: int) -> None:
    assert cue.id not in read(*cue.counter_examples[n])[2]


@pytest.mark.parametrize(("cue", "n"), PSEUDO, ids=[f"{cue.id}-{n}" for cue, n in PSEUDO])
def test_a_pseudo_cue_denies_nothing(cue: Cue, n: int) -> None:
    assert not read(*cue.examples[n])[1]


with CASES.open(encoding="utf-8") as lines:
    SENTENCES = list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("case", SENTENCES, ids=[case["id"] for case in SENTENCES])
def test_sentence(case: dict[str, str]) -> None:
    modality, negated, _ = read(case["text"], case["trigger"])
    assert (modality, negated) == (case["modality"], case["negated"] == "yes")


def test_ids_are_unique() -> None:
    assert len({cue.id for cue in RULES.cues}) == len(RULES.cues)


def test_a_wrong_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "scope.yaml"
    path.write_text("terminators: []\ncues:\n  - {id: x, effect: undone, forms: [y], examples: [[a, b]]}\n", "utf-8")
    with pytest.raises(ValueError, match="cue 1"):
        load(path)

"""The actors of the key: what was reached stays reached."""

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

EVAL = Path(__file__).resolve().parents[1] / "eval"
RIGHT_AT_LEAST, WRONG_AT_MOST = 172, 0
"""Of the 200 mentions of `eval/keys/actors.json`."""


def resolve_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("resolve_actors", EVAL / "resolve_actors.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_actors_of_the_key() -> None:
    module = resolve_module()
    if not (module.SHARED / "gold" / "dev").is_dir():
        pytest.skip("the key of actors needs ../shared, which is not there")
    counts = Counter(verdict for *_, verdict in module.judged())
    assert counts["right"] >= RIGHT_AT_LEAST
    assert counts["wrong"] <= WRONG_AT_MOST


def test_every_name_of_the_key_has_ids() -> None:
    import json

    module = resolve_module()
    key = json.loads(module.KEY.read_text(encoding="utf-8"))
    names = {name for row in key for name in module.listed(row["actor"]) if name}
    assert names == module.accepted_ids().keys()


def test_nothing_in_the_founding_report_is_resolved_wrongly() -> None:
    module = resolve_module()
    folder = module.SHARED / "gold" / "dev"
    if not folder.is_dir():
        pytest.skip("the founding report needs ../shared, which is not there")
    from hudna.evaluate.gold import gold_in
    from hudna.identify.who import identified
    from hudna.vocabulary import Report
    from hudna.vocabulary.record import Mention

    gold = next(gold for gold in gold_in(folder) if gold.id == "idlib-2020-11-01")
    found = identified(
        Report(gold.id, gold.outlet, gold.published, "", gold.title, gold.text), module.mentions_in(gold)
    )
    ids = {actor.id for identity in found.who.values() for actor in identity.candidates}
    assert ids == {"TUR-GOV", "TUR-MIL", "RUS-GOV", "SYR-REB-SDF", "SYR-REF", "pinar-kara", "outlet:aawsat", ""}
    longest = max(gold.attributions, key=lambda a: len(a.sources))
    hops = [found.who[Mention(span, kind)] for span, kind in zip(longest.sources, longest.kinds, strict=True)]
    assert [tuple(actor.id for actor in hop.candidates) for hop in hops] == [
        ("outlet:aawsat",), ("",), ("TUR-GOV", "RUS-GOV")
    ]  # fmt: skip
    dated = [m for m in found.agreements if m.words.cut(gold.text).startswith("اتفاق التهدئة")]
    assert [(one.id, one.signed) for m in dated for one in m.candidates] == [("moscow-2020", "2020-03-05")]

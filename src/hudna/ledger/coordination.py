"""Which steps are told to have been coordinated, and by which entries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from hudna.ledger.entries import Entry
from hudna.ledger.post_places import by_report
from hudna.ledger.steps import SEEN, one_voice, sentence_at
from hudna.rules.register_words import places_in
from hudna.text.fold import fold

COORDINATION = "contact.coordinate"
BESIDE = 160
"""Letters between a step and the word that tells of its coordination, in one paragraph."""
POINTING = 4
"""Words before the coordination that may point back to a step."""
BACK = 400
"""Letters that such a word points back over, at most."""


def coordinated(entries: Sequence[Entry], texts: Mapping[str, str]) -> dict[int, tuple[Entry, ...]]:
    """The entries of coordination of each step, by the identity of its entry in `entries`."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for report, some in by_report(entries).items():
        steps = [entry for entry in some if entry.register == "position"]
        for told in some if steps and report in texts else ():
            if told.action == COORDINATION and not told.negated:
                for step in _meant(told, steps, texts[report]):
                    found[id(step)].append(told)
    return {step: tuple(some) for step, some in found.items()}


def _meant(told: Entry, steps: Sequence[Entry], text: str) -> list[Entry]:
    """The steps that a coordination is told of: the one it points back to, else those close by in the same voice."""
    before = [step for step in steps if step.trigger.start < told.trigger.start and _agree(step, told)]
    if _points_back(told, text):
        near = [step for step in before if told.trigger.start - step.trigger.end <= BACK]
        return [step for step in near if step.action == near[-1].action]
    return [
        step
        for step in steps
        if one_voice(step, told)
        and abs(step.trigger.start - told.trigger.start) <= BESIDE
        and "\n" not in text[min(step.trigger.start, told.trigger.start) : max(step.trigger.end, told.trigger.end)]
        and _agree(step, told)
    ]


def _agree(step: Entry, told: Entry) -> bool:
    """Whether both have come about, or neither."""
    return (step.modality in SEEN) == (told.modality in SEEN)


def _points_back(told: Entry, text: str) -> bool:
    start, _ = sentence_at(text, told.trigger.start)
    words = fold(text[start : told.trigger.start]).text.split()[-POINTING:]
    return any(value == "step" for _, value in places_in("post", words))

"""Which provision of an agreement the words speak of, where they do."""

from typing import Final

from hudna.identify.setting import Setting
from hudna.rules.agreements import agreement_words
from hudna.rules.words import folded
from hudna.text.fold import fold
from hudna.theatres.kinds import TheatreAgreement

WORDS: Final = agreement_words()
BEFORE: Final = 5


def provision_of(setting: Setting, start: int, end: int, agreement: TheatreAgreement | None) -> str:
    """The number that stands with it (`البند الثالث من …`), else that of the one provision whose words follow; or ""."""
    return _numbered(setting, start) or (_worded(setting, start, end, agreement) if agreement else "")


def _numbered(setting: Setting, start: int) -> str:
    """`المادة 5 من`, `البند الثالث من`: a provision word with a number right before the agreement."""
    before = setting.tokens[max(0, start - BEFORE) : start]
    for k, token in enumerate(before):
        stem = token[1:] if token[:1] in "وبل" and token[1:] in WORDS.provision else token
        if stem not in WORDS.provision:
            continue
        number = next((after for after in before[k + 1 :] if after.isdigit() or after in WORDS.ordinals), "")
        if number:
            return WORDS.ordinals.get(number, number)
    return ""


def _worded(setting: Setting, start: int, end: int, agreement: TheatreAgreement) -> str:
    """The one provision whose words stand in the sentence behind a verb that tells what the agreement says."""
    sentence = setting.sentence(setting.span(start, end))
    after = fold(setting.report.text[setting.span(start, end).end : sentence.end]).text
    words = after.split()
    if not any(word.strip("،,؛:") in WORDS.says for word in words[:12]):
        return ""
    found = {row.number for row in agreement.provisions if any(folded(phrase) in after for phrase in row.words)}
    return found.pop() if len(found) == 1 else ""

"""Terms that a report gives line by line: `أبرز بنود الاتفاق:`, and below it a list of verbal nouns."""

from typing import Final

from hudna.rules.frames import RULES
from hudna.rules.nouns import bare_name

BULLETS: Final = frozenset({"-", "–", "—", "•", "*", "●"})
TERMED: Final = frozenset(bare_name(word) for word in RULES.words["termed"] | RULES.words["agreements"])
LEAD: Final = 3
"""How many words stand at most between the mark of a line and its verbal noun (`- عدم السماح ب`)."""
FARTHEST: Final = 150
"""How far above a line the heading of its list may stand."""
HEADING: Final = 40
NEWLINE: Final = "\n"


def itemised(words: list[str], at: int, aspect: str) -> bool:
    """Whether token `at` heads a line of a list that a line about an agreement announces; what is spelled like a past opens its line."""
    if aspect == "perfect" and words[at - 1] not in BULLETS:
        return False
    line = next((k for k in range(at - 1, max(0, at - LEAD - 2), -1) if words[k] in BULLETS), 0)
    if not line or words[line - 1 - words[line - 1].isdigit()] != NEWLINE:
        return False
    for k in range(line - 1, max(1, line - FARTHEST), -1):
        if words[k] == NEWLINE and words[k - 1] == ":":
            return _of_terms(words, k - 1)
        if words[k] == NEWLINE and not _is_item(words, k + 1):
            return False
    return False


def _is_item(words: list[str], start: int) -> bool:
    return words[start] in BULLETS or (words[start].isdigit() and words[start + 1] in BULLETS)


def _of_terms(words: list[str], colon: int) -> bool:
    """Whether the line that ends at a colon names the document whose terms follow."""
    for k in range(colon - 1, max(-1, colon - HEADING), -1):
        if words[k] == NEWLINE:
            return False
        if bare_name(words[k]) in TERMED:
            return True
    return False

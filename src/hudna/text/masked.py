"""Words that stand broken up in a printed text, and what they are read as."""

from collections.abc import Container
from typing import Final

from hudna.text.fold import fold
from hudna.text.masks import bare_masks, stretched_masks
from hudna.vocabulary import Span

LONGEST: Final = 60
"""Letters of a word with all that it is broken up by."""


def masked_words(printed: str, known: Container[str]) -> list[tuple[Span, str]]:
    """Every word that an outlet broke up, as printed, with its letters put together; `known` holds folded words."""
    plain = fold(printed)
    cuts = [Span(*cut) for cut in stretched_masks(printed)]
    cuts += [plain.printed_span(*cut) for cut in bare_masks(plain.text, known)]
    found: list[tuple[Span, str]] = []
    for cut in sorted(cuts):
        word = _word_around(printed, cut)
        if found and word.start < found[-1][0].end:
            word = Span(found[-1][0].start, max(word.end, found[-1][0].end))
            found.pop()
        found.append((word, _without(printed, word, cuts)))
    return found


def _word_around(printed: str, cut: Span) -> Span:
    """The word of which letters stand on both sides of a cut."""
    start, end = cut.start, cut.end
    while start > 0 and printed[start - 1].isalpha() and cut.start - start < LONGEST:
        start -= 1
    while end < len(printed) and printed[end].isalpha() and end - cut.end < LONGEST:
        end += 1
    return Span(start, end)


def _without(printed: str, word: Span, cuts: list[Span]) -> str:
    """The letters of a word that stand in no cut."""
    inside = {at for cut in cuts for at in range(max(cut.start, word.start), min(cut.end, word.end))}
    return "".join(printed[at] for at in range(word.start, word.end) if at not in inside)

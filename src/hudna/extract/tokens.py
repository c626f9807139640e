"""A report as the rules see it: folded words with their places, sentences, paragraphs and quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from hudna.rules.looks import ALL
from hudna.text.fold import Folded
from hudna.text.words import Words, words_of
from hudna.vocabulary import Span

STOPS: Final = frozenset(".!?؟…")
OPENING: Final = frozenset("«“‹„")
CLOSING: Final = frozenset("»”›")
STRAIGHT: Final = frozenset('"')
QUOTES: Final = OPENING | CLOSING | STRAIGHT
ENDING: Final = CLOSING | STRAIGHT
SYLLABLE: Final = 4
"""The longest part of an abbreviation written with full stops (بي.بي.سي)."""
NAME_LENGTH: Final = 4
"""A quotation of so many words or fewer names or distances; a longer one is speech (STUDY 5)."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Token indices of an opening mark and of its closing one (or of the paragraph's end where it is never closed)."""

    start: int
    end: int
    closed: bool

    @property
    def words(self) -> int:
        return self.end - self.start - 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """Token indices `[start, end)` without the stop, and the number of the paragraph."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token; a list of objects would cost more than the whole reading.

    `words` are folded; every punctuation mark and line break is a token of its own.  `starts` and `ends` are offsets into
    the folded text.  `looks[i]` says which rules may begin at token i (`hudna.rules.looks`).  `quoted[i]` is the index into `quotations` of the speech-long quotation that token i stands in, or -1.
    `publisher` is the folded name of the outlet that prints the report.
    """

    folded: Folded
    words: list[str]
    looks: list[int]
    starts: list[int]
    ends: list[int]
    sentences: tuple[Sentence, ...]
    sentence_starts: list[int]
    quotations: tuple[Quotation, ...]
    quoted: list[int]
    publisher: str = ""

    def span(self, start: int, end: int, lead: int = 0, tail: int = 0) -> Span:
        """The printed words of tokens `[start, end)`, less `lead` folded characters in front and `tail` behind."""
        return self.folded.printed_span(self.starts[start] + lead, self.ends[end - 1] - tail)

    def printed(self, token: int) -> str:
        """One token as it is printed."""
        return self.span(token, token + 1).cut(self.folded.printed)

    def ends_in_ta(self, token: int) -> bool:
        """Whether a word is printed with a ta marbuta, which is no pronoun (رحبة is no رحبه)."""
        return self.printed(token).endswith("ة")

    def sentence_of(self, token: int) -> int:
        """Index of the sentence that a token stands in, or of the one before it where it stands between two."""
        return max(0, bisect_right(self.sentence_starts, token) - 1)


class Met(dict[str, int]):
    """The rules that may begin at a word, as bits, for every word met so far."""

    def __init__(self, looks_of: Callable[[str], int]) -> None:
        super().__init__()
        self._looks_of = looks_of

    def __missing__(self, word: str) -> int:
        found = self[word] = self._looks_of(word)
        return found


def _everything(_: str) -> int:
    return ALL


def tokenise(folded: Folded, regions: Sequence[tuple[int, int]], publisher: str = "", met: Met | None = None) -> Tokens:
    """The tokens of the folded text inside `regions` (what is not an aside), in order; `met` says what to look at each for."""
    known = met if met is not None else Met(_everything)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for low, high in regions:
        found, first, stop = _words_in(folded.text, low, high)
        words += found.texts[first:stop]
        starts += found.starts[first:stop]
        ends += found.ends[first:stop]
        if words and words[-1] != "\n":
            words.append("\n")
            starts.append(high)
            ends.append(high)
    looks = [known[word] for word in words]
    quotations, quoted = _quotations(folded.text, words, starts, ends)
    sentences = _sentences(words, starts, ends)
    begun = [sentence.start for sentence in sentences]
    return Tokens(folded, words, looks, starts, ends, sentences, begun, quotations, quoted, publisher)


def _words_in(text: str, low: int, high: int) -> tuple[Words, int, int]:
    """The words of a text and which of them stand in `[low, high)`; its own words where a word reaches over an end of it."""
    whole = words_of(text)
    first, stop = bisect_left(whole.starts, low), bisect_left(whole.starts, high)
    if (first and whole.ends[first - 1] > low) or (stop and whole.ends[stop - 1] > high):
        whole = Words(text, low, high)
        return whole, 0, len(whole.texts)
    return whole, first, stop


def _sentences(words: list[str], starts: list[int], ends: list[int]) -> tuple[Sentence, ...]:
    """Sentences end at a stop or a line break; not after a lone letter (`د. `), a pause (`..`) or inside `(...)`."""
    found: list[Sentence] = []
    start = paragraph = 0
    last = len(words) - 1
    for i, word in enumerate(words):
        if word == "\n":
            if i > start:
                found.append(Sentence(start, i, paragraph))
            start = i + 1
            paragraph += 1
        elif word in STOPS and i > start:
            if word == "." and _joins(words, starts, ends, i):
                continue
            end, stop = i, i + 1
            if i < last and words[i + 1] in ENDING and starts[i + 1] == ends[i]:
                stop = i + 2
                end = i + 2
            found.append(Sentence(start, end, paragraph))
            start = stop
    if start < len(words):
        found.append(Sentence(start, len(words), paragraph))
    return tuple(found)


def _joins(words: list[str], starts: list[int], ends: list[int], i: int) -> bool:
    """Whether the full stop at token i ends nothing: after a lone letter, in a pause, inside `(بي.بي.سي)`."""
    before = words[i - 1]
    if len(before) == 1 and (before.isalpha() or before in ".("):
        return True
    if i + 1 >= len(words) or starts[i + 1] != ends[i]:
        return False
    if words[i + 1] == ".":
        return True
    if len(before) > SYLLABLE or len(words[i + 1]) > SYLLABLE or not (before.isalpha() and words[i + 1].isalpha()):
        return False
    return _dotted(words, starts, ends, i - 2) or _dotted(words, starts, ends, i + 2)


def _dotted(words: list[str], starts: list[int], ends: list[int], k: int) -> bool:
    """Whether token k is a full stop with a short part of an abbreviation glued to either side."""
    if not 0 < k < len(words) - 1 or words[k] != "." or starts[k] != ends[k - 1] or starts[k + 1] != ends[k]:
        return False
    return max(len(words[k - 1]), len(words[k + 1])) <= SYLLABLE and words[k - 1].isalpha() and words[k + 1].isalpha()


def _quotations(
    text: str, words: list[str], starts: list[int], ends: list[int]
) -> tuple[tuple[Quotation, ...], list[int]]:
    """Quotation marks paired inside each paragraph.

    Their direction cannot be trusted (`»المدينة»`, `"` for both): spacing decides first, then alternation.
    """
    found: list[Quotation] = []
    quoted = [-1] * len(words)
    opened: list[int] = []
    for i, word in enumerate(words):
        if word == "\n":
            if opened:
                _close(found, quoted, opened[0], i, closed=False)
                opened.clear()
        elif word in QUOTES:
            if opened and _left_open(text, starts[i], word, words[opened[-1]]):
                _close(found, quoted, opened.pop(), i, closed=False)
            if _opens(text, starts[i], word, opened, words):
                opened.append(i)
            elif opened:
                start = opened.pop()
                _close(found, quoted, start, i, closed=True)
    if opened:
        _close(found, quoted, opened[0], len(words), closed=False)
    return tuple(found), quoted


def _left_open(text: str, at: int, mark: str, earlier: str) -> bool:
    """Whether a straight mark opens anew what the earlier one had opened: its closing mark was forgotten."""
    if mark not in STRAIGHT or earlier != mark or at + 1 >= len(text):
        return False
    return text[at - 1].isspace() and not text[at + 1].isspace()


def _opens(text: str, at: int, mark: str, opened: list[int], words: list[str]) -> bool:
    tight_before = at > 0 and not text[at - 1].isspace()
    tight_after = at + 1 < len(text) and not text[at + 1].isspace()
    if mark in STRAIGHT:
        if not opened:
            return True
        return tight_after and not tight_before and len(opened) < 2
    if tight_after and not tight_before:
        return True
    if tight_before and not tight_after and opened:
        return False
    if mark in OPENING:
        return not (opened and words[opened[-1]] == mark and not tight_after)
    return not opened and tight_after


def _close(found: list[Quotation], quoted: list[int], start: int, end: int, *, closed: bool) -> None:
    quotation = Quotation(start, end, closed)
    if quotation.words > NAME_LENGTH:
        for i in range(start, min(end + 1, len(quoted))):
            if quoted[i] < 0:
                quoted[i] = len(found)
    found.append(quotation)

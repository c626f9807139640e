"""The words of a text are found once for all rooms: where they stand, and what the room that looks for names sees of them."""

from bisect import bisect_left

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hudna.extract.tokens import tokenise
from hudna.identify.place_phrases import bare
from hudna.identify.report_words import MARKS, WORD, ReportWords
from hudna.identify.tails import Tails
from hudna.text.fold import fold
from hudna.text.words import TOKEN, words_of

LETTERS = "ابتوةهعأ٤4²é½ AZaz_.,:/-،()«»\n\u00a0ـپ"
TEXTS = st.text(alphabet=LETTERS, max_size=80)


@settings(deadline=None)
@given(text=TEXTS)
def test_words_stand_where_they_are_found(text):
    found = words_of(text)
    spans = [match.span() for match in TOKEN.finditer(text)]
    assert list(zip(found.starts, found.ends, strict=True)) == spans
    assert found.texts == [text[start:end] for start, end in spans]


@settings(deadline=None)
@given(text=TEXTS)
@example(text="حلقت F16 فوق عدن، عند 12:30 (2.5.7)")
def test_names_see_words_numbers_and_marks(text):
    seen = ReportWords(text)
    found = [match.span() for match in WORD.finditer(text)]
    assert seen.tokens == [text[start:end] for start, end in found]
    assert seen.token_starts == [start for start, _ in found]
    plain = [(start, end) for start, end in found if text[start:end] not in MARKS]
    assert list(zip(seen.starts, seen.ends, strict=True)) == plain
    assert seen.words == [text[start:end] for start, end in plain]


@settings(deadline=None)
@given(text=TEXTS, cuts=st.tuples(st.integers(0, 80), st.integers(0, 80)))
def test_tokens_of_a_region_are_those_that_stand_in_it(text, cuts):
    folded = fold(text)
    low, high = sorted(min(cut, len(folded.text)) for cut in cuts)
    tokens = tokenise(folded, [(low, high)])
    spans = [match.span() for match in TOKEN.finditer(folded.text, low, high)]
    shown = list(zip(tokens.starts, tokens.ends, strict=True))
    assert shown[: bisect_left(shown, (high, high))] == spans


def test_no_word_of_a_table_is_passed_over():
    words, more = {"هلال": 1, "الهلال": 2, "يمن": 1}, {"يمني": ("YEM",)}
    tails = Tails(words, more)
    for lead in ("", "و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "وبال"):
        assert all(tails.may_be(lead + word) for word in ("هلال", "يمن", "يمني"))
    for printed in ("للهلال", "وللهلال"):
        assert "الهلال" in bare(printed)
        assert tails.may_be(printed)
    assert not any(map(tails.may_be, ("قمر", "والقمر", "سيمن", "و", "ال")))

"""The folded text, and the offsets between it and the printed one."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hudna.rules.known import known_words
from hudna.text.fold import fold
from hudna.vocabulary import Span

FOLDS = [
    ("alef", "أإآٱا", "ااااا"),
    ("ya", "على في ئ ی", "علي في ي ي"),
    ("ha", "مدينة ہ ۀ ھ", "مدينه ه ه ه"),
    ("waw", "مؤتمر", "موتمر"),
    ("kaf", "کتاب", "كتاب"),
    ("hamza", "شيء", "شيء"),
    ("digits", "٢٠٢٠ ۱۳", "2020 13"),
    ("vowel_signs", "قَصَفَتْ مُدُنٌ", "قصفت مدن"),
    ("dagger_alef", "هٰذا", "هذا"),
    ("tatweel", "فـــي", "في"),
    ("zero_width", "مي\u200cدان\u200b", "ميدان"),
    ("bidi", "\u202bميدان\u202c\u200f", "ميدان"),
    ("soft_hyphen", "ميد\u00adان", "ميدان"),
    ("presentation", "ﺍﻟﻤﻴﺪﺍﻥ", "الميدان"),
    ("ligature", "ﻷﻥ", "لان"),
    ("lone_sign", "م\ufe77ن", "من"),
    ("quotes", "«أ» \"ب\" “ج”\n", "«ا» \"ب\" “ج”\n"),
    ("latin", "BBC عربي", "BBC عربي"),
    ("empty", "", ""),
]  # fmt: skip

LETTERS = "ابتسقصفمنهوي"
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            LETTERS
            + "أإآىةؤئءکیٱ٣۵ ـــ.،,*/-xX«»\"'\n"
            + "\u064b\u064e\u0651\u0670"
            + "\u200c\u200f\u202e\u2066\u00ad\ufeff"
            "ﻷﷲﷺﺍﹰ\ufc5e💣🇸🇾\ufe0f\ud800\udfff"
        ),
        st.characters(),
    ),
    max_size=60,
)

WORDS = st.text(
    alphabet=st.sampled_from(LETTERS + "أإآىةؤئءکی٣ـ\n\u064b\u064e\u0651\u0670\u200c\u200f\u2066\u00ad\U0001f4a3")
)
"""Nothing in them separates letters, and no letter is written as two."""


@pytest.mark.parametrize(("printed", "text"), [row[1:] for row in FOLDS], ids=[row[0] for row in FOLDS])
def test_folds(printed: str, text: str) -> None:
    assert fold(printed).text == text


def test_text_without_anything_to_take_out_keeps_its_offsets() -> None:
    folded = fold("أعلنت الإدارة")
    assert folded.printed_span(6, 13) == Span(6, 13)
    assert folded.folded_span(Span(6, 13)) == (6, 13)


def test_signs_belong_to_the_letter_before_them() -> None:
    folded = fold("هُدِمَ بَيْتٌ.")
    assert folded.printed_span(0, 3).cut(folded.printed) == "هُدِمَ"
    assert folded.printed_span(4, 7).cut(folded.printed) == "بَيْتٌ"
    assert folded.printed_span(5, 6).cut(folded.printed) == "يْ"
    assert folded.printed_span(3, 7).cut(folded.printed) == " بَيْتٌ"


def test_invisible_characters_around_a_word_stay_outside() -> None:
    folded = fold("\u200fبيت\u200f كبير")
    assert folded.printed_span(0, 3).cut(folded.printed) == "بيت"


def test_part_of_a_ligature_is_quoted_whole() -> None:
    folded = fold("قال ﻻ")
    assert folded.text == "قال لا"
    assert folded.printed_span(5, 6).cut(folded.printed) == "ﻻ"


def test_an_empty_span_is_a_place() -> None:
    folded = fold("بَيْت")
    assert folded.printed_span(1, 1) == Span(2, 2)
    assert folded.printed_span(3, 3) == Span(5, 5)


@given(WORDS, st.data())
def test_spans_stand_on_the_printed_words_they_were_folded_from(printed: str, data: st.DataObject) -> None:
    folded = fold(printed)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    assert fold(folded.printed_span(start, end).cut(printed)).text == folded.text[start:end]


@given(TEXTS, st.data())
def test_spans_stay_inside_the_text(printed: str, data: st.DataObject) -> None:
    folded = fold(printed, known_words())
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.printed_span(start, end)
    assert 0 <= span.start <= span.end <= len(printed)
    assert span.start < span.end or start == end
    low, high = folded.folded_span(span)
    assert low <= start
    assert high >= end


@given(TEXTS, st.data())
def test_spans_go_there_and_back(printed: str, data: st.DataObject) -> None:
    folded = fold(printed, known_words())
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.printed_span(start, end)
    low, high = folded.folded_span(span)
    assert folded.printed_span(low, high) == span


@given(TEXTS)
def test_letters_without_ligatures_have_one_place_each(printed: str) -> None:
    plain = "".join(letter for letter in printed if unicodedata.normalize("NFKC", letter) == letter)
    folded = fold(plain)
    places = [folded.printed_span(i, i + 1) for i in range(len(folded.text))]
    assert [folded.folded_span(place) for place in places] == [(i, i + 1) for i in range(len(places))]
    assert all(before.end <= after.start for before, after in pairwise(places))


@given(TEXTS)
def test_every_letter_is_the_fold_of_its_place(printed: str) -> None:
    folded = fold(printed)
    for i, letter in enumerate(folded.text):
        assert letter in fold(folded.printed_span(i, i + 1).cut(printed)).text


@given(TEXTS)
def test_folding_again_changes_nothing(printed: str) -> None:
    once = fold(printed).text
    again = fold(once)
    assert again.text == once
    assert again.printed_span(0, len(once)) == Span(0, len(once))


@given(TEXTS)
def test_putting_words_together_is_finished_the_first_time(printed: str) -> None:
    once = fold(printed, known_words()).text
    assert fold(once, known_words()).text == once

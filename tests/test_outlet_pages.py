"""Reports found in pages after the templates of outlets: title, day, every paragraph, and nothing of what stands around them."""

import pytest

from hudna.clean import clean
from hudna.clean.page import report_in
from hudna.text.fold import fold
from outlet_pages import ELSEWHERE, MENU, READ_ALSO, Article, pages

PAGES = [pytest.param(article, page, id=name) for name, article, page in pages()]


def own_lines(page: bytes) -> list[str]:
    """What is left to read of a page, a line each, folded: masked and stretched words are those of the report."""
    found = report_in(page)
    cleaned = clean(found.report, found.asides)
    letters = list(cleaned.report.text)
    for aside in cleaned.asides:
        letters[aside.span.start : aside.span.end] = " " * (aside.span.end - aside.span.start)
    return [line for line in (" ".join(fold(line).text.split()) for line in "".join(letters).split("\n")) if line]


def test_there_are_thirty_pages() -> None:
    assert len(PAGES) >= 30


@pytest.mark.parametrize(("article", "page"), PAGES)
def test_the_report_of_a_page_is_found_whole(article: Article, page: bytes) -> None:
    found = report_in(page).report
    assert (found.title, found.published) == (article.title, article.day)
    read = own_lines(page)
    wanted = [fold(words).text for words in article.paragraphs]
    assert [line for line in read if line in wanted] == wanted


@pytest.mark.parametrize(("article", "page"), PAGES)
def test_nothing_else_of_a_page_is_read(article: Article, page: bytes) -> None:
    lines = own_lines(page)
    read = "\n".join(lines)
    around = (*(words[:30] for words in ELSEWHERE), READ_ALSO, "betting", "مراهنات", "حقوق محفوظة")
    assert [words for words in around if fold(words).text in read] == []
    assert set(lines).isdisjoint({fold(word).text for word in MENU})
    assert len(lines) <= 2 * len(article.paragraphs), "a live page has a heading over every entry"

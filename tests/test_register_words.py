"""The words by which registers sort what was read: every row's examples are run."""

import pytest

from hudna.rules.register_words import FILE, values_in
from hudna.rules.words import rows
from hudna.text.fold import fold

ROWS = rows(FILE)


def cases(column: str) -> list:
    return [
        pytest.param(row["class"], row["value"], example, id=f"{row['class']}-{row['value']}-{number}")
        for row in ROWS
        for number, example in enumerate(row[column].split(" / "))
        if example
    ]


@pytest.mark.parametrize(("name", "value", "example"), cases("examples"))
def test_examples_say_it(name: str, value: str, example: str) -> None:
    assert value in values_in(name, fold(example).text.split())


@pytest.mark.parametrize(("name", "value", "example"), cases("counter_examples"))
def test_counter_examples_do_not(name: str, value: str, example: str) -> None:
    assert value not in values_in(name, fold(example).text.split())


def test_every_row_has_examples() -> None:
    assert all(row["examples"] for row in ROWS)

"""Dates in the precision codes of UCDP and ACLED."""

import pytest

from hudna.rules.date_precision import acled_time_precision, days_in, ucdp_date_prec


@pytest.mark.parametrize(
    ("edtf", "ucdp", "acled"),
    [
        ("2015-07-26", 1, 1),
        ("2015-07-26~", 1, 1),
        ("2015-07-25/2015-07-26", 2, 2),
        ("2015-07-20/2015-07-26", 3, 2),
        ("2015-07-01/2015-07-10", 4, 3),
        ("2015-07", 4, 3),
        ("2015-03/2015-07", 5, 0),
        ("2015-22", 5, 0),
        ("2015-24", 5, 0),
        ("2016-02-21/2016-02-29", 4, 3),
        ("2015-07-20/2015-07-25", 2, 2),
        ("2016", 5, 0),
        ("2015-07-01/2015-08", 5, 0),
        ("2015", 5, 0),
        ("2013/2015", 0, 0),
        ("2015-07-26/..", 0, 0),
        ("../2015-07-26", 0, 0),
        ("", 0, 0),
    ],
)
def test_codes(edtf: str, ucdp: int, acled: int) -> None:
    assert (ucdp_date_prec(edtf), acled_time_precision(edtf)) == (ucdp, acled)


@pytest.mark.parametrize(
    ("edtf", "days"),
    [("2015-21", 92), ("2015-22", 92), ("2015-23", 91), ("2015-24", 91), ("2014-24", 90), ("2015-02", 28)],
)
def test_days_of_a_season_and_a_month(edtf: str, days: int) -> None:
    assert days_in(edtf) == days

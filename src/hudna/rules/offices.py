"""Offices as Arabic names them, from `ar/offices.tsv`: who holds one, and when, stands in the theatre files."""

from functools import cache

from hudna.rules.words import folded, rows


@cache
def offices() -> dict[str, str]:
    """Office to its English name."""
    return {row["office"]: row["english"] for row in rows("ar/offices.tsv")}


@cache
def levels() -> dict[str, str]:
    """Office to the level at which its holder meets others (`leaders`), "" where the office tells none."""
    return {row["office"]: row["level"] for row in rows("ar/offices.tsv")}


@cache
def office_forms() -> dict[tuple[str, ...], str]:
    """The folded words that name an office, without whose it is, to the office."""
    return {
        tuple(form.split()): row["office"] for row in rows("ar/offices.tsv") for form in folded(row["forms"]).split("|")
    }


@cache
def longest_form() -> int:
    """How many words the longest form has."""
    return max(map(len, office_forms()))

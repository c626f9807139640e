"""Names of months as Arabic prints them for readers everywhere: the Levant's, then Egypt's."""

from functools import cache

from hudna.rules.english import HERE


@cache
def _months() -> dict[int, str]:
    lines = (HERE / "ar" / "months.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line[:1].isdigit()]
    return {int(row[0]): "/".join(cell.partition("|")[0] for cell in row[1:3]) for row in rows}


def arabic_month(number: int) -> str:
    """`تشرين الثاني/نوفمبر` for 11; KeyError for what is no month."""
    return _months()[number]

"""`hudna brief`: the day or week as a monitoring mission reports it.  Nothing here takes time to load."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hudna.ledger.address import Address

if TYPE_CHECKING:
    from hudna.publish.brief.making import Asked

FORMATS = ("html", "pdf", "docx")


@click.command()
@click.option("--from", "first", metavar="DATE", required=True, help="The first day.")
@click.option("--to", "last", metavar="DATE", default="", help="The last day; the first where none is named.")
@click.option("--since", metavar="ID", default="", help="Running totals since an agreement or a commitment.")
@click.option("--place", metavar="WHERE", default="", help="Words, or the id of a place, an area or a country.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="html", show_default=True, help="What to write.")
@click.option(
    "--lang", "language", type=click.Choice(("en", "ar")), default="en", show_default=True, help="Its language."
)
@click.option("--most", metavar="N", type=click.IntRange(1), default=5, show_default=True, help="N happenings an area.")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where to.")
@click.pass_obj
def brief(
    ledger: Address,
    first: str,
    last: str,
    since: str,
    place: str,
    form: str,
    language: str,
    most: int,
    output: Path | None,
) -> None:
    """Write the brief of a period: what happened against the period before, commitments, contradictions, posts; all footnoted."""
    from hudna.publish.brief.making import Asked
    from hudna.publish.brief.period import BadPeriod, period_of

    last = last or first
    try:
        asked = Asked(period_of(first, last), language, since, place, most)
    except BadPeriod as error:
        raise click.UsageError(str(error)) from error
    sys.exit(write_brief(ledger, asked, form, output or Path(f"brief-{first}-{last}-{language}.{form}")))


def write_brief(ledger: Address, asked: "Asked", form: str, file: Path) -> int:
    """Writes the brief and says where; 1 where it cannot be made or written, 2 where it was asked for wrongly."""
    from hudna.commands.answers import WRONGLY_PUT
    from hudna.commands.complaints import Complaints
    from hudna.errors import BadQuestion, HudnaError
    from hudna.ledger.store import Ledger
    from hudna.publish.brief.making import brief_of
    from hudna.publish.brief.printing import printed

    complaints = Complaints()
    try:
        document = brief_of(Ledger(ledger), asked)
        file.write_bytes(printed(document, form))
    except BadQuestion as error:
        complaints.say(error)
        return WRONGLY_PUT
    except HudnaError as error:
        complaints.say(error)
        return complaints.exit_code
    except OSError as error:
        complaints.say(f"{file}: not written: {error.strerror or error}")
        return complaints.exit_code
    print(f"{file}: {len(document.notes)} notes")
    return complaints.exit_code

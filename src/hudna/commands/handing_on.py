"""The command that hands the ledger on.  Nothing here takes time to load."""

import sys
from pathlib import Path
from typing import Any

import click

from hudna.commands.filtering import filtered
from hudna.ledger.address import Address

FORMS = ("csv", "parquet", "geojson", "jsonl", "acled", "plover", "annotations", "prov")
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--form", "forms", multiple=True, type=click.Choice(FORMS), help="One form; may stand several times.")
@click.option("--proof", metavar="ENTRY", default="", help="The proof of one entry instead, with what checks it.")
@click.option("--register", metavar="NAME", default="", help="One register alone, such as position or violence.")
@click.option("--hxl", is_flag=True, help="A row of HXL hashtags under the names of the columns of CSV.")
@click.option(
    "--public", is_flag=True, help="For everybody: no printed words, no private names, civilians' places coarse."
)
@click.option("--release", metavar="FILE", type=FILE, help="What is held back until when; the export is public.")
@click.option("--as-of", metavar="DATE", default="", help="The day on which it is held back or not; today otherwise.")
@filtered
@click.pass_obj
def export(
    ledger: Address, /, folder: Path, forms: tuple[str, ...], proof: str, filters: dict[str, Any], **how: Any
) -> None:
    """Write entries to a new FOLDER as tables, map, record, annotations and provenance, with codebooks and hashes."""
    from hudna.commands import exporting

    if proof:
        sys.exit(
            exporting.prove(ledger, folder, proof, public=how["public"], release=how["release"], as_of=how["as_of"])
        )
    sys.exit(exporting.export(ledger, folder, forms, filters=filters, **how))

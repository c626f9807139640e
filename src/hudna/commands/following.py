"""The commands that follow contacts, displacement, forces and agreements over time.  Nothing here takes time to load."""

import sys
from typing import Any

import click

from hudna.commands.filtering import JSON, filtered
from hudna.ledger.address import Address


@click.command()
@click.option("--as-of", metavar="DATE", default="", help="The day up to which silence is counted; today otherwise.")
@filtered
@JSON
@click.pass_obj
def contacts(ledger: Address, as_of: str, filters: dict[str, Any], as_json: bool) -> None:
    """Who met, called or wrote to whom, at which level, on whose word, and how long two sides have been silent."""
    from hudna.commands.registers import list_contacts

    sys.exit(list_contacts(ledger, as_of=as_of, filters=filters, as_json=as_json))


@click.command()
@filtered
@JSON
@click.pass_obj
def displacement(ledger: Address, filters: dict[str, Any], as_json: bool) -> None:
    """Flight and return as series by place, each figure with lowest, best and highest by independent origin."""
    from hudna.commands.registers import list_displacement

    sys.exit(list_displacement(ledger, filters=filters, as_json=as_json))


@click.command()
@filtered
@JSON
@click.pass_obj
def forces(ledger: Address, filters: dict[str, Any], as_json: bool) -> None:
    """Whose forces were reinforced, withdrawn or relocated where, with the numbers that are given."""
    from hudna.commands.registers import list_forces

    sys.exit(list_forces(ledger, filters=filters, as_json=as_json))


@click.command()
@filtered
@JSON
@click.pass_obj
def provisions(ledger: Address, filters: dict[str, Any], as_json: bool) -> None:
    """What was said of each agreement under each provision: upheld, violated (as alleged), rejected, amended, by whom."""
    from hudna.commands.registers import list_provisions

    sys.exit(list_provisions(ledger, filters=filters, as_json=as_json))

"""The commands by which people revise the ledger: review, reviews, reread and diff.  Nothing here takes time to load."""

import sys

import click

from hudna.commands.filtering import JSON
from hudna.ledger.address import Address

ACTS = ("accept", "reject", "correct", "merge", "split", "status", "undo")


@click.command()
@click.argument("about", metavar="ID")
@click.argument("act", metavar="|".join(ACTS), type=click.Choice(ACTS))
@click.argument("words", nargs=-1)
@click.option("--by", metavar="NAME", default="", help="Who says it; the user of the machine otherwise.")
@click.option("--reason", "why", metavar="TEXT", required=True, help="Why; kept beside it.")
@click.option("--means", metavar="ID", multiple=True, help="What the words stand for, in their order.")
@click.option(
    "--kind", "kinds", metavar="KIND", multiple=True, help="What kind of source the words name, in their order."
)
@click.option("--none", "nothing", is_flag=True, help="The field is empty.")
@click.pass_obj
def review(
    ledger: Address,
    about: str,
    act: str,
    words: tuple[str, ...],
    by: str,
    why: str,
    means: tuple[str, ...],
    kinds: tuple[str, ...],
    nothing: bool,
) -> None:
    """Say what you hold of an entry: it is signed, dated, and stands beside what the rules read.

    \b
    review ID accept                      it is so, as it now reads
    review ID reject                      it is not said there; lists leave it out
    review ID correct FIELD VALUE WORDS   a field is otherwise: action, when, modality, negated, commitment, count
    review ID correct FIELD WORDS         actor, recipient, place or source, in words of the report
    review ID merge ID                    two happenings or two commitments are one
    review ID split                       it is another happening or commitment; a report is of another story
    review ID status STATUS               in progress, kept, partly kept, contradicted, unverifiable
    review ID undo NUMBER                 an earlier review holds no longer
    """
    from hudna.commands.reviewing import review_entry

    sys.exit(review_entry(ledger, about, act, words, by=by, why=why, means=means, kinds=kinds, nothing=nothing))


@click.command()
@click.argument("about", metavar="[ID]", default="")
@JSON
@click.pass_obj
def reviews(ledger: Address, about: str, as_json: bool) -> None:
    """What people have said of an entry, of a report and its entries, or of the whole ledger, what is undone included."""
    from hudna.commands.reviewing import list_reviews

    sys.exit(list_reviews(ledger, about, as_json=as_json))


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "whole", is_flag=True, help="Every report of the ledger.")
@click.pass_obj
def reread(ledger: Address, ids: tuple[str, ...], whole: bool) -> None:
    """Read reports of the ledger again under the rules of today; what people have said stays."""
    from hudna.commands.rereading import reread_reports

    sys.exit(reread_reports(ledger, ids, whole=whole))


@click.command()
@click.option("--since", metavar="DATE", default="", help="What reading again has changed from that day on.")
@click.option("--between", metavar="V1 V2", nargs=2, help="What the second version reads otherwise than the first.")
@JSON
@click.pass_obj
def diff(ledger: Address, since: str, between: tuple[str, str] | None, as_json: bool) -> None:
    """What reading again has changed, entry by entry; the last time that it was done, unless you say otherwise."""
    from hudna.commands.rereading import show_changes

    sys.exit(show_changes(ledger, since=since, between=between, as_json=as_json))

"""The command line: what there is to say, and nothing that takes time to load."""

import gc
import io
import signal
import sys
from pathlib import Path
from typing import Any

import click

from hudna.commands import briefing, capturing, following, handing_on, revising, teaming
from hudna.commands.filtering import ENGLISH, JSON, filtered, filters_but
from hudna.ledger.address import Address, BadAddress, Server, address_of

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
SELDOM = 50_000
"""New objects after which garbage is looked for; the tables of the rules are a quarter of a million and stay."""
PATHS = click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))
PUBLISHED = click.option(
    "--published", metavar="DATE", default="", help="Date of reports that carry none (2020-11-01)."
)
OUTLET = click.option("--outlet", metavar="NAME", default="", help="Outlet of reports that name none.")


@click.group(context_settings=HELP)
@click.option(
    "--ledger",
    metavar="LEDGER",
    default="hudna.db",
    show_default=True,
    help="The ledger to use: a file, or postgresql://user@host/database.",
)
@click.option(
    "--evidence",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="HUDNA_EVIDENCE",
    help="Where the evidence of a ledger in PostgreSQL lies; DATABASE.hudna otherwise.",
)
@click.version_option(package_name="hudna", message="%(prog)s %(version)s")
@click.pass_context
def hudna(context: click.Context, ledger: str, evidence: Path | None) -> None:
    """Read the Arabic press about a ceasefire: who said what, on whose word, what happened, what was promised.

    A report is a .json, .jsonl, .txt or .html file; a folder stands for all of them in it, and - for standard input.
    """
    try:
        context.obj = address_of(ledger, evidence)
    except BadAddress as error:
        raise click.UsageError(str(error)) from error
    given = context.get_parameter_source("evidence") is click.core.ParameterSource.COMMANDLINE
    if given and not isinstance(context.obj, Server):
        raise click.UsageError("--evidence goes with a ledger in PostgreSQL; the evidence of a file lies beside it")
    if isinstance(context.obj, Path) and context.obj.is_dir():
        raise click.UsageError(f"--ledger {ledger}: a folder; name a file in it")


@hudna.command()
@PATHS
@ENGLISH
@JSON
@PUBLISHED
@OUTLET
@click.pass_obj
def read(ledger: Address, paths: tuple[str, ...], english: bool, as_json: bool, published: str, outlet: str) -> None:
    """Read reports and show what stands in them; nothing is kept."""
    from hudna.commands.reading import read_reports

    sys.exit(read_reports(paths, as_json=as_json, english=english, published=published, outlet=outlet, ledger=ledger))


@hudna.command()
@PATHS
@click.option("--json", "as_json", is_flag=True, help="A line for every report, as soon as it is safely kept.")
@PUBLISHED
@OUTLET
@click.pass_obj
def add(ledger: Address, paths: tuple[str, ...], as_json: bool, published: str, outlet: str) -> None:
    """Read reports into the ledger, each once however often it is added."""
    from hudna.commands.keeping import add_reports

    sys.exit(add_reports(ledger, paths, published=published, outlet=outlet, as_json=as_json))


@hudna.command("list")
@click.option("--register", metavar="NAME", default="", help="One register alone, such as position or violence.")
@filtered
@ENGLISH
@JSON
@click.pass_obj
def list_(ledger: Address, register: str, filters: dict[str, Any], english: bool, as_json: bool) -> None:
    """The entries of the ledger, by date."""
    from hudna.commands.keeping import list_entries

    sys.exit(list_entries(ledger, register=register, filters=filters, english=english, as_json=as_json))


@hudna.command()
@click.argument("words", nargs=-1, required=True)
@filtered
@click.option(
    "--exact", is_flag=True, help="The words as they are written, without what is fused to them or their family."
)
@click.option("--newest", is_flag=True, help="The latest reports first, instead of the likeliest.")
@click.option("--most", metavar="N", type=click.IntRange(1), default=20, show_default=True, help="Show N reports.")
@JSON
@click.pass_obj
def search(
    ledger: Address,
    words: tuple[str, ...],
    filters: dict[str, Any],
    exact: bool,
    newest: bool,
    most: int,
    as_json: bool,
) -> None:
    """Reports that hold all WORDS, however they are spelled, inflected or broken up; several in quotes are a phrase."""
    from hudna.commands.search import search_ledger

    sys.exit(search_ledger(ledger, words, filters, exact=exact, newest=newest, most=most, as_json=as_json))


@hudna.command()
@click.argument("speaker", metavar="SOURCE")
@click.option("--about", metavar="MATTER", default="", help="An action or register, an agreement, or a place.")
@filters_but("source")
@JSON
@click.pass_obj
def drift(ledger: Address, speaker: str, about: str, filters: dict[str, Any], as_json: bool) -> None:
    """What SOURCE (words, an identity or a kind) said on the same matter over time, where its stance or words changed."""
    from hudna.commands.drift import show_drift

    sys.exit(show_drift(ledger, speaker, filters, about=about, as_json=as_json))


@hudna.command()
@click.option("--as-of", metavar="DATE", default="", help="The day on which windows are looked at; today otherwise.")
@filtered
@ENGLISH
@JSON
@click.pass_obj
def commitments(ledger: Address, as_of: str, filters: dict[str, Any], english: bool, as_json: bool) -> None:
    """Who undertook what towards whom, by when, on whose word, and what has been seen since, for and against."""
    from hudna.commands.registers import list_commitments

    sys.exit(list_commitments(ledger, as_of=as_of, filters=filters, english=english, as_json=as_json))


@hudna.command()
@filtered
@JSON
@click.pass_obj
def posts(ledger: Address, filters: dict[str, Any], as_json: bool) -> None:
    """Each post and its life: set up, reinforced, moved, given up, cut off, and on whose word each step is known."""
    from hudna.commands.registers import list_posts

    sys.exit(list_posts(ledger, filters=filters, as_json=as_json))


@hudna.command()
@click.option("--least", metavar="N", type=click.IntRange(1), default=1, help="Stories with at least N reports.")
@filtered
@JSON
@click.pass_obj
def stories(ledger: Address, least: int, filters: dict[str, Any], as_json: bool) -> None:
    """Which reports tell of one happening, and from how many independent origins."""
    from hudna.commands.stories import list_stories

    sys.exit(list_stories(ledger, least=least, filters=filters, as_json=as_json))


@hudna.command()
@click.argument("story_id", metavar="ID")
@JSON
@click.pass_obj
def story(ledger: Address, story_id: str, as_json: bool) -> None:
    """One story: its reports under their origins, and each happening with all that tell of it."""
    from hudna.commands.stories import show_story

    sys.exit(show_story(ledger, story_id, as_json=as_json))


@hudna.command()
@click.argument("entry_id", metavar="ID")
@JSON
@click.pass_obj
def explain(ledger: Address, entry_id: str, as_json: bool) -> None:
    """The printed words, the chain and the rules behind one entry."""
    from hudna.commands.keeping import explain_entry

    sys.exit(explain_entry(ledger, entry_id, as_json=as_json))


def _names(command: str, kind: str, about: str) -> None:
    """Add the command that lists one kind of identity."""

    @hudna.command(command, help=about)
    @JSON
    @click.pass_obj
    def listed(ledger: Address, as_json: bool) -> None:
        from hudna.commands.names import list_names

        sys.exit(list_names(ledger, kind, as_json=as_json))


_names("actors", "actor", "Who is named in the ledger, how often, and which names are open.")
_names("places", "place", "Which places are named in the ledger, how often, and which are open.")
_names("agreements", "agreement", "Which agreements are spoken of in the ledger, how often, and which are open.")


@hudna.command()
@click.argument("kind", type=click.Choice(["actor", "place", "agreement"]))
@click.argument("words")
@click.argument("identity", metavar="ID")
@click.option("--by", metavar="NAME", default="", help="Who decides; the user of the machine otherwise.")
@click.option("--why", metavar="REASON", default="", help="The reason, kept beside the decision.")
@click.pass_obj
def resolve(ledger: Address, kind: str, words: str, identity: str, by: str, why: str) -> None:
    """Settle what WORDS name: the decision is signed, dated, and holds for every report, also for those added later."""
    from hudna.commands.names import resolve_words

    sys.exit(resolve_words(ledger, kind, words, identity, by=by, why=why))


for command in (following.contacts, following.displacement, following.forces, following.provisions, briefing.brief):
    hudna.add_command(command)
for command in (revising.review, revising.reviews, revising.reread, revising.diff, handing_on.export):
    hudna.add_command(command)
for command in (capturing.fetch, capturing.watch, capturing.archive):
    hudna.add_command(command)


@hudna.command()
@click.option(
    "--against", metavar="CHECKPOINT", type=click.Path(path_type=Path), help="A checkpoint that was given away earlier."
)
@click.pass_obj
def verify(ledger: Address, against: Path | None) -> None:
    """Hash everything again and name what is damaged; exit 0 when clean, 2 when damaged, 3 when unreadable."""
    from hudna.commands.evidence import verify_ledger

    sys.exit(verify_ledger(ledger, against))


@hudna.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(ledger: Address, file: Path) -> None:
    """Write the ledger as it is now, evidence and all, to one FILE; others may go on writing meanwhile."""
    from hudna.commands.evidence import backup_ledger

    sys.exit(backup_ledger(ledger, file))


@hudna.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def restore(ledger: Address, file: Path) -> None:
    """Make a ledger out of a backup, where there is none yet, and verify it."""
    from hudna.commands.evidence import restore_ledger

    sys.exit(restore_ledger(ledger, file))


@hudna.command()
@click.pass_obj
def rebuild(ledger: Address) -> None:
    """Make the ledger file again out of evidence and log, with the same root; the old file is set aside."""
    from hudna.commands.evidence import rebuild_ledger

    sys.exit(rebuild_ledger(ledger))


@hudna.command()
@click.argument("report_id", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def redact(ledger: Address, report_id: str, yes: bool) -> None:
    """Destroy every wording of a report and all that was read in it; the log stays whole and says so."""
    from hudna.commands.evidence import redact_report

    if not yes:
        click.confirm(f"Destroy report {report_id} in {ledger} for good?", abort=True)
    sys.exit(redact_report(ledger, report_id))


@hudna.command()
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=8473, show_default=True, help="0 for any.")
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.option("--today", metavar="DATE", default="", help="The day to take for today, for a ledger of another time.")
@click.option(
    "--tiles", metavar="URL", default="", help="Tiles of your own for the map: https://tiles.example/{z}/{x}/{y}.png."
)
@click.option("--team", is_flag=True, help="With accounts and roles (hudna users add NAME --role admin).")
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", help="Listen there; other than this machine with --team alone."
)
@click.option("--name", "names", metavar="NAME", multiple=True, help="A name that the desk of a team answers to.")
@click.option("--certificate", type=teaming.FILE, help="The certificate for TLS, as PEM.")
@click.option("--key", type=teaming.FILE, help="Its private key, as PEM.")
@click.option("--proxied", is_flag=True, help="A proxy on this machine speaks TLS in front of the desk.")
@click.pass_obj
def desk(ledger: Address, /, port: int, no_browser: bool, **where: Any) -> None:
    """Open the ledger in the browser, in English or Arabic; without --team it listens on this machine alone."""
    from hudna.commands.desk import open_desk

    sys.exit(open_desk(ledger, port=port, browser=not no_browser, **where))


hudna.add_command(teaming.users)
hudna.add_command(teaming.tokens)


@hudna.command()
@click.pass_obj
def doctor(ledger: Address) -> None:
    """Say what on this machine may endanger the ledger."""
    from hudna.commands.evidence import doctor as examine

    sys.exit(examine(ledger))


@hudna.group(invoke_without_command=True)
@click.pass_context
def gazetteer(context: click.Context) -> None:
    """The places that names are looked up in: those that come with Hudna, and those added beside the ledger."""
    if context.invoked_subcommand is None:
        from hudna.commands.places import show_gazetteer

        sys.exit(show_gazetteer(context.obj))


@gazetteer.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--country", metavar="CODE", default="", help="ISO alpha-3 of places whose file does not say it (SYR).")
@click.pass_obj
def gazetteer_add(ledger: Address, files: tuple[Path, ...], country: str) -> None:
    """Add places from files in the layouts of OCHA (CSV with P-codes) or GeoNames (tab-separated)."""
    from hudna.commands.places import add_places

    sys.exit(add_places(ledger, files, country=country))


@hudna.command()
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@JSON
@click.option("--rules", is_flag=True, help="Precision of every rule that read something.")
@click.option("--misses", metavar="N", type=click.IntRange(0), default=0, help="The first N misses and false readings.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Fail where a figure is below the one in this file.")
def evaluate(gold: Path, as_json: bool, rules: bool, misses: int, baseline: Path | None) -> None:
    """Read the reports of a gold folder and score the reading; the reader never sees the gold."""
    from hudna.commands.evaluation import evaluate_reader

    sys.exit(evaluate_reader(gold, as_json=as_json, rules=rules, misses=misses, baseline=baseline))


@hudna.group()
def theatre() -> None:
    """Theatre files: who is who in one conflict, and its agreements."""


@theatre.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Say whether theatre files are right, and of what is wrong the line and the way out."""
    from hudna.commands.theatre import check_theatres

    sys.exit(check_theatres(files))


def main() -> None:
    """The console command.  Output is UTF-8 whatever the locale; a reader that has seen enough ends it quietly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    gc.set_threshold(SELDOM)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    hudna(prog_name="hudna")


if __name__ == "__main__":
    main()

"""The ledger as tables and pages for a person.  Nothing in it is a finding: violations are what somebody alleges."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.console import Group
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from hudna.ledger.entries import Entry, Explanation, Support
from hudna.publish.beside import corrected, printed_or_not, said_by_people
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.terminal import DETAIL, LABEL, PROMISE, Terminal, conduct, hop_label, named, outlet_run
from hudna.rules.codebook import codebook
from hudna.vocabulary import Span

STRENGTHS = (
    ("content", "italic"),
    ("time", "underline"),
    ("place", "underline"),
    ("recipient", "cyan"),
    ("actor", "cyan"),
)
TRIGGER = "bold reverse"


class Board(Terminal):
    """Prints the ledger on standard output."""

    def entries(self, found: Sequence[Entry]) -> None:
        """One row an entry."""
        table = ledger_table("entry", "what", "who", "where, when", "on whose word")
        for entry in found:
            recipient = entry.named("recipient")
            who = [*named("", entry.named("actor")), *named("→", recipient)]
            where = [*named("", entry.named("place")), Run(entry.when)]
            table.add_row(_label(entry), what_is_said(entry), Paragraph(*who), Paragraph(*where), _backed(entry))
        self._print(table, len(found), "entry", "entries")

    def explanation(self, explained: Explanation) -> None:
        """The printed words in their paragraph, the chain, and the rules."""
        self.console.print(Group(*_explanation(explained)))

    def _print(self, table: Table, count: int, one: str, many: str) -> None:
        if count:
            self.console.print(table)
        self.console.print(f"{count} {one if count == 1 else many}")


def ledger_table(*columns: str) -> Table:
    """A table with these columns, in the manner of every page of the ledger."""
    table = Table(show_edge=False, pad_edge=False, header_style=LABEL, border_style=DETAIL)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _label(entry: Entry) -> Group:
    return Group(Text(entry.id, LABEL, no_wrap=True), Text(entry.origin.published or "no date", DETAIL, no_wrap=True))


def what_is_said(entry: Entry) -> Paragraph:
    """What an entry says: the conduct, the printed trigger, what is not simply so about it, and what people say of it."""
    style = PROMISE if entry.commitment else ""
    said = conduct(codebook().actions[entry.action], entry.negated)
    modality = "" if entry.modality == "happened" else f"· {entry.modality}"
    return Paragraph(
        Run(said, style), Run(entry.printed, DETAIL, printed=True), Run(modality, DETAIL), *said_by_people(entry)
    )


def supported(support: Support | None) -> str:
    """How many tell of an entry's happening, and how many origins deny it; "" where that is not known."""
    if support is None:
        return ""
    said = f"{many(support.reports, 'report')}, {many(support.origins, 'origin')}"
    return f"{said}, {support.denied} of them deny" if 0 < support.denied < support.origins else said


def many(count: int, name: str, names: str = "") -> str:
    """A count and what is counted; `names` where more of them are called otherwise than with an s."""
    return f"{count} {name if count == 1 else names or name + 's'}"


def _backed(entry: Entry) -> Group:
    """On whose word, and how many more tell of it."""
    more = entry.support is not None and entry.support.reports > 1
    return Group(word_of(entry), Text(supported(entry.support), DETAIL)) if more else Group(word_of(entry))


def word_of(entry: Entry) -> Paragraph:
    """The chain from the publishing outlet inwards."""
    runs = [outlet_run(entry.origin.outlet)]
    for hop in entry.saying.chain if entry.saying else ():
        runs += [Run("←", DETAIL), Run(hop.printed, printed=True)]
    return Paragraph(*runs)


def _explanation(explained: Explanation) -> Iterator[Paragraph | Tree | Table | Text]:
    entry, origin = explained.entry, explained.entry.origin
    yield Paragraph(
        Run(entry.id, LABEL), *what_is_said(entry).runs, Run(f"· {entry.action} · register {entry.register}", DETAIL)
    )
    wording = "" if origin.version == 1 and origin.current else f"· wording {origin.version}"
    changed = "" if origin.current else "(its words have changed since)"
    yield Paragraph(Run(origin.title, printed=True))
    yield Paragraph(Run(f"{origin.published or 'no date'} · {origin.id} {wording} {changed} {origin.url}", DETAIL))
    yield Paragraph(Run(_read_by(explained), DETAIL))
    yield Text()
    yield Paragraph(*_in_context(explained))
    yield Text()
    yield _chain(entry)
    yield Text()
    yield _support(explained)
    yield _sure(entry)
    yield from _said_of(entry)
    if entry.commitment:
        yield from _watched_for(entry)


def _read_by(explained: Explanation) -> str:
    """Which versions have read it so, and which no longer does."""
    entry = explained.entry
    if not entry.reader:
        return ""
    last = "" if entry.withdrawn or explained.reader == entry.reader else f", last by {explained.reader}"
    return f"read so first by {entry.reader}{f', not any more by {entry.withdrawn}' if entry.withdrawn else last}"


def _in_context(explained: Explanation) -> Iterator[Run]:
    """The paragraph as printed, in runs that mark its supporting words; the trigger stands out."""
    entry, paragraph = explained.entry, explained.paragraph
    spans = [("content", entry.saying.content)] if entry.saying else []
    spans += [(words.role, words.span) for words in entry.words]
    marked = [(style, span) for role, style in STRENGTHS for name, span in spans if name == role]
    marked.append((TRIGGER, entry.trigger))
    edges = {paragraph.start, paragraph.end}
    for _, span in marked:
        edges |= {edge for edge in span if paragraph.start < edge < paragraph.end}
    places = sorted(edges)
    for start, end in pairwise(places):
        style = next((s for s, span in reversed(marked) if span.start <= start and end <= span.end), "")
        printed = explained.text[start:end]
        glued = start > 0 and not explained.text[start - 1].isspace() and not printed[0].isspace()
        yield Run(printed, style, printed=True, glued=glued)


def _chain(entry: Entry) -> Tree:
    """The chain from the publishing outlet inwards, as a tree."""
    tree = branch = Tree(Paragraph(outlet_run(entry.origin.outlet)), guide_style=DETAIL)
    saying = entry.saying
    if saying is None:
        branch.add(Text("in its own voice"))
        return tree
    for hop in saying.chain:
        branch = branch.add(hop_label(hop.printed, hop.kind))
    carried = " · speaker carried over from an earlier sentence" if saying.carried else ""
    branch.add(Text(f"{saying.act} · {saying.mode}{carried}"))
    return tree


def _support(explained: Explanation) -> Table:
    """Every supporting word with its part, what it was read as, and the rule that read it."""
    entry = explained.entry
    table = ledger_table("printed", "part", "read as", "rule")
    rows = [(entry.printed, "trigger", entry.action, entry.rule)]
    rows += [(words.printed, words.role, words.meaning, words.rule) for words in entry.words]
    if entry.saying:
        cue = Span(*entry.saying.cue).cut(explained.text)
        rows.append((cue, "cue", entry.saying.act, entry.saying.rule))
    for printed, part, meaning, rule in rows:
        table.add_row(
            Paragraph(Run(printed, printed=True)), part, Paragraph(Run(meaning)), Paragraph(Run(rule, DETAIL))
        )
    return table


def _said_of(entry: Entry) -> Iterator[Paragraph | Text]:
    """Who has said what of it, when and why."""
    if entry.review is None:
        return
    yield Text()
    if entry.review.verdict:
        said = f"{entry.review.verdict} by {entry.review.by}, {entry.review.at[:10]}:"
        yield Paragraph(Run(said), printed_or_not(entry.review.why))
    for one in entry.review.corrections:
        yield Paragraph(
            Run(f"review {one.review}, {one.at[:10]}", DETAIL), *corrected(one), Run(f"· {one.why}", DETAIL)
        )


def _sure(entry: Entry) -> Text:
    """How likely the entry is right, and the measurements that this was reckoned from."""
    value = "unmeasured" if entry.confidence is None else f"{entry.confidence:.2f}"
    behind = ", ".join(f"{rule.rule} {rule.right} of {rule.read}" for rule in entry.rules)
    return Text(f"how sure: {value} ({behind} right on annotated reports)", DETAIL)


def _watched_for(entry: Entry) -> Iterator[Text]:
    """What would speak for the commitment and against it when it is seen later; never whether it was kept."""
    action = codebook().actions[entry.action]
    sides = (action.speaks_for, action.speaks_against)
    in_favour, against = reversed(sides) if entry.negated else sides
    yield Text()
    yield Text(f"status: {entry.status}; to be watched for, without a verdict:")
    yield Text(f"  for:     {', '.join(in_favour) or 'nothing in the codebook'}")
    yield Text(f"  against: {', '.join(against) or 'nothing in the codebook'}")

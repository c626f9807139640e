"""One report as a page for a person: who says what on whose word, and what is said to happen in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.text import Text
from rich.tree import Tree

from hudna.publish.bidi import Paragraph, Run
from hudna.rules.codebook import CodedAction, codebook
from hudna.vocabulary import Modality
from hudna.vocabulary.record import Happening, Record, Statement

DETAIL, LABEL, PROMISE, SOURCE, OTHER_VOICE = "dim", "bold", "bold green", "cyan", "italic"
OWN_VOICE = "the outlet itself"


@dataclass(slots=True)
class _Voice:
    """A hop of a chain with what it says itself, and the hops that it relays."""

    label: Paragraph
    statements: list[int] = field(default_factory=list)
    relayed: dict[str, "_Voice"] = field(default_factory=dict)


class Terminal:
    """Prints pages on standard output, as wide as it is, without colour where `NO_COLOR` says so or nobody looks."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, markup=False, emoji=False)

    def page(self, record: Record) -> None:
        """The page of one report."""
        self.console.print(Group(*_page(record)))


def _page(record: Record) -> Iterator[RenderableType]:
    yield Rule(style=DETAIL)
    yield Paragraph(Run(record.title, LABEL, printed=True))
    date = record.published or "no date"
    yield Paragraph(outlet_run(record.outlet), Run(f"· {date} · {record.id}", DETAIL))
    yield _tree(record)
    yield Paragraph(Run(_summary(record), DETAIL))


def outlet_run(outlet: str) -> Run:
    """The name of the publishing outlet."""
    return Run(outlet, SOURCE, printed=True) if outlet else Run("no outlet named", DETAIL)


def hop_label(printed: str, kind: str) -> Paragraph:
    """One hop of a chain: the naming phrase and what kind of source it is."""
    return Paragraph(Run(printed, SOURCE, printed=True), Run(f"({kind.replace('_', ' ')})", DETAIL))


def _summary(record: Record) -> str:
    owed = sum(event.commitment for event in record.events)
    counts = [(len(record.attributions), "statement"), (len(record.events), "event"), (owed, "commitment")]
    said = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)
    left_out = len(record.asides)
    return f"{said}; {left_out} aside{'' if left_out == 1 else 's'} left out of the reading" if left_out else said


def _tree(record: Record) -> Tree:
    """The chains as one tree; what the outlet tells in its own voice stands at its root."""
    tree = Tree(Text(OWN_VOICE, OTHER_VOICE), guide_style=DETAIL)
    for event in record.events:
        if event.attribution is None:
            tree.add(_event(record.text, event))
    _grow(tree, record, _voices(record))
    return tree


def _voices(record: Record) -> _Voice:
    """The chains of a report as one tree: hops of the same words share a branch."""
    root = _Voice(Paragraph())
    for number, statement in enumerate(record.attributions):
        voice = root
        for span, kind in zip(statement.sources, statement.kinds, strict=True):
            name = span.cut(record.text)
            voice = voice.relayed.setdefault(name, _Voice(hop_label(name, kind)))
        voice.statements.append(number)
    return root


def _grow(branch: Tree, record: Record, voice: _Voice) -> None:
    for number in voice.statements:
        statement = record.attributions[number]
        node = branch.add(_statement(record.text, statement))
        for event in record.events:
            if event.attribution == number:
                node.add(_event(record.text, event))
    for relayed in voice.relayed.values():
        _grow(branch.add(relayed.label), record, relayed)


def _statement(text: str, statement: Statement) -> Paragraph:
    how = f"{statement.act} · {statement.mode}{' · speaker carried over' if statement.carried else ''}"
    return Paragraph(
        Run(how, LABEL),
        Run(statement.cue.cut(text), DETAIL, printed=True),
        Run("·", DETAIL),
        Run(statement.content.cut(text), printed=True),
    )


def _event(text: str, event: Happening) -> Paragraph:
    """An event in a paragraph: what, how sure, who, to whom, where, when."""
    action = codebook().actions[event.action]
    runs = [Run("commitment:", PROMISE)] if event.commitment else []
    runs.append(Run(conduct(action, event.negated), PROMISE if event.commitment else LABEL))
    runs.append(Run(event.trigger.cut(text), DETAIL, printed=True))
    if event.modality is not Modality.HAPPENED:
        runs.append(Run(f"· {event.modality}", DETAIL))
    for role, spans in (("by", event.actor), ("to", event.recipient), ("at", event.place)):
        runs += named(f"· {role}", [span.cut(text) for span in spans])
    if event.when:
        runs.append(Run(f"· when {event.when}"))
    elif event.datings:
        runs += named("· when unresolved:", [dating.words.cut(text) for dating in event.datings])
    return Paragraph(*runs)


def conduct(action: CodedAction, negated: bool) -> str:
    """What an action is called on a page: always alleged where it is a violation, and denied where it is."""
    return f"{'alleged: ' if action.alleged else ''}{'not: ' if negated else ''}{action.english}"


def named(part: str, printed: Sequence[str]) -> list[Run]:
    """The part that somebody plays and the names that play it; nothing where there are none."""
    runs = [Run(part, DETAIL)] if part and printed else []
    for i, name in enumerate(printed):
        runs += [Run("+", DETAIL)] if i else []
        runs.append(Run(name, printed=True))
    return runs

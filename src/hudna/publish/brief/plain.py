"""A brief as plain data, which printers that are no Python get: words in runs, each told whether it is printed Arabic."""

from typing import Any

from hudna.publish.brief.document import Document, Group, Item, Section, Sentence, Table
from hudna.publish.gloss.isolates import pieces_of

Runs = list[dict[str, Any]]


def runs_of(text: str) -> Runs:
    """A text in runs: `text`, and whether it is `printed`."""
    return [{"text": piece.text, "printed": piece.printed} for piece in pieces_of(text)]


def data_of(document: Document) -> dict[str, Any]:
    """The whole document as JSON takes it."""
    return {
        "language": document.language,
        "title": runs_of(document.title),
        "lines": [runs_of(line) for line in document.lines],
        "sections": [_section(section) for section in document.sections],
        "notes_title": document.notes_title,
        "notes": [
            {
                "number": note.number,
                "head": ", ".join(filter(None, (note.published, note.url))),
                "outlet": note.outlet,
                "entry": note.entry,
                "quotation": note.quotation,
            }
            for note in document.notes
        ],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": runs_of(section.title),
        "lead": [runs_of(said) for said in (section.lead, section.empty) if said],
        "tables": [_table(table) for table in section.tables],
        "groups": [_group(group) for group in section.groups],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "head": [runs_of(cell) for cell in table.head],
        "rows": [[runs_of(cell) for cell in row] for row in table.rows],
        "note": runs_of(table.note),
    }


def _group(group: Group) -> dict[str, Any]:
    return {"title": runs_of(group.title), "items": [_item(item) for item in group.items], "left": runs_of(group.left)}


def _item(item: Item) -> dict[str, Any]:
    beside = [{"title": title, "sentences": [_sentence(one) for one in some]} for title, some in item.beside]
    return {"sentence": _sentence(item.sentence), "beside": beside}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"runs": runs_of(sentence.text), "notes": list(sentence.notes), "more": sentence.more}

"""A brief as one page of HTML that needs nothing else: no script, no font, no address outside but those of the reports."""

import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from hudna.publish.brief.document import Document, Group, Item, Note, Section, Sentence, Table
from hudna.publish.gloss.isolates import pieces_of

STYLE = Path(__file__).with_name("brief.css")
SAFE = re.compile(r"https?://[^\s\"'<>]+")
_NOTE = re.compile(r"\[(\d+)\]")


def html_of(document: Document) -> str:
    """The page, ready to be written as UTF-8."""
    direction = "rtl" if document.language == "ar" else "ltr"
    body = "\n".join(_body(document))
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="Hudna">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{STYLE.read_text('utf-8')}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def body_of(document: Document, entry_at: Callable[[str], str]) -> str:
    """The brief as a part of another page; its notes lead to entries, each at the address that `entry_at` gives for its id."""
    return "\n".join(_body(document, entry_at))


def _body(document: Document, entry_at: Callable[[str], str] | None = None) -> Iterator[str]:
    yield f"<h1>{_text(document.title)}</h1>"
    for line in document.lines:
        yield f'<p class="line">{_text(line)}</p>'
    for section in document.sections:
        yield from _section(section)
    yield f'<section class="notes"><h2>{_text(document.notes_title)}</h2>\n<ol>'
    for note in document.notes:
        yield _note(note, entry_at)
    yield "</ol></section>"


def _section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(section.title)}</h2>"
    for said in filter(None, (section.lead, section.empty)):
        yield f"<p>{_text(said)}</p>"
    for table in section.tables:
        yield from _table(table)
    for group in section.groups:
        yield from _group(group)
    yield "</section>"


def _table(table: Table) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in table.head)
    yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
    for first, *rest in table.rows:
        cells = "".join(f"<td>{_cell(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{_text(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    if table.note:
        yield f'<p class="left">{_text(table.note)}</p>'


def _cell(cell: str) -> str:
    """A cell with the numbers of notes as links."""
    return _NOTE.sub(lambda n: f'<a href="#n{n.group(1)}">[{n.group(1)}]</a>', _text(cell))


def _group(group: Group) -> Iterator[str]:
    if group.title:
        yield f"<h3>{_text(group.title)}</h3>"
    yield "<ul>"
    for item in group.items:
        yield f"<li>{''.join(_item(item))}</li>"
    yield "</ul>"
    if group.left:
        yield f'<p class="left">{_text(group.left)}</p>'


def _item(item: Item) -> Iterator[str]:
    yield _sentence(item.sentence)
    if item.beside:
        yield '<div class="sides">'
        for title, sentences in item.beside:
            said = "".join(f"<p>{_sentence(one)}</p>" for one in sentences)
            yield f"<div><h4>{_text(title)}</h4>{said}</div>"
        yield "</div>"


def _sentence(sentence: Sentence) -> str:
    marks = " ".join(f'<a href="#n{number}">{number}</a>' for number in sentence.notes)
    more = f" {escape(sentence.more)}" if sentence.more else ""
    return f"{_text(sentence.text)}{f'<sup>{marks}{more}</sup>' if marks else ''}"


def _note(note: Note, entry_at: Callable[[str], str] | None) -> str:
    address, entry = escape(note.url) if SAFE.fullmatch(note.url) else "", f"<code>{escape(note.entry)}</code>"
    if entry_at:
        entry = f'<a href="{escape(entry_at(note.entry))}">{entry}</a>'
    elif address:
        address = f'<a href="{address}" rel="noreferrer">{address}</a>'
    said = ", ".join(filter(None, (f"<bdi>{escape(note.outlet)}</bdi>", escape(note.published), address)))
    return (
        f'<li id="n{note.number}">{said} · {entry}'
        f'<blockquote lang="ar" dir="rtl">{escape(note.quotation)}</blockquote></li>'
    )


def _text(text: str) -> str:
    """Words as HTML, printed ones isolated in their direction."""
    return "".join(
        f'<bdi lang="ar" dir="rtl">{escape(piece.text)}</bdi>' if piece.printed else escape(piece.text)
        for piece in pieces_of(text)
    )

"""Export: what a view shows as files, in the forms that are chosen, and the proof of an entry."""

from dataclasses import dataclass
from importlib.util import find_spec

from starlette.responses import Response

from hudna.desk.sending import streamed
from hudna.desk.view import View
from hudna.publish.exports.forms import FORMS
from hudna.publish.exports.handing import Asked, hand_on
from hudna.publish.exports.proving import write_proof
from hudna.publish.exports.release import release_at
from hudna.publish.exports.sheet import Extra
from hudna.publish.exports.zipped import zipped

CHOSEN = ("csv", "jsonl", "geojson")
"""The forms that are ticked before somebody chooses."""
NAME = "hudna-export"


@dataclass(frozen=True, slots=True)
class Offered:
    """A form that is offered: its name, its files, whether it quotes, and what would install it, "" where it is there."""

    name: str
    files: tuple[str, ...]
    quotes: bool
    install: str


def page(view: View) -> Response:
    """The forms to choose from, and the filters that cut the export."""
    return view.shown("export.html", offered=_offered(), chosen=_forms(view) or CHOSEN)


def _offered() -> list[Offered]:
    return [
        Offered(
            form.name,
            tuple(file.name for file in form.files),
            form.quotes,
            f"pip install 'hudna[{form.name}]'" if form.module and find_spec(form.module) is None else "",
        )
        for form in FORMS.values()
    ]


def _forms(view: View) -> tuple[str, ...]:
    return tuple(view.request.query_params.getlist("form"))


def files(view: View) -> Response:
    """The folder of the export as a .zip."""
    release = release_at(None, view.desk.day()) if view.asked("public") else None
    asked = Asked(
        _forms(view) or CHOSEN,
        filters=view.filters,
        extra=Extra(bool(view.asked("hxl"))),
        release=release,
        commitments=bool(view.asked("promised")),
    )
    _, file = zipped(NAME, lambda folder: hand_on(view.ledger, asked, folder))
    return streamed(file, f"{NAME}.zip")


def proof(view: View) -> Response:
    """The proof of an entry with the program that checks it, as a .zip."""
    name = view.asked("id")
    _, file = zipped("proof", lambda folder: write_proof(view.ledger, name, folder))
    return streamed(file, "hudna-proof.zip")

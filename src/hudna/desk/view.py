"""One request as a page sees it: who asks, in which language, for what; and how it is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.filters import do_urlencode
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hudna.desk import labels
from hudna.desk.access import Caller, Callers, OneUser, Who
from hudna.desk.accounts.book import Shelf
from hudna.desk.accounts.limits import Limits
from hudna.desk.assets import has_assets
from hudna.desk.guard import Tokens
from hudna.desk.printing import code, printed, shown
from hudna.desk.remembered import Remembered
from hudna.desk.wording import LANGUAGES, Wording, wording
from hudna.desk.works import Works
from hudna.ledger.address import Address
from hudna.ledger.columns import Sorted, sorted_in
from hudna.ledger.filters import Filters
from hudna.ledger.store import Ledger

if TYPE_CHECKING:
    from hudna.desk.routes import Row

WORDED = ("source", "side", "action", "place", "when", "published", "agreement", "outlet")
"""Filters that are words."""
BOARD = "board"
T = TypeVar("T")
LONGEST = 500
"""Letters of a value in an address that are looked at."""


@dataclass(slots=True)
class Desk:
    """A running desk: its ledger, who may call, the tokens of its forms, and the rows of its table by name.

    `shelf` holds the accounts of a team and `limits` its trials to log in; None where the desk has one user.
    `today` is the day that the desk takes for today, "" for that of the machine; `tiles` is the address of the user's own map
    tiles (`https://tiles.example/{z}/{x}/{y}.png`), "" where there are none.
    """

    address: Address
    callers: Callers = field(default_factory=OneUser)
    tokens: Tokens = field(default_factory=Tokens)
    today: str = ""
    tiles: str = ""
    rows: "Mapping[str, Row]" = field(default_factory=dict)
    menu: tuple[str, ...] = ()
    remembered: Remembered = field(default_factory=Remembered)
    works: Works = field(default_factory=Works)
    shelf: Shelf | None = None
    limits: Limits = field(default_factory=Limits)
    _ledger: Ledger | None = None

    @property
    def ledger(self) -> Ledger:
        """The ledger; raises `LedgerError` where it cannot be opened."""
        gone = isinstance(self.address, Path) and not self.address.exists()
        if self._ledger is None or gone:
            self._ledger = Ledger(self.address)
        return self._ledger

    def day(self) -> str:
        """Today."""
        return self.today or date.today().isoformat()


class View:
    """One request at the desk.  `form` holds the fields of a form that was posted, all of them checked."""

    def __init__(self, desk: Desk, request: Request, lang: str, caller: Caller, row: "Row | None") -> None:
        self.desk = desk
        self.request = request
        self.lang = lang
        self.caller = caller
        self.row = row
        self.t: Wording = wording(lang)
        self.form: Mapping[str, str] = {}

    @property
    def ledger(self) -> Ledger:
        """The ledger that the desk shows."""
        return self.desk.ledger

    def remembered(self, name: str, reckon: Callable[[Ledger], T]) -> T:
        """What follows from the whole ledger, reckoned once for each state of it."""
        return self.desk.remembered.get(self.ledger, name, reckon)

    def board(self) -> Sorted:
        """The commitments of the ledger, sorted by status as far as that is known at once."""
        return self.remembered(BOARD, sorted_in)

    def asked(self, name: str, otherwise: str = "") -> str:
        """What the address says under a name, cut to a sensible length."""
        return self.request.query_params.get(name, otherwise).strip(" ")[:LONGEST]

    def number(self, name: str, otherwise: int = 0) -> int:
        """What the address says under a name as a number, `otherwise` where it is none."""
        said = self.asked(name)
        return int(said) if said.isdecimal() and len(said) < 10 else otherwise

    def href(self, name: str, **asked: object) -> str:
        """The address of a page of the desk in the language of this one; what is empty is left out."""
        return address(self.desk.rows[name].path, self.lang, asked)

    def here(self, **other: object) -> str:
        """The address of this page with some of what it asks for changed."""
        asked: dict[str, object] = dict(self.request.query_params)
        return address(self.row.path if self.row else "/", self.lang, asked | other)

    @property
    def here_bare(self) -> str:
        """The address of this page with nothing that it is asked for."""
        return address(self.row.path if self.row else "/", self.lang, {})

    @property
    def filters(self) -> Filters:
        """The filters that the address asks for."""
        asked: dict[str, Any] = {name: self.asked(name) for name in WORDED}
        return Filters(**asked, origins=self.number("origins"))

    @property
    def set_filters(self) -> list[tuple[str, str]]:
        """The filters that the address asks for, by name."""
        return [(name, value) for name in (*WORDED, "origins") if (value := self.asked(name)) not in ("", "0")]

    @property
    def unfiltered(self) -> str:
        """The address of this page without its filters."""
        return address(self.row.path if self.row else "/", self.lang, dict(self.kept_besides_filters))

    @property
    def kept_besides_filters(self) -> list[tuple[str, str]]:
        """What the address asks for that a form of filters has to carry along."""
        dropped = {*WORDED, "origins", "after"}
        return [(name, value) for name, value in self.request.query_params.items() if name not in dropped]

    def export_of_this(self, promised: str = "") -> str:
        """The address of the export of what this page shows; `promised` where it shows commitments alone."""
        asked = dict(self.set_filters) | ({"q": self.asked("q")} if self.row and self.row.name == "search" else {})
        return self.href("export", **asked, promised=promised)

    @property
    def menu(self) -> list[str]:
        """The pages of the menu that the caller may see."""
        return [name for name in self.desk.menu if self.may(name)]

    def in_section(self, name: str) -> bool:
        """Whether this page is a page of the menu, or belongs to one."""
        return self.row is not None and name in (self.row.name, self.row.section)

    def in_language(self, lang: str) -> str:
        """The address of this page in another language."""
        return address(self.row.path if self.row else "/", lang, dict(self.request.query_params))

    def may(self, name: str) -> bool:
        """Whether the caller may see a page; one that is not there nobody sees."""
        return name in self.desk.rows and self.caller.may(self.desk.rows[name].who, self.desk.rows[name].scope)

    @property
    def token(self) -> Markup:
        """The hidden field that every form has to carry."""
        token = self.desk.tokens.of(self.caller.key)
        return Markup('<input type="hidden" name="token" value="{}">').format(token)

    def shown(self, template: str, status: int = 200, **what: Any) -> Response:
        """A page made of a template, which knows this view as `view` and the words as `t`."""
        page = templates().get_template(template)
        body = page.render(view=self, t=self.t, lang=self.lang, label=labels.Labels(self.t), **what)
        return HTMLResponse(body, status)

    def sent_to(self, name: str, **asked: object) -> Response:
        """An answer that leads to another page, after something was done."""
        return RedirectResponse(self.href(name, **asked), 303)


def address(path: str, lang: str, asked: Mapping[str, object]) -> str:
    """The path and query of a page."""
    kept = {name: str(value) for name, value in asked.items() if value not in ("", None, 0, False)}
    query = do_urlencode(kept)
    return f"/{lang}{path}" + (f"?{query}" if query else "")


_templates: list[Environment] = []


def templates() -> Environment:
    """The templates, in which everything is escaped and nothing may be undefined."""
    if not _templates:
        made = Environment(
            loader=PackageLoader("hudna.desk"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_seen,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals |= {"languages": LANGUAGES, "has_assets": has_assets(), "Who": Who}
        made.filters |= {"printed": printed, "code": code, "shown": shown}
        _templates.append(made)
    return _templates[0]


def _seen(value: object) -> object:
    """A value as it is written on a page: what is invisible in words of others is named, wherever they stand."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value

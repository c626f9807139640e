"""`hudna desk`: the ledger in the browser."""

from pathlib import Path
from typing import TYPE_CHECKING

from hudna.commands.answers import WRONGLY_PUT, no_day
from hudna.commands.complaints import Complaints
from hudna.errors import HudnaError
from hudna.ledger.address import Address

if TYPE_CHECKING:
    from hudna.desk.view import Desk


def open_desk(
    address: Address,
    *,
    port: int,
    browser: bool,
    today: str,
    tiles: str = "",
    team: bool = False,
    host: str = "127.0.0.1",
    names: tuple[str, ...] = (),
    certificate: Path | None = None,
    key: Path | None = None,
    proxied: bool = False,
) -> int:
    """Serves the desk until it is interrupted; 1 where it cannot be, 2 where it may not listen there."""
    complaints = Complaints()
    if no_day("--today", today):
        return WRONGLY_PUT
    try:
        from hudna.desk.guard import origin_in
        from hudna.desk.serve import Where, refusal, serve
        from hudna.desk.view import Desk
    except ModuleNotFoundError as error:
        complaints.say(f"the desk needs {error.name}; install it with: pip install 'hudna[desk]'")
        return complaints.exit_code
    if tiles and not (origin_in(tiles) and all(part in tiles for part in ("{z}", "{x}", "{y}"))):
        complaints.say("--tiles: write an address of tiles as in https://tiles.example/{z}/{x}/{y}.png")
        return WRONGLY_PUT
    where = Where(port, host, names, certificate, key, proxied)
    if why := refusal(where, team=team):
        complaints.say(why)
        return WRONGLY_PUT
    try:
        desk = _of_a_team(address, today, tiles) if team else Desk(address, today=today, tiles=tiles)
        serve(desk, where, browser=browser)
    except (HudnaError, OSError) as error:
        complaints.say(error)
    return complaints.exit_code


def _of_a_team(address: Address, today: str, tiles: str) -> "Desk":
    from hudna.desk.accounts.book import BadAccounts, Shelf
    from hudna.desk.accounts.calling import Team
    from hudna.desk.guard import Tokens
    from hudna.desk.view import Desk

    shelf = Shelf(address)
    book = shelf.book()
    if not book.users:
        raise BadAccounts("there are no accounts, and none comes by itself; say: hudna users add NAME --role admin")
    tokens = Tokens(bytes.fromhex(book.secret))
    return Desk(address, today=today, tiles=tiles, callers=Team(shelf), shelf=shelf, tokens=tokens)

"""`hudna desk`: the ledger in the browser."""

from hudna.commands.answers import WRONGLY_PUT, no_day
from hudna.commands.complaints import Complaints
from hudna.errors import HudnaError
from hudna.ledger.address import Address


def open_desk(address: Address, *, port: int, browser: bool, today: str, tiles: str = "") -> int:
    """Serves the desk until it is interrupted; 1 where it cannot be."""
    complaints = Complaints()
    if no_day("--today", today):
        return WRONGLY_PUT
    try:
        from hudna.desk.guard import origin_in
        from hudna.desk.serve import serve
        from hudna.desk.view import Desk
    except ModuleNotFoundError as error:
        complaints.say(f"the desk needs {error.name}; install it with: pip install 'hudna[desk]'")
        return complaints.exit_code
    if tiles and not (origin_in(tiles) and all(part in tiles for part in ("{z}", "{x}", "{y}"))):
        complaints.say("--tiles: write an address of tiles as in https://tiles.example/{z}/{x}/{y}.png")
        return WRONGLY_PUT
    try:
        serve(Desk(address, today=today, tiles=tiles), port, browser=browser)
    except HudnaError as error:
        complaints.say(error)
    return complaints.exit_code

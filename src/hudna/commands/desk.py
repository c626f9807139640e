"""`hudna desk`: the ledger in the browser."""

from hudna.commands.answers import WRONGLY_PUT, no_day
from hudna.commands.complaints import Complaints
from hudna.errors import HudnaError
from hudna.ledger.address import Address


def open_desk(address: Address, *, port: int, browser: bool, today: str) -> int:
    """Serves the desk until it is interrupted; 1 where it cannot be."""
    complaints = Complaints()
    if no_day("--today", today):
        return WRONGLY_PUT
    try:
        from hudna.desk.serve import serve
        from hudna.desk.view import Desk
    except ModuleNotFoundError as error:
        complaints.say(f"the desk needs {error.name}; install it with: pip install 'hudna[desk]'")
        return complaints.exit_code
    try:
        serve(Desk(address, today=today), port, browser=browser)
    except HudnaError as error:
        complaints.say(error)
    return complaints.exit_code

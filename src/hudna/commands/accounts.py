"""`hudna users` and `hudna tokens`: who may use the desk of a team."""

import sys
from collections.abc import Callable

import click

from hudna.commands.complaints import Complaints
from hudna.errors import HudnaError
from hudna.ledger.address import Address


def _done(deed: Callable[[], str]) -> int:
    """Does something with accounts and prints what came of it; 1 where it cannot be done."""
    complaints = Complaints()
    try:
        if said := deed():
            print(said)
    except ModuleNotFoundError as error:
        complaints.say(f"the desk needs {error.name}; install it with: pip install 'hudna[desk]'")
    except (HudnaError, OSError) as error:
        complaints.say(error)
    return complaints.exit_code


def _password() -> str:
    """A password from the terminal, twice; or the first line of what is piped in."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def list_users(address: Address) -> int:
    """Prints the people with role and sessions."""

    def deed() -> str:
        from hudna.desk.accounts.book import Shelf
        from hudna.desk.accounts.people import now

        book, moment = Shelf(address).book(), now().isoformat()
        held = [one.name for one in book.sessions if one.ends > moment]
        return "\n".join(f"{one.name}\t{one.role}\t{held.count(one.name)} sessions" for one in book.users)

    return _done(deed)


def add_user(address: Address, name: str, role: str) -> int:
    """Adds a person, whose password is asked for."""

    def deed() -> str:
        from hudna.desk.accounts import people
        from hudna.desk.accounts.book import Shelf

        people.add_user(Shelf(address), name, role, _password())
        return f"{name}: {role}"

    return _done(deed)


def change_user(address: Address, name: str, how: str, role: str = "") -> int:
    """Changes a person's account: `role`, `password`, `logout` or `remove`."""

    def deed() -> str:
        from hudna.desk.accounts import people
        from hudna.desk.accounts.book import Shelf

        shelf = Shelf(address)
        if how == "role":
            people.set_role(shelf, name, role)
            return f"{name}: {role}"
        if how == "password":
            people.set_password(shelf, name, _password())
            return f"{name}: has another password; all sessions are ended"
        if how == "logout":
            return f"{name}: {people.log_out_everywhere(shelf, name)} sessions ended"
        people.remove_user(shelf, name)
        return f"{name}: removed; what was signed with the name stays in the ledger"

    return _done(deed)


def list_tokens(address: Address) -> int:
    """Prints the tokens, none of their secrets."""

    def deed() -> str:
        from hudna.desk.accounts.book import Shelf

        tokens = Shelf(address).book().tokens
        return "\n".join(f"{one.id}\t{one.name}\t{','.join(one.scopes)}\tuntil {one.ends}" for one in tokens)

    return _done(deed)


def add_token(address: Address, name: str, scopes: tuple[str, ...], days: int) -> int:
    """Makes a token and prints it, this once."""

    def deed() -> str:
        from hudna.desk.accounts import people
        from hudna.desk.accounts.book import Shelf

        return people.add_token(Shelf(address), name, scopes, days)

    return _done(deed)


def revoke_token(address: Address, token: str) -> int:
    """Ends a token."""

    def deed() -> str:
        from hudna.desk.accounts import people
        from hudna.desk.accounts.book import Shelf

        people.revoke_token(Shelf(address), token)
        return f"{token}: revoked"

    return _done(deed)

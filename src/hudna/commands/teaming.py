"""The options of the desk of a team, and the commands for its accounts, as the command line has them."""

from pathlib import Path

import click

from hudna.ledger.address import Address

ROLES = click.Choice(("reader", "reviewer", "editor", "admin"))
ROLE = click.option("--role", type=ROLES, required=True, help="What they may do; whoever is more may do what is less.")
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(invoke_without_command=True)
@click.pass_context
def users(context: click.Context) -> None:
    """The people who may use the desk of a team; without a command, who they are."""
    if context.invoked_subcommand is None:
        from hudna.commands.accounts import list_users

        context.exit(list_users(context.obj))


@users.command("add")
@click.argument("name")
@ROLE
@click.pass_context
def users_add(context: click.Context, name: str, role: str) -> None:
    """Add somebody; the password is asked for, or read from standard input."""
    from hudna.commands.accounts import add_user

    context.exit(add_user(context.obj, name, role))


@users.command("role")
@click.argument("name")
@click.argument("role", type=ROLES)
@click.pass_context
def users_role(context: click.Context, name: str, role: str) -> None:
    """Give somebody another role."""
    _change(context, name, "role", role)


@users.command("password")
@click.argument("name")
@click.pass_context
def users_password(context: click.Context, name: str) -> None:
    """Give somebody another password, and end their sessions."""
    _change(context, name, "password")


@users.command("logout")
@click.argument("name")
@click.pass_context
def users_logout(context: click.Context, name: str) -> None:
    """End all sessions of somebody."""
    _change(context, name, "logout")


@users.command("remove")
@click.argument("name")
@click.pass_context
def users_remove(context: click.Context, name: str) -> None:
    """Take somebody's account away, with their sessions and tokens."""
    _change(context, name, "remove")


def _change(context: click.Context, name: str, how: str, role: str = "") -> None:
    from hudna.commands.accounts import change_user

    context.exit(change_user(context.obj, name, how, role))


@click.group(invoke_without_command=True)
@click.pass_context
def tokens(context: click.Context) -> None:
    """Tokens for the API of the desk of a team; without a command, which there are."""
    if context.invoked_subcommand is None:
        from hudna.commands.accounts import list_tokens

        context.exit(list_tokens(context.obj))


@tokens.command("add")
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help="entries, reports, log, export or feed; may be repeated."
)
@click.option(
    "--days", metavar="N", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it holds."
)
@click.pass_obj
def tokens_add(ledger: Address, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Make a token that asks in somebody's name; it is shown this once."""
    from hudna.commands.accounts import add_token

    click.get_current_context().exit(add_token(ledger, name, scopes, days))


@tokens.command("revoke")
@click.argument("token", metavar="ID")
@click.pass_obj
def tokens_revoke(ledger: Address, token: str) -> None:
    """End a token."""
    from hudna.commands.accounts import revoke_token

    click.get_current_context().exit(revoke_token(ledger, token))

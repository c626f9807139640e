"""`hudna theatre check`: whether a theatre file is right."""

from collections.abc import Sequence
from pathlib import Path

from hudna.commands.complaints import Complaints
from hudna.theatres.load import Theatre, TheatreError, load


def check_theatres(paths: Sequence[Path]) -> int:
    """Prints what each right file holds; 1 where one is wrong, every fault on a line of its own."""
    complaints = Complaints()
    for path in paths:
        try:
            print(f"{path}: right: {_held(load(path))}")
        except TheatreError as error:
            for fault in str(error).splitlines():
                complaints.say(fault)
        except (OSError, UnicodeDecodeError) as error:
            complaints.say(f"{path}: cannot be read: {error}; check the path, and that it is UTF-8")
    return complaints.exit_code


def _held(theatre: Theatre) -> str:
    """How much of each kind there is, and what is left unsure on purpose."""
    provisions = sum(len(agreement.provisions) for agreement in theatre.agreements)
    unsure = sum(post.at is None for post in theatre.posts)
    counts = (
        (len(theatre.sides), "sides"), (len(theatre.actors), "actors"), (len(theatre.persons), "persons"),
        (len(theatre.agreements), "agreements"), (provisions, "provisions"), (len(theatre.zones), "zones"),
        (len(theatre.posts), "posts"), (unsure, "posts without a sure place"), (len(theatre.outlets), "outlets"),
    )  # fmt: skip
    return ", ".join(f"{count} {what}" for count, what in counts if count)

"""The options that many commands have, once for all: by which every list can be cut, and JSON lines."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

ENGLISH = click.option("--english", is_flag=True, help="In English sentences, for those who read no Arabic.")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON lines instead of a page.")
Command = Callable[..., Any]
_OPTIONS: dict[str, Command] = {
    "source": click.option("--source", metavar="WHO", default="", help="Told by: words, an identity, or a kind."),
    "side": click.option("--side", metavar="SIDE", default="", help="Who acts or speaks (yemen-2015/coalition, TUR)."),
    "action": click.option("--action", metavar="NAME", default="", help="An action (violence.air) or a register."),
    "place": click.option("--place", metavar="WHERE", default="", help="Words, or the id of a place or an area."),
    "when": click.option("--when", metavar="DATE", default="", help="It happened: 2015-07-26, 2015-07, or A/B."),
    "published": click.option("--published", metavar="DATE", default="", help="It was published, in the same forms."),
    "agreement": click.option("--agreement", metavar="WHICH", default="", help="Spoken of nearby: words or an id."),
    "outlet": click.option("--outlet", metavar="NAME", default="", help="The outlet, or words of its name."),
    "origins": click.option(
        "--origins", metavar="N", type=click.IntRange(0), default=0, help="At least N independent origins."
    ),
    "confidence": click.option(
        "--confidence", metavar="P", type=click.FloatRange(0, 1), default=0.0, help="At least as sure as P (0.8)."
    ),
}


def filters_but(*without: str) -> Callable[[Command], Command]:
    """Gives a command the filters as options, but for some; it gets them together as `filters`."""
    kept = {name: option for name, option in _OPTIONS.items() if name not in without}

    def made(command: Command) -> Command:
        @wraps(command)  # and the options that it has already
        def gathered(*given: Any, **options: Any) -> Any:
            return command(*given, filters={name: options.pop(name) for name in kept}, **options)

        cut: Command = gathered
        for option in reversed(kept.values()):
            cut = option(cut)
        return cut

    return made


filtered = filters_but()

"""The options by which every list can be cut, once for all commands."""

from collections.abc import Callable
from typing import Any

import click

_CONFIDENCE = click.option(
    "--confidence", metavar="P", type=click.FloatRange(0, 1), default=0.0, help="Entries as sure as P (0.8) or surer."
)
_OPTIONS = (
    click.option("--source", metavar="WHO", default="", help="Whom it is told by: words, an identity, or a kind."),
    click.option("--side", metavar="SIDE", default="", help="A side that acts or speaks (yemen-2015/houthi, TUR)."),
    click.option("--action", metavar="NAME", default="", help="An action (violence.air) or a register (violence)."),
    click.option("--place", metavar="WHERE", default="", help="Words or the id of a place, an area or a country."),
    click.option("--when", metavar="DATE", default="", help="When it happened: 2015-07-26, 2015-07, or A/B."),
    click.option("--published", metavar="DATE", default="", help="When it was published, in the same forms."),
    click.option("--agreement", metavar="WHICH", default="", help="Words or the id of an agreement spoken of nearby."),
    click.option("--outlet", metavar="NAME", default="", help="The outlet, or words of its name."),
    click.option("--origins", metavar="N", type=click.IntRange(0), default=0, help="At least N independent origins."),
    _CONFIDENCE,
)
NAMES = ("source", "side", "action", "place", "when", "published", "agreement", "outlet", "origins", "confidence")


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with all filters as options, which it gets together as `filters`."""

    def gathered(*given: Any, **options: Any) -> Any:
        return command(*given, filters={name: options.pop(name) for name in NAMES}, **options)

    gathered.__doc__, gathered.__name__ = command.__doc__, command.__name__
    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered

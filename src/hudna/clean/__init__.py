"""From a page or a raw report to a report with its asides marked."""

from hudna.clean.asides import clean

__all__ = ["clean"]

"""What was done: six siblings of one shape, one for each principle. docs/measuring.md says how to add one."""

from principles.indicators import (
    creativity,
    equality,
    relationships,
    resources,
    sustainability,
    trauma_informed,
)
from principles.indicators.shape import Counted, Indicator, Record

INDICATORS: tuple[Indicator, ...] = (
    *creativity.INDICATORS,
    *relationships.INDICATORS,
    *resources.INDICATORS,
    *equality.INDICATORS,
    *trauma_informed.INDICATORS,
    *sustainability.INDICATORS,
)

__all__ = ["INDICATORS", "Counted", "Indicator", "Record"]

"""What was done, in words: one sentence for each fact, the same on pages and in exports."""

from dataclasses import dataclass
from datetime import datetime

from principles.adherence import Row, is_near_agreement
from principles.indicators import INDICATORS, Indicator, Record

Counts = tuple[int, int]  # done, out of


@dataclass(frozen=True)
class Fact:
    """One fact of one project: its sentence, and the records behind it for a reader who may open them."""

    slug: str
    words: str
    counted_at: datetime | None = None
    records: tuple[Record, ...] = ()


def indicators_of(principle: str) -> list[Indicator]:
    """The indicators of a principle, in their order."""
    return [indicator for indicator in INDICATORS if indicator.principle == principle]


class Sentences:
    """Facts in the reader's language, translated once and then said for as many projects as there are."""

    def __init__(self, indicators: list[Indicator] | tuple[Indicator, ...] = INDICATORS, *, k: int) -> None:
        self._said = {
            indicator.slug: (
                str(indicator.words),
                str(indicator.none_yet) % {"k": k},
                (str(indicator.nearly_all), str(indicator.hardly_any)) if indicator.private else None,
            )
            for indicator in indicators
        }

    def say(self, slug: str, counts: Counts | None) -> str:
        """The sentence for (done, out of), or for nothing to count.

        What rests on people's private records stands in words where a number would point at one person.
        """
        words, none_yet, ends = self._said[slug]
        if counts is None or counts[1] == 0:
            return none_yet
        done, out_of = counts
        if ends and is_near_agreement(Row(done, out_of - done)):
            return ends[0] if 2 * done > out_of else ends[1]
        return words % {"done": done, "out_of": out_of}

    def say_all(self, counts: dict[str, Counts]) -> list[str]:
        """Every sentence, in the order of the indicators."""
        return [self.say(slug, counts.get(slug)) for slug in self._said]

    def say_together(self, counts: dict[str, Counts]) -> str:
        """All of it in one go, without saying twice that there is nothing to count."""
        return " ".join(dict.fromkeys(self.say_all(counts)))

"""What a round about what coproduction is not says: one chart a statement, in words first (see principles/charts.py)."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from principles.adherence import Gap, Share, Shown, Word
from principles.charts import Chart, hidden_words, rows_of

AGREE, OTHERS = gettext_lazy("agree"), gettext_lazy("not sure, or see it differently")


def chart_of_statement(release: Any, *, k: int) -> Chart:
    """The chart of one statement in one round, from its frozen release."""
    hidden = release.shown == Shown.HIDDEN
    words = hidden_words(k) if hidden else finding_of(release)
    rows = () if hidden else rows_of(release)
    return Chart(
        f"item-{release.item_id}", release.item.words, words, rows, full_means=AGREE, ring_means=OTHERS
    )


def finding_of(release: Any) -> str:
    """How many agree, and whether the two sides see it alike, in whole sentences."""
    if not release.split:
        if release.shown == Shown.WORDS:
            return _("%(share)s agreed.") % {"share": capfirst(Share(release.share).label)}
        return _("%(often)s of %(people)s people agreed.") % {
            "often": release.often,
            "people": release.answered,
        }
    sides = _("Lived experience: %(lived)s agreed. Staff: %(staff)s agreed.") % {
        "lived": Share(release.lived_share).label,
        "staff": Share(release.staff_share).label,
    }
    apart = release.gap in {Gap.LIKELY, Gap.MAY_BE}
    return f"{sides} {_('The two sides see it differently. That is worth a talk.')}" if apart else sides


def is_worth_a_talk(release: Any) -> bool:
    """Whether people see a statement in different ways: fewer than two in three agree, or the sides differ."""
    return release.word in {Word.NEEDS_WORK, Word.MIXED} or release.gap in {Gap.LIKELY, Gap.MAY_BE}

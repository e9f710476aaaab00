"""Equality, diversity and inclusion: what people asked for and what is ready (seeds 109, 117, 122).

It rests on people's needs, so it is told only about k different people and more, and has no records to open.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from principles.indicators.shape import Counted, Indicator
from projects.models import Adaptation, Membership


def count_needs(projects: Sequence[int]) -> Iterable[Counted]:
    """Things that people asked for and that are ready, of all that were asked, and how many people asked."""
    asked = Adaptation.objects.filter(
        membership__project__in=projects, membership__status=Membership.Status.ACTIVE
    )
    rows = asked.values_list("membership__project_id").annotate(
        done=Count("pk", filter=Q(status=Adaptation.Status.READY)),
        out_of=Count("pk"),
        people=Count("membership", distinct=True),
    )
    return [Counted(project, done, out_of, people) for project, done, out_of, people in rows.order_by()]


INDICATORS = (
    Indicator(
        slug="needs-ready",
        principle="equality",
        words=_("Things that people asked for and that are ready: %(done)s of %(out_of)s."),
        none_yet=_("Not shown: fewer than %(k)s people have asked for something."),
        count=count_needs,
        private=True,
        nearly_all=_("Nearly everything that people asked for is ready."),
        hardly_any=_("Hardly anything that people asked for is ready yet."),
    ),
)

"""Who supports whom, where the person chosen is not offered any more (decision 7)."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from members.models import SupportContact
from projects.models import Membership, Supporter

AT_A_TIME = 500


def let_choose_again_everywhere() -> int:
    """Whoever chose somebody that no project of theirs offers any more has nobody now, and is asked on Home.

    Organisations live in another app, and end their contacts without knowing of projects: so it is looked for here,
    again and again. Nobody inherits what people tell. How many had chosen. Safe to run twice, late or together.
    """
    changed = 0
    while some := list(_gone().values_list("pk", flat=True)[:AT_A_TIME]):
        changed += _let_choose(some)
    return changed


@transaction.atomic
def _let_choose(pks: list[int]) -> int:
    # In the order of their numbers, as everybody takes them; and looked at once more, now that they are held.
    rows = Membership.objects.filter(pk__in=pks).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    return _gone().filter(pk__in=pks).update(support_person=None)


def _gone() -> QuerySet[Membership]:
    """Those whose chosen person neither runs the project, nor supports people in it, nor is a contact of one of its
    organisations."""
    chosen, project = OuterRef("support_person"), OuterRef("project")
    hosts = Membership.objects.filter(
        member=chosen, project=project, is_host=True, status=Membership.Status.ACTIVE
    )
    supporters = Supporter.objects.filter(member=chosen, project=project)
    contacts = SupportContact.objects.filter(member=chosen, organisation__project_parts__project=project)
    return Membership.objects.filter(
        ~Exists(hosts), ~Exists(supporters), ~Exists(contacts), support_person__isnull=False
    )

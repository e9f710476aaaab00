"""When nobody runs a project: may somebody offer to, and may somebody say yes for its organisation? (decision 7)"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Project
from projects.permissions.project import ENDED, NOT_IN_THIS_PROJECT

SOMEBODY_DOES = _("Somebody runs this project now.")


def can_offer_to_run(membership: Membership, *, is_run: bool) -> Answer:
    """Any member may offer to run a project that nobody runs, also a paused one: somebody must let it go on."""
    if not membership.is_active:
        return no(NOT_IN_THIS_PROJECT)
    if membership.project.status == Project.Status.ENDED:
        return no(ENDED)
    return no(_("Somebody runs this project now. You can ask them to share that.")) if is_run else YES


def can_confirm_host(membership: Membership, *, offers: bool, is_run: bool) -> Answer:
    """Whoever stands in may say yes to a member who offered, as long as nobody runs the project."""
    if not membership.is_active or not offers:
        return no(_("This person does not offer it any more."))
    if membership.project.status == Project.Status.ENDED:
        return no(ENDED)
    return no(SOMEBODY_DOES) if is_run else YES

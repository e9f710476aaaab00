"""Who may read, answer or call off a request for a chat (decision 20)."""

from django.utils.translation import gettext as _

from coproduce.lib.answers import YES, Answer, no
from members.models import Member, SupportRequest

Status = SupportRequest.Status


def can_see_support_request(member: Member, request: SupportRequest, *, stands_in: bool) -> Answer:
    """Who asked, the person chosen, and whoever was told that nobody had been in touch, see that it was asked."""
    if member.pk in {request.asker_id, request.to_id} or stands_in:
        return YES
    return no(_("This is between the person who asked and the person they chose."))


def can_read_support_words(member: Member, request: SupportRequest) -> Answer:
    """Only who wrote them and the person chosen read the words; whoever stands in does not."""
    if member.pk in {request.asker_id, request.to_id}:
        return YES
    return no(_("Only the person who was asked can read the words."))


def can_answer_support_request(member: Member, request: SupportRequest, *, stands_in: bool) -> Answer:
    """The person chosen, or whoever stands in, says that they have been in touch."""
    if member.pk != request.to_id and not stands_in:
        return no(_("Only the person who was asked can say so."))
    if request.status != Status.ASKED:
        return no(_("This is settled already. There is nothing more to do."))
    return YES


def can_call_off_support_request(member: Member, request: SupportRequest) -> Answer:
    """Who asked may say that they do not need it any more."""
    if member.pk != request.asker_id:
        return no(_("Only the person who asked can call it off."))
    if request.status != Status.ASKED:
        return no(_("This is settled already. There is nothing more to do."))
    return YES


def can_ask_for_chat(member: Member | None, to: Member | None, *, name: str) -> Answer:
    """Whether this person can be asked here. `to` is empty for somebody without an account."""
    if to is None or not to.is_active:
        return no(_("%(name)s can only be called. Their number is on the page.") % {"name": name})
    if member is not None and member.pk == to.pk:
        return no(_("Choose someone other than yourself."))
    return YES

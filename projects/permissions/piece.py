"""May somebody write on a piece, say yes to it, put it aside, open it again? Members are equals here (seeds 20, 35)."""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Piece
from projects.permissions.project import can_take_part

MOST_PIECES = 60  # more would not fit on one page
NEVER_CLOSES = _("This piece never closes. It holds what we do not know yet.")
NO_WORDS = _("Write first what you said as a group. Then people can say yes to it.")
NOT_NEEDED = _("This piece is not needed here now. You can talk about it again first.")


def can_lay_out(membership: Membership, *, pieces: int) -> Answer:
    """Any member may lay out the starting questions, where there are no pieces yet."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    return no(_("The questions are there already.")) if pieces else YES


def can_write_piece(membership: Membership, piece: Piece) -> Answer:
    """Any member may write what the group said, name a day to look again, and change the words of the question."""
    return can_take_part(membership, piece.project_id)


def can_say_yes(membership: Membership, piece: Piece) -> Answer:
    """Any member may say yes to words that are there. The loose piece never closes (seed 86)."""
    if not (answer := can_take_part(membership, piece.project_id)):
        return answer
    if piece.is_loose:
        return no(NEVER_CLOSES)
    if piece.status == Piece.Status.NOT_NEEDED:
        return no(NOT_NEEDED)
    return YES if piece.said.strip() else no(NO_WORDS)


def can_take_yes_back(membership: Membership, piece: Piece, *, said_yes: bool) -> Answer:
    """A yes can be taken back at any time, without a reason."""
    if not (answer := can_take_part(membership, piece.project_id)):
        return answer
    return YES if said_yes else no(_("You have not said yes to these words."))


def can_talk_about(membership: Membership, piece: Piece) -> Answer:
    """Any member may open a piece, also one that was agreed or put aside: without a fuss."""
    if not (answer := can_take_part(membership, piece.project_id)):
        return answer
    if piece.status == Piece.Status.TALKING:
        return no(_("You are talking about this piece already."))
    return YES


def can_put_aside(membership: Membership, piece: Piece) -> Answer:
    """Any member may say that a piece is not needed here, with a reason (seed 5)."""
    if not (answer := can_take_part(membership, piece.project_id)):
        return answer
    if piece.is_loose:
        return no(NEVER_CLOSES)
    if piece.status == Piece.Status.NOT_NEEDED:
        return no(_("Somebody said already that it is not needed here."))
    return YES


def can_add_question(membership: Membership, *, pieces: int) -> Answer:
    """Any member may add a question (seed 64), as long as they fit on one page."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    if pieces >= MOST_PIECES:
        return no(_("There are 60 pieces. More would be hard to read. Take one away first."))
    return YES


def can_delete_question(membership: Membership, piece: Piece, *, is_touched: bool) -> Answer:
    """Who added a question may take it away, as long as nobody has put words or a yes beside it."""
    if not (answer := can_take_part(membership, piece.project_id)):
        return answer
    if piece.group != Piece.Group.OURS:
        return no(_("You can say that this piece is not needed here."))
    if piece.added_by_id != membership.pk:
        return no(_("The person who added this question can take it away."))
    if is_touched:
        return no(_("People have written here. You can say that it is not needed here."))
    return YES


def can_share_question(membership: Membership, piece: Piece) -> Answer:
    """Who added a question of the group, and hosts, may share it with every project (seed 64)."""
    if not (answer := can_take_part(membership, piece.project_id)):
        return answer
    if piece.group != Piece.Group.OURS:
        return no(_("This question is in every project already."))
    if piece.added_by_id != membership.pk and not membership.is_host:
        return no(_("The person who added this question can share it. So can those who run the project."))
    return YES


def can_take_shared_back(*, shared_by_id: int | None, member_id: int) -> Answer:
    """Who shared a question may take it back; projects that have a copy keep it."""
    return YES if shared_by_id == member_id else no(_("The person who shared it can take it back."))

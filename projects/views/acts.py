"""Pages that a link in a message opens: one act, for one person, without signing in. A GET changes nothing."""

from django.http import HttpRequest, HttpResponse

from members.models import Member


def task_done(request: HttpRequest, member: Member, object_id: int, version: str) -> HttpResponse:
    """The task is done."""
    raise NotImplementedError


task_hand_back = task_more_time = check_in = task_done

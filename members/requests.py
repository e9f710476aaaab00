"""What a view gets once a decorator has let somebody in: the same request, with what is known by then."""

from django.http import HttpRequest

from members.models import Member, Organisation


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in. `organisations` are those of `leads_only` and `facilitators_only`."""

    user: Member  # type: ignore[assignment]
    organisations: list[Organisation]

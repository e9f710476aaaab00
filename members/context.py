"""What every template may use. Never a query: only what the request already carries."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

READING_COOKIE = "reading"


@dataclass(frozen=True)
class Reading:
    """How this person wants pages to look."""

    theme: str = "auto"
    size: str = "m"
    letters: str = "system"
    fewer: bool = False


def reading(request: HttpRequest) -> dict[str, Any]:
    """`reading`, and the `membership` and `project` that a decorator loaded, if any."""
    return {
        "reading": reading_of(request),
        "membership": getattr(request, "membership", None),
        "project": getattr(request, "project", None),
    }


def reading_of(request: HttpRequest) -> Reading:
    """The signed-in member's choices, or those in the cookie ("theme.size.letters.fewer"), or the usual ones."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Reading(user.colours, user.text_size, user.letters, user.fewer_things)
    parts = request.COOKIES.get(READING_COOKIE, "").split(".")
    if len(parts) != 4:
        return Reading()
    theme, size, letters, fewer = parts
    return Reading(
        theme if theme in {"light", "dark"} else "auto",
        size if size in {"l", "xl"} else "m",
        "clear" if letters == "clear" else "system",
        fewer == "1",
    )

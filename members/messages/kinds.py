"""The kinds of message there are. Each app registers its own when it is ready; the sender looks them up by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from members.messages.rendering import Rendered, render_templates
from members.models import Message

__all__ = ["Context", "Kind", "Rendered", "all_kinds", "find_kind", "kind_named", "register"]

Context = dict[str, Any]
StillTrue = Callable[[Sequence[Message], datetime], set[int]]
Load = Callable[[Sequence[Message]], dict[int, Context]]
Render = Callable[[Message, Context], Rendered]
Address = Callable[[Sequence[Message]], dict[int, str]]


@dataclass(frozen=True)
class Kind:
    """One kind of message: whether it still makes sense, what it is about, in which words, and how long it lasts.

    All callables take many messages at once and answer by their ids with a constant number of queries.
    """

    name: str  # also the folder of its words: templates/messages/<name>/{subject.txt,body.txt,body.html}
    still_true: StillTrue  # the ids of those that the world has not overtaken
    load: Load  # what the words need, as plain text, dates and addresses of pages; a message left out is withdrawn
    render: Render = render_templates
    address: Address | None = None  # for kinds that write to somebody without an account
    folds: bool = (
        True  # may wait for a weekly round-up (decision 33: never prompts that were asked for, or safety)
    )
    must_hear: bool = (
        False  # safety: passes quiet hours, pause and "only here on the site", and cannot be turned off
    )
    lasts: timedelta = timedelta(hours=24)  # later than this it is not sent any more
    preview: Context = field(default_factory=dict)  # a made-up context, to show the words at /components/


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Raises ValueError for a second kind of the same name, or a name too long for its column."""
    if len(kind.name) > 40:
        raise ValueError(f"the name of a kind of message has at most 40 letters: {kind.name}")
    if kind.name in _kinds and _kinds[kind.name] is not kind:
        raise ValueError(f"there are two kinds of message called {kind.name}")
    _kinds[kind.name] = kind


def find_kind(name: str) -> Kind | None:
    """The kind of this name. None for one that an older or newer version of the site wrote."""
    return _kinds.get(name)


def kind_named(name: str) -> Kind:
    """The kind of this name. Raises LookupError, because only registered kinds may be written."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"no kind of message is called {name}: register it when its app is ready") from None


def all_kinds() -> list[Kind]:
    """Every kind, by name: for the previews, and for the test that renders each."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)

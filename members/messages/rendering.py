"""The words of a message: three small templates for each kind, in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.template import Context
from django.template.loader import get_template

from members.models import Message


@dataclass(frozen=True)
class Rendered:
    """A message as a person reads it. The subject says nothing that would hurt on a lock screen."""

    subject: str
    text: str
    html: str


def render_templates(message: Message, context: dict[str, Any]) -> Rendered:
    """The words from templates/messages/<kind>/{subject.txt,body.txt,body.html}."""
    folder = f"messages/{message.kind}"
    return Rendered(
        subject=" ".join(_render(f"{folder}/subject.txt", context, escape=False).split()),
        text=_render(f"{folder}/body.txt", context, escape=False).strip() + "\n",
        html=_render(f"{folder}/body.html", context, escape=True).strip() + "\n",
    )


def _render(name: str, context: dict[str, Any], *, escape: bool) -> str:
    """Plain text is not escaped: a name like "Sam & Jo" stays as it is."""
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(context, autoescape=escape)))

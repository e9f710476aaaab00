"""The limits of a project inside the forms in which people suggest something (seed 67)."""

from typing import Any

from django import template
from django.template import RequestContext

from projects.queries.limit import limits_standing

register = template.Library()
FEW = 5


@register.inclusion_tag("projects/limit/_inside.html", takes_context=True)
def limits_inside(context: RequestContext, short: bool = False) -> dict[str, Any]:
    """What cannot be changed, before somebody puts work into an idea. One query; nothing where nothing is written down.

    For pages of a project: the request has `project`. `short` leaves out whose rules they are, beside a form of one box.
    """
    project = context["request"].project
    limits = limits_standing(project)
    return {"limits": limits[:FEW], "more": len(limits) > FEW, "address": project.address, "short": short}

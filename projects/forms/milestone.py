"""Forms about milestones."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import DayField, VersionField, words


class MilestoneForm(PlainForm):
    """Something the group wants to reach, and by when."""

    what = words(
        _("What do you want to reach?"),
        most=120,
        required=_("Say what you want to reach"),
        hint=_("Like: the first draft is there."),
    )
    on = DayField(label=_("By which day?"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].zone = zone  # type: ignore[attr-defined]
        self.fields["on"].as_it_was = self.initial.get("on", "")  # type: ignore[attr-defined]


class MilestoneEditForm(MilestoneForm):
    """A milestone that is there already."""

    version = VersionField()

"""The form for changing what a project says."""

from typing import Any

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Details, PlainForm
from projects.forms.fields import VersionField, words
from projects.forms.set_up import BRIEF, BRIEF_QUESTION, MEET_BEFORE_HINT, PastDayField, purpose_field


class ProjectForm(PlainForm):
    """All the words of a project at once, its pace and its format (seed 8), and its brief, closed (seed 37)."""

    version = VersionField()
    name = words(_("Name"), most=100, required=_("Say what the project is called"))
    purpose = purpose_field()
    what_it_makes = words(_("What we make"), most=200)
    time_asked = words(_("How much time it takes"), most=200)
    what_people_get = words(_("What people get"), most=300, lines=True)
    ways_to_take_part = words(_("How to take part"), most=200)
    meet_before = words(_("How people meet before"), most=300, hint=MEET_BEFORE_HINT, lines=True)
    brief_set_on = PastDayField(label=_("When was the brief set?"))
    brief_set_by = words(_("Who set it?"), most=100)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brief_set_on"].zone = zone  # type: ignore[attr-defined]
        open_names = [name for name in self.fields if name not in BRIEF]
        self.layout = Layout(*open_names, Details(BRIEF_QUESTION, *BRIEF))

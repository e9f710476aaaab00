"""The form for what a group writes for itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import DayField, VersionField, words
from projects.models import Agreement

HINTS = {
    Agreement.Kind.MEANING: _(
        "Like: we decide together, from the first day. People who use the service and people who work in it both count."
        " It is not a survey."
    ),
    Agreement.Kind.GROUND_RULES: _(
        "Like: we let people finish. We say it when a word is too hard. What is said here stays here."
        " Anyone may take a break."
    ),
}


class AgreementForm(PlainForm):
    """The words, and when to look at them again (seeds 7, 12)."""

    version = VersionField()
    words = words(_("Our words"), most=3000, required=_("Write a few words"), lines=True)
    review_on = DayField(label=_("When do we look at it again?"))

    def __init__(self, *args: Any, kind: str, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = HINTS[Agreement.Kind(kind)]
        self.fields["review_on"].zone = zone  # type: ignore[attr-defined]
        self.fields["review_on"].as_it_was = self.initial.get("review_on", "")  # type: ignore[attr-defined]

"""Cards for a talk between two people: curiosity fills in the picture (seed 81). A question for each to ask the other."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Card:
    """One card: a question for both, and a second one to go on with."""

    question: Any
    more: Any


CARDS = [
    Card(_("What brought you here?"), _("What would make you want to stay?")),
    Card(_("What is a good day for you?"), _("What helps on a day that is not so good?")),
    Card(
        _("What do you like to do, or do well?"), _("Would you like to use it here, or would you rather not?")
    ),
    Card(_("What would you like to learn?"), _("Who in the group could show you?")),
    Card(_("When did someone really listen to you?"), _("What did they do?")),
    Card(_("What should we know so that you feel safe here?"), _("What should we leave alone?")),
    Card(_("How do you like to say what you think?"), _("Out loud, in writing, or to one person first?")),
    Card(_("What do people often get wrong about your side of things?"), _("What is true?")),
    Card(_("What can you give just now?"), _("What would be too much?")),
    Card(_("What would you change first, if it were up to you?"), _("Who would be glad of it?")),
    Card(_("What is one thing you do not know about how this works?"), _("Who could tell us?")),
    Card(_("What would you like to thank someone for?"), _("Have they heard it yet?")),
]

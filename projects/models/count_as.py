"""How a person asks one act of theirs to be counted (decision 9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountAs(models.TextChoices):
    """Said for this act only, shown to the project. The kept kind of experience is never used for it."""

    LIVED = "lived", _("Lived experience")
    STAFF = "staff", _("Staff")
    NOT = "not", _("Do not count it")


class ShownAs(models.TextChoices):
    """How a person wants to be named beside work they had a part in, chosen each time (seeds 26, 27, 84)."""

    NAME = "name", _("With my name")
    OTHER = "other", _("With another name")
    NONE = "none", _("Without a name")

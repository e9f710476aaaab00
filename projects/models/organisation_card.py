"""How an organisation works, told to people who work with it for the first time; and asking one to take part."""

from django.db import models

from coproduce.lib import dates


class OrganisationCard(models.Model):
    """How my organisation works: how long things take, its rules, its words, who decides (seed 96)."""

    organisation = models.OneToOneField(
        "members.Organisation", on_delete=models.CASCADE, related_name="how_it_works"
    )
    timescales = models.CharField(max_length=500, blank=True)
    rules = models.CharField(max_length=500, blank=True)
    words = models.CharField(max_length=500, blank=True)
    who_decides = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField(default=dates.now)
    version = models.PositiveIntegerField(default=1)  # grows with each edit (promise C2)

    def __str__(self) -> str:
        return f"card of organisation {self.organisation_id}"


class OrganisationAsked(models.Model):
    """An organisation is asked to take part in a project; it takes part when one of its people says yes (seeds 2, 96)."""

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="organisations_asked"
    )
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.CASCADE, related_name="asked_into"
    )
    asked_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation"], name="organisation_asked_once")
        ]

    def __str__(self) -> str:
        return f"organisation {self.organisation_id} asked into project {self.project_id}"

"""What operators look after in Django's admin: a project's own words. Who is in it, and what they said, is not here."""

from django.contrib import admin
from django.http import HttpRequest

from projects.models import Project, ProjectOrganisation


class OrganisationInline(admin.TabularInline):
    """Where the project is at home, and who takes part in it."""

    model = ProjectOrganisation
    extra = 0
    autocomplete_fields = ["organisation"]


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    """Projects: putting words right that cannot stay, and the organisations behind them."""

    list_display = ["name", "status", "opened_at", "ended_at"]
    list_filter = ["status"]
    search_fields = ["name", "address"]
    inlines = [OrganisationInline]
    fields = [
        "address",
        "name",
        "purpose",
        "purpose_status",
        "what_it_makes",
        "zone",
        "status",
        "opened_at",
        "ended_at",
    ]
    readonly_fields = ["address", "purpose_status", "status", "opened_at", "ended_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Facilitators open projects, on the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        """A project is ended by its hosts, never deleted from here."""
        return False

"""What operators look after in Django's admin: a project's own words. Who is in it, and what they said, is not here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from members.messages.placing import zone_names
from projects.actions.purpose import put_words_right
from projects.models import Project, ProjectOrganisation


class OrganisationInline(admin.TabularInline):
    """Where the project is at home, and who takes part in it."""

    model = ProjectOrganisation
    extra = 0
    autocomplete_fields = ["organisation"]


class ProjectWordsForm(forms.ModelForm):
    """A project's own words, with a clock that this machine knows: another one would stop the jobs of every project."""

    def clean_zone(self) -> Any:
        """The name of a time zone, like Europe/London."""
        zone = self.cleaned_data["zone"]
        if zone not in zone_names():
            raise forms.ValidationError(_("Enter a time zone, like Europe/London"))
        return zone


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    """Projects: putting words right that cannot stay, and the organisations behind them."""

    form = ProjectWordsForm
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

    def save_model(self, request: HttpRequest, obj: Project, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's)
        """Other words for the purpose leave its history too, and are a draft; other people's words are never undone."""
        obj.save(update_fields=[name for name in form.changed_data if name != "purpose"])
        if "purpose" in form.changed_data:
            put_words_right(project=obj, words=form.cleaned_data["purpose"])

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Facilitators open projects, on the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        """A project is ended by its hosts, never deleted from here."""
        return False

"""What operators may look at in Django's admin: the principles, their questions, and when rounds open and close.

Nothing here can be changed: words change by agreement and a migration. Tickets, sheets, answers and results are not here.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from principles.models import Principle, PrincipleText, PulseItem, PulseRound


class LookOnly:
    """Rows to look at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from migrations and from hosts."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What people answered to stays as they read it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Results rest on these rows."""
        return False


class TextInline(LookOnly, admin.TabularInline):
    """The versions of the plain words about a principle."""

    model = PrincipleText


class ItemInline(LookOnly, admin.TabularInline):
    """The questions of a principle, old versions too."""

    model = PulseItem


@admin.register(Principle)
class PrincipleAdmin(LookOnly, admin.ModelAdmin):
    """The six principles with their words and questions."""

    list_display = ["number", "name", "slug"]
    inlines = [TextInline, ItemInline]


@admin.register(PulseRound)
class PulseRoundAdmin(LookOnly, admin.ModelAdmin):
    """When rounds open and close. How many answered is for the people of the project."""

    list_display = ["project", "number", "status", "opens_on", "closes_on"]
    list_filter = ["status"]
    fields = ["project", "number", "status", "opens_on", "closes_on", "k"]

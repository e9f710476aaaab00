"""What operators look after in Django's admin: the words of the six principles and of the questions, never answers."""

from django.contrib import admin
from django.http import HttpRequest

from principles.models import Principle, PrincipleText, PulseItem


class TextInline(admin.TabularInline):
    """The words of a principle, each version with its credit."""

    model = PrincipleText
    extra = 0


@admin.register(Principle)
class PrincipleAdmin(admin.ModelAdmin):
    """The six principles. Their names are as agreed in Bristol and stay so."""

    list_display = ["number", "name"]
    readonly_fields = ["slug", "name", "number"]
    inlines = [TextInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There are six."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Principle | None = None) -> bool:
        """There are six."""
        return False


@admin.register(PulseItem)
class PulseItemAdmin(admin.ModelAdmin):
    """The questions of the pulse, to read: changed words are a new version, made by a migration."""

    list_display = ["principle", "number", "version", "words", "in_use"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new version comes with a migration."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: PulseItem | None = None) -> bool:
        """Answers never move to other words."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PulseItem | None = None) -> bool:
        """Answers rest on it."""
        return False

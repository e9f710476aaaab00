"""What operators look after in Django's admin. No private words: needs, requests for a chat and messages are not here."""

from django.contrib import admin
from django.http import HttpRequest

from members.models import Member, Organisation, OrganisationRole, SupportContact


class RoleInline(admin.TabularInline):
    """Leads and facilitators of an organisation."""

    model = OrganisationRole
    extra = 0
    autocomplete_fields = ["member"]
    readonly_fields = ["appointed_by", "appointed_at"]


class ContactInline(admin.TabularInline):
    """People whom the organisation offers to talk to."""

    model = SupportContact
    extra = 0
    autocomplete_fields = ["member"]
    readonly_fields = ["appointed_by", "appointed_at"]


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """Names, contacts, safety words and privacy notice of organisations."""

    list_display = ["name", "contact_name", "contact_phone"]
    search_fields = ["name"]
    inlines = [RoleInline, ContactInline]
    readonly_fields = ["opened_at"]


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    """Accounts: closing one, or making somebody an operator. What people need or wrote is not shown."""

    list_display = ["display_name", "email", "is_active", "is_staff", "joined_at"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["display_name", "email"]
    fields = ["display_name", "email", "is_active", "is_staff", "is_superuser", "joined_at", "erased_at"]
    readonly_fields = ["email", "joined_at", "erased_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Accounts are opened by an invitation, or by appointing somebody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """Removing a person takes every app along: `manage.py erase_member`."""
        return False

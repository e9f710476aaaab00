"""Addresses of inviting people."""

from django.urls import path

from projects.urls.base import at
from projects.views import invitation

urlpatterns = [
    path(f"{at}invite/", invitation.invite, name="invite"),
    path(f"{at}invite/link/", invitation.invite_link, name="invite-link"),
    path(f"{at}invite/<int:pk>/", invitation.invitation_sheet, name="invitation-sheet"),
    path(f"{at}invite/<int:pk>/end/", invitation.invitation_end, name="invitation-end"),
]

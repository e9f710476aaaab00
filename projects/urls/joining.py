"""Addresses of joining a project."""

from django.urls import path

from projects.views import joining

urlpatterns = [
    path("join/<str:token>/", joining.join, name="join"),
    path("join/<str:token>/email/", joining.join_email, name="join-email"),
    path("join/<str:token>/code/", joining.join_code, name="join-code"),
    path("join/<str:token>/name/", joining.join_name, name="join-name"),
]

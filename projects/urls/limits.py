"""Addresses of what can and cannot be changed."""

from django.urls import path

from projects.urls.base import at
from projects.views import project

urlpatterns = [
    path(f"{at}limits/", project.project_limits, name="limits"),
    path(f"{at}limits/new/", project.limit_new, name="limit-new"),
    path(f"{at}limits/not-known/", project.not_known, name="not-known"),
    path(f"{at}limits/<int:pk>/", project.limit_edit, name="limit-edit"),
]

"""Addresses of a project's own pages, and of opening one."""

from django.urls import path

from projects.urls.base import at
from projects.views import catch_up, project, set_up, timeline

urlpatterns = [
    path("projects/", project.project_list, name="list"),
    path("projects/new/", set_up.project_new, name="new"),
    path(f"{at}", project.project_detail, name="detail"),
    path(f"{at}set-up/<str:step>/", set_up.set_up, name="set-up"),
    path(f"{at}edit/", project.project_edit, name="edit"),
    path(f"{at}catch-up/", catch_up.catch_up, name="catch-up"),
    path(f"{at}timeline/", timeline.timeline, name="timeline"),
]

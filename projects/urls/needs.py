"""Addresses of what people need."""

from django.urls import path

from projects.urls.base import at
from projects.views import need

urlpatterns = [
    path("me/needs/", need.my_needs, name="my-needs"),
    path(f"{at}needs/", need.needs, name="needs"),
    path(f"{at}needs/shared/", need.shared_needs, name="shared-needs"),
    path(f"{at}needs/shared/<int:pk>/", need.adaptation, name="adaptation"),
]

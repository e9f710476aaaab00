"""Addresses of the purpose and the milestones."""

from django.urls import path

from projects.urls.base import at
from projects.views import milestone, purpose

urlpatterns = [
    path(f"{at}purpose/", purpose.purpose, name="purpose"),
    path(f"{at}purpose/words/", purpose.purpose_words, name="purpose-words"),
    path(f"{at}milestones/", milestone.milestone_list, name="milestone-list"),
    path(f"{at}milestones/new/", milestone.milestone_new, name="milestone-new"),
    path(f"{at}milestones/<int:pk>/", milestone.milestone_edit, name="milestone-edit"),
    path(f"{at}milestones/<int:pk>/reached/", milestone.milestone_reached, name="milestone-reached"),
    path(f"{at}milestones/<int:pk>/undo/", milestone.milestone_undo, name="milestone-undo"),
]

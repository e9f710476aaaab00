"""Addresses of the jigsaw and the questions in it."""

from django.urls import path

from projects.urls.base import at
from projects.views import thought

urlpatterns = [
    path(f"{at}thoughts/<int:pk>/take-back/", thought.thought_take_back, name="thought-take-back"),
]

"""Addresses of the organisations that take part."""

from django.urls import path

from projects.urls.base import at
from projects.views import organisation, safety_words

urlpatterns = [
    path("taking-part/", organisation.taking_part_list, name="taking-part-list"),
    path("taking-part/<int:pk>/", organisation.taking_part, name="taking-part"),
    path("organisations/<slug:slug>/how-we-work/", organisation.organisation_card, name="organisation-card"),
    path(
        "organisations/<slug:slug>/safety-words/",
        safety_words.organisation_safety_words,
        name="organisation-safety-words",
    ),
    path(f"{at}organisations/", organisation.organisations, name="organisations"),
    path(f"{at}organisations/ask/", organisation.organisation_ask, name="organisation-ask"),
    path(f"{at}organisations/leave/", organisation.organisation_leave, name="organisation-leave"),
    path(
        f"{at}organisations/asked/<int:pk>/take-back/",
        organisation.taking_part_take_back,
        name="taking-part-take-back",
    ),
]

"""Addresses of people in a project, and of one's own place there."""

from django.urls import path

from projects.urls.base import at
from projects.views import check_on, my_place, people

urlpatterns = [
    path(f"{at}people/", people.people, name="people"),
    path(f"{at}people/<int:pk>/", people.person, name="person"),
    path(f"{at}me/", my_place.my_place, name="my-place"),
    path(f"{at}me/way/", my_place.way, name="way"),
    path(f"{at}me/check-ins/", my_place.check_in_rhythm, name="check-in-rhythm"),
    path(f"{at}me/experience/", my_place.experience, name="experience"),
    path(f"{at}me/skills/", my_place.skills, name="skills"),
    path(f"{at}me/leave/", my_place.leave, name="leave"),
    path(f"{at}check-on/", check_on.check_on, name="check-on"),
]

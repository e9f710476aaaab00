"""Addresses of check-ins."""

from django.urls import path

from projects.urls.base import at
from projects.views import checkin

urlpatterns = [
    path("check-ins/", checkin.check_in_list, name="check-in-list"),
    path("check-ins/<int:pk>/heard/", checkin.check_in_heard, name="check-in-heard"),
    path("check-ins/for/<int:pk>/", checkin.check_in_write_down, name="check-in-write-down"),
    path(f"{at}check-in/", checkin.check_in, name="check-in"),
    path(f"{at}check-in/chat/", checkin.check_in_chat, name="check-in-chat"),
]

"""Addresses of task roles."""

from django.urls import path

from projects.urls.base import at
from projects.views import role

urlpatterns = [
    path(f"{at}roles/", role.role_list, name="role-list"),
    path(f"{at}roles/new/", role.role_new, name="role-new"),
    path(f"{at}roles/<int:pk>/", role.role_detail, name="role-detail"),
    path(f"{at}roles/<int:pk>/take/", role.role_take, name="role-take"),
    path(f"{at}roles/<int:pk>/give-up/", role.role_give_up, name="role-give-up"),
]

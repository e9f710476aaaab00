"""Addresses of what can and cannot be changed, and of what nobody knows yet."""

from django.urls import path

from projects.urls.base import at
from projects.views import limit, unknown

urlpatterns = [
    path(f"{at}limits/", limit.limits, name="limits"),
    path(f"{at}limits/new/", limit.limit_new, name="limit-new"),
    path(f"{at}limits/<int:pk>/", limit.limit_edit, name="limit-edit"),
    path(f"{at}limits/<int:pk>/put-back/", limit.limit_put_back, name="limit-put-back"),
    path(f"{at}limits/<int:pk>/remove/", limit.limit_remove, name="limit-remove"),
    path(f"{at}limits/not-known/", unknown.unknown_list, name="not-known"),
    path(f"{at}limits/not-known/new/", unknown.unknown_new, name="unknown-new"),
    path(f"{at}limits/not-known/<int:pk>/", unknown.unknown_edit, name="unknown-edit"),
    path(f"{at}limits/not-known/<int:pk>/found/", unknown.unknown_found, name="unknown-found"),
    path(f"{at}limits/not-known/<int:pk>/reopen/", unknown.unknown_reopen, name="unknown-reopen"),
]

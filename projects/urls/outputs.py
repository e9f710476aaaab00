"""Addresses of what a project makes, its versions, files and credits."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

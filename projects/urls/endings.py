"""Addresses of pausing and ending a project, and of its story."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

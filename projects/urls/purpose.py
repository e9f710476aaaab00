"""Addresses of the purpose and the milestones."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

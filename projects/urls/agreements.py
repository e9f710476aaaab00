"""Addresses of what a group means by coproduction, and its ground rules."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
